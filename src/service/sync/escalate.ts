import type { EscalationShape } from '../../api/shapes.ts';
import { isFormField } from '../../domain/case-form-fields.ts';
import type { EscalatedObject, EscalationRefusal } from '../../domain/decide-escalation.ts';
import type { TokenGap } from '../../domain/decide-record-writer.ts';
import { explainAll, type SalesforceErrorWords } from '../../domain/explain-salesforce-error.ts';
import { Problem } from '../problem.ts';
import { awaitEscalation, type ProgressPorts } from './await-escalation.ts';
import type { SyncReason } from './lane-ports.ts';

/** Developer name and id; `Master` has none. */
export interface ChosenRecordType {
  name: string;
  id: string | null;
}

export interface EscalationRequest {
  accountId: string;
  caseId: string;
  /** The agent who asks. */
  agentId: string;
  object: EscalatedObject;
  /** What the form says; absent fields take the mapping's value. */
  fields: Readonly<Record<string, string | null>>;
  /** As the agent chose it; absent: the one for new records. */
  recordType?: ChosenRecordType | null;
  /** A user or a queue; absent: whoever creates it, or whom the assignment rule names. */
  ownerId?: string | null;
  /** Whether the org's assignment rule decides who owns it. */
  autoAssign?: boolean;
  /** Although a duplicate rule of the org warns; one that blocks still does. */
  anyway?: boolean;
  /** A further one, on purpose. */
  another: boolean;
  /** Why it is not made by the agent's own token; null: it is tried first. */
  tokenGap: TokenGap | null;
}

export type RequestedEscalation =
  | { kind: 'requested'; escalationId: string }
  | {
      kind: 'refused';
      code: EscalationRefusal | 'NOT_FOUND';
      /** Of ALREADY_ESCALATED: the one that stands. */
      standingId?: string;
    };

export interface EscalationPorts extends ProgressPorts {
  /** Checks and writes the escalation with everything it queues, in one transaction. */
  request(request: EscalationRequest): Promise<RequestedEscalation>;
}

/**
 * Turns the Care case into a Salesforce case or lead. The request is on disk before anything is sent; whoever
 * waits is told when Salesforce has answered, or that it will be done by itself.
 *
 * @throws Problem when it may not be done, or Salesforce refused the record.
 */
export async function escalate(
  ports: EscalationPorts,
  request: EscalationRequest,
  patienceMs?: number,
): Promise<{ escalation: EscalationShape; created: boolean }> {
  refuseForeignFields(request.fields);
  const requested = await ports.request(request);
  if (requested.kind === 'refused') throw new Problem(requested.code);
  const { escalation, refusal } = await awaitEscalation(
    ports,
    request.accountId,
    requested.escalationId,
    patienceMs,
  );
  if (refusal) throw refusedBySalesforce(refusal);
  return { escalation, created: escalation.state === 'created' };
}

function refuseForeignFields(fields: Readonly<Record<string, string | null>>): void {
  const foreign = Object.keys(fields).filter((name) => !isFormField(name));
  if (foreign.length === 0) return;
  throw new Problem('VALIDATION_FAILED', 'Some fields are not part of the form.', {
    errors: foreign.map((name) => ({
      path: `fields.${name}`,
      fact: 'Care sets this field itself or not at all.',
    })),
  });
}

/** What Salesforce refused, as a person can use it: which field, what is wrong, what to do. */
export function refusedAs(errors: readonly SalesforceErrorWords[]): Problem {
  const { fact, remedy, errors: fields } = explainAll(errors);
  return new Problem('SALESFORCE_REFUSED', fact, {
    remedy,
    errors: fields.map(({ path, fact: what }) => ({ path: `fields.${path}`, fact: what })),
  });
}

export const refusedBySalesforce = ({ code, message, fields = [] }: SyncReason): Problem =>
  refusedAs([{ code, message, fields }]);
