import { objectOfRecord } from '../../domain/salesforce-names.ts';
import { Problem } from '../problem.ts';
import { awaitEscalation, type ProgressPorts } from './await-escalation.ts';
import { refusedBySalesforce } from './escalate.ts';
import type { SyncReason } from './lane-ports.ts';
import { FOREIGN_RECORD, RECORD_GONE } from './look-before-linking.ts';

export interface LinkRequest {
  accountId: string;
  connectionId: string;
  caseId: string;
  /** 18 characters. */
  recordId: string;
  /** The agent who links. */
  agentId: string;
}

export interface LinkPorts extends ProgressPorts {
  /**
   * Checks and writes the link with everything it queues, in one transaction. Asked for again it answers the
   * escalation that is there.
   *
   * @throws Problem when it may not be done.
   */
  requestLink(request: LinkRequest & { object: 'Case' | 'Lead' }): Promise<{ escalationId: string }>;
}

/**
 * Puts on disk that a Care case belongs to a Salesforce record that is there. The lane writes it.
 *
 * @throws Problem when it may not be done.
 */
export async function requestLink(ports: LinkPorts, request: LinkRequest): Promise<{ escalationId: string }> {
  const object = objectOfRecord(request.recordId);
  if (!object) throw new Problem('SALESFORCE_REFUSED', 'A Care case is linked to a case or a lead.');
  return ports.requestLink({ ...request, object });
}

/**
 * Waits for Salesforce's word on a link.
 *
 * @returns whether it stands there now; false: it will be written by itself.
 * @throws Problem when Salesforce refused it.
 */
export async function awaitLink(
  ports: ProgressPorts,
  accountId: string,
  escalationId: string,
  patienceMs?: number,
): Promise<boolean> {
  const { escalation, refusal } = await awaitEscalation(ports, accountId, escalationId, patienceMs);
  if (refusal) throw refusedLink(refusal);
  if (escalation.state === 'gone')
    throw new Problem('SALESFORCE_RECORD_GONE', escalation.reason ?? undefined);
  return escalation.state === 'created';
}

/** Both, for one who waits. @throws Problem */
export async function linkCase(ports: LinkPorts, request: LinkRequest): Promise<boolean> {
  const { escalationId } = await requestLink(ports, request);
  return awaitLink(ports, request.accountId, escalationId);
}

function refusedLink(refusal: SyncReason): Problem {
  if (refusal.code === FOREIGN_RECORD) return new Problem('RECORD_ALREADY_LINKED', refusal.message);
  if (refusal.code === RECORD_GONE) return new Problem('SALESFORCE_RECORD_GONE', refusal.message);
  return refusedBySalesforce(refusal);
}
