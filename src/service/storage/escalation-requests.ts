import { sql } from 'kysely';
import type { ActorRef } from '../../domain/agent.ts';
import type { CaseFields } from '../../domain/case-fields.ts';
import { type Connection, statusSyncOfEscalation } from '../../domain/connection.ts';
import { isLinked } from '../../domain/contact.ts';
import { decideEscalation, type EscalatedObject } from '../../domain/decide-escalation.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { recordOfForm } from '../../domain/mapping/record-of-form.ts';
import { escalationKey, LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { newId } from '../ids.ts';
import type { EscalationProgress } from '../sync/await-escalation.ts';
import type { EscalationRequest, RequestedEscalation } from '../sync/escalate.ts';
import { appendEvent } from './append-event.ts';
import { readCareFacts } from './care-facts.ts';
import { connectionOfCustomer } from './connection-of-customer.ts';
import { findContactLink } from './contact-link.ts';
import type { Database, Tx } from './database.ts';
import { recordFirstIssued } from './escalation.ts';
import { readEscalationRules } from './escalation-rules.ts';
import { readEscalations } from './escalation-views.ts';
import { openLane } from './lane.ts';
import { mappingOf } from './mapping-version.ts';

const STANDING: ReadonlySet<string> = new Set(['requested', 'created', 'undoing']);

/** How much of a long conversation goes along. */
const COPIED_MESSAGES = 100;

export interface EscalationEnvironment {
  db: Database;
  now: () => Date;
  /** Where the case opens in Care. */
  caseUrl: (caseId: string) => string;
}

/** Checks and writes an escalation: the record to make, the messages to copy, the event. */
export function requestEscalation(
  environment: EscalationEnvironment,
  request: EscalationRequest,
): Promise<RequestedEscalation> {
  return environment.db.forAccount(request.accountId, async (tx) => {
    const found = await lockCase(tx, request.caseId);
    if (!found) return { kind: 'refused', code: 'NOT_FOUND' };
    const connection = await connectionOfCustomer(tx, found.customer_id);
    const contact = connection ? await findContactLink(tx, found.customer_id, connection.id) : null;
    const { object } = request;
    const earlier = connection ? await listEscalations(tx, request.caseId, connection.id, object) : [];
    // One that is being taken back stands until Salesforce has let go of it.
    const standing = earlier.filter(({ state }) => STANDING.has(state));
    const refusal = decideEscalation({
      object,
      connection,
      contactLinked: isLinked(contact),
      lastCustomerMessageAt: found.last_customer_message_at,
      now: environment.now().toISOString(),
      standing: standing.length,
      another: request.another,
      rules: await readEscalationRules(tx),
    });
    if (refusal || !connection) {
      const standingId = refusal === 'ALREADY_ESCALATED' ? standing.at(-1)?.id : undefined;
      return {
        kind: 'refused',
        code: refusal ?? 'SALESFORCE_NOT_CONNECTED',
        ...(standingId === undefined ? {} : { standingId }),
      };
    }
    // What Salesforce refused before is asked for again under the same key: should it stand there after all,
    // it is found and not made twice.
    const failed = earlier.find(({ state }) => state === 'failed');
    const { accountId, agentId } = request;
    const escalationId = await writeEscalation(tx, environment, {
      ...request,
      connection,
      failedId: failed?.id ?? null,
      rule: null,
      actor: { kind: 'agent', accountId, agentId, via: 'session' },
    });
    return { kind: 'requested', escalationId };
  });
}

/** An escalation that may be done. */
export interface NewEscalation extends Omit<EscalationRequest, 'agentId' | 'another'> {
  connection: Connection;
  /** Null: nobody asked, a rule matched. */
  agentId: string | null;
  rule: { id: string; name: string } | null;
  /** One that Salesforce refused before and that is asked for again; null: it is a new one. */
  failedId: string | null;
  actor: ActorRef;
}

/** Writes it with everything it queues, in the transaction that holds the case's lock. @returns its id. */
export async function writeEscalation(
  tx: Tx,
  { now, caseUrl }: Pick<EscalationEnvironment, 'now' | 'caseUrl'>,
  request: NewEscalation,
): Promise<string> {
  const { accountId, caseId, connection, object, agentId, failedId, rule } = request;
  const escalationId = failedId ?? newId('esc');
  const mapping = await mappingOf(tx, connection.id, object, request.recordType ?? null);
  const key = escalationKey(accountId, escalationId);
  const of = { agentId: agentId ?? '', at: now().toISOString(), caseUrl, key };
  const facts = (await readCareFacts(tx, [caseId], connection.id, of)).get(caseId)!;
  const fields: CaseFields = {
    ...recordOfForm(evaluate(mapping.fields, facts), request.fields, mapping.recordTypeId),
    ...(request.ownerId ? { OwnerId: request.ownerId } : {}),
    [LINK_FIELDS.caseId]: caseId,
    [LINK_FIELDS.caseUrl]: facts.case.url,
    [LINK_FIELDS.actedBy]: facts.escalation.agentName || null,
  };
  const columns = {
    state: 'requested' as const,
    object,
    reason: null,
    look_at: null,
    fields: JSON.stringify(fields),
    record_type: mapping.recordType,
    // The statuses that are kept in step are those of a case.
    status_sync: object === 'Case' ? statusSyncOfEscalation(connection.statusSync) : ('none' as const),
    acting_agent_id: agentId,
    token_gap: request.tokenGap,
    auto_assign: request.autoAssign === true && !request.ownerId,
    allow_duplicates: request.anyway === true,
    rule_id: rule?.id ?? null,
    rule_name: rule?.name ?? null,
    contact_missing: object === 'Case' && facts.contact === null,
  };
  if (failedId !== null) {
    await tx
      .updateTable('escalation')
      // What was refused had a version of its own: another status is not written under it. It is asked for now.
      .set((eb) => ({ ...columns, version: eb('version', '+', 1), created_at: sql<string>`now()` }))
      .where('id', '=', failedId)
      .execute();
    await tx.deleteFrom('outbox').where('escalation_id', '=', failedId).execute();
  } else {
    await tx
      .insertInto('escalation')
      .values({
        ...columns,
        id: escalationId,
        account_id: accountId,
        case_id: caseId,
        connection_id: connection.id,
        external_id: key,
      })
      .execute();
  }
  // Whatever held a rule back has had its answer.
  await tx.deleteFrom('automatic_hold').where('case_id', '=', caseId).execute();
  if (columns.status_sync === 'bidirectional') {
    const { Status: written = null } = fields;
    await recordFirstIssued(tx, accountId, escalationId, written === null ? null : String(written));
  }
  const actingAgentId = request.tokenGap === null ? agentId : null;
  await queueEscalation(tx, { accountId, caseId, actingAgentId }, escalationId, object);
  const { actor } = request;
  await appendEvent(tx, { accountId, caseId, actor, facts: { type: 'salesforce_changed', escalationId } });
  return escalationId;
}

/** What the lane has to do for a new escalation: the record, then the messages that lie under a case. */
export async function queueEscalation(
  tx: Tx,
  request: { accountId: string; caseId: string; actingAgentId: string | null },
  escalationId: string,
  object: 'Case' | 'Lead',
): Promise<void> {
  const { accountId, caseId } = request;
  const row = {
    account_id: accountId,
    target: 'salesforce' as const,
    case_id: caseId,
    escalation_id: escalationId,
  };
  await tx
    .insertInto('outbox')
    .values({ ...row, kind: 'escalate', seq: 0, acting_agent_id: request.actingAgentId })
    .execute();
  if (object === 'Case') await copyMessages(tx, request, escalationId);
  await openLane(tx, accountId, caseId, 'salesforce');
}

async function copyMessages(
  tx: Tx,
  { accountId, caseId }: { accountId: string; caseId: string },
  escalationId: string,
): Promise<void> {
  await sql`
    insert into outbox (account_id, target, case_id, seq, kind, escalation_id, message_id)
    select ${accountId}, 'salesforce', case_id, seq, 'message', ${escalationId}, id
    from (
      select id, case_id, seq from message where case_id = ${caseId} order by seq desc limit ${COPIED_MESSAGES}
    ) latest
    order by seq`.execute(tx);
}

interface CaseToEscalate {
  customer_id: string;
  last_customer_message_at: string | null;
}

const lockCase = (tx: Tx, caseId: string): Promise<CaseToEscalate | undefined> =>
  tx
    .selectFrom('care_case')
    .select(['customer_id', 'last_customer_message_at'])
    .where('id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();

const listEscalations = (tx: Tx, caseId: string, connectionId: string, object: EscalatedObject) =>
  tx
    .selectFrom('escalation')
    .select(['id', 'state'])
    .where('case_id', '=', caseId)
    .where('connection_id', '=', connectionId)
    .where('object', '=', object)
    .orderBy('created_at')
    .execute();

/** How far an escalation has come, as people see it, and what holds it. */
export function readEscalationProgress(
  db: Database,
  accountId: string,
  escalationId: string,
): Promise<EscalationProgress> {
  return db.forAccount(accountId, async (tx) => {
    const { case_id } = await tx
      .selectFrom('escalation')
      .select('case_id')
      .where('id', '=', escalationId)
      .executeTakeFirstOrThrow();
    const escalations = (await readEscalations(tx, [case_id])).get(case_id) ?? [];
    // Read after what people see: a refusal that comes in between is told, not taken for a wait.
    const row = await tx
      .selectFrom('escalation as e')
      .leftJoin('lane as l', (join) =>
        join.onRef('l.case_id', '=', 'e.case_id').on('l.target', '=', 'salesforce'),
      )
      .leftJoin('outbox as o', (join) =>
        join.onRef('o.escalation_id', '=', 'e.id').on('o.kind', '=', 'escalate'),
      )
      .select(['e.state', 'l.reason as waits_for', 'o.reason as refusal'])
      .select(sql<boolean>`coalesce(l.ready_at > now() + interval '3 seconds', false)`.as('paused'))
      .where('e.id', '=', escalationId)
      .executeTakeFirstOrThrow();
    const escalation = escalations.find(({ id }) => id === escalationId);
    if (!escalation)
      throw new Error(`The escalation ${escalationId} is gone. Escalations are never deleted.`);
    return {
      escalation,
      refusal: row.state === 'failed' ? row.refusal : null,
      waitsFor: row.state === 'requested' && row.paused ? row.waits_for : null,
    };
  });
}
