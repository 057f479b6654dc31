import { sql } from 'kysely';
import type { CaseStatus } from '../../domain/case.ts';
import { imageOf } from '../../domain/status-map.ts';
import type { Tx } from './database.ts';
import { openLane } from './lane.ts';
import { statusMapOfEscalation } from './status-maps.ts';

export interface StateToQueue {
  accountId: string;
  caseId: string;
  escalationId: string;
  seq: number;
  status: CaseStatus;
  actingAgentId: string | null;
  /** At least this much is left behind: a version that was never ours stands in Salesforce. */
  above?: number;
}

/**
 * Hands out the next version and queues the case's state for it. The case's row is locked by the caller,
 * so a higher version always stands for a later state.
 */
export async function queueCaseState(tx: Tx, state: StateToQueue): Promise<number> {
  const version = await issueVersion(tx, state);
  await tx
    .insertInto('outbox')
    .values({
      account_id: state.accountId,
      target: 'salesforce',
      case_id: state.caseId,
      seq: state.seq,
      kind: 'case_state',
      escalation_id: state.escalationId,
      acting_agent_id: state.actingAgentId,
      version,
    })
    .execute();
  await openLane(tx, state.accountId, state.caseId, 'salesforce');
  return version;
}

export async function issueVersion(
  tx: Tx,
  state: Pick<StateToQueue, 'accountId' | 'escalationId' | 'status' | 'above'>,
): Promise<number> {
  const { version } = await tx
    .updateTable('escalation')
    .set({ version: sql<number>`greatest(version, ${state.above ?? 0}) + 1` })
    .where('id', '=', state.escalationId)
    .returning('version')
    .executeTakeFirstOrThrow();
  const map = await statusMapOfEscalation(tx, state.escalationId);
  await recordIssued(tx, state.accountId, state.escalationId, version, imageOf(state.status, map));
  return version;
}

/**
 * What is written with a version: it is sent by this, and its echo is known by it, whatever becomes of the mapping.
 *
 * @param salesforceStatus null: no status is written.
 */
async function recordIssued(
  tx: Tx,
  accountId: string,
  escalationId: string,
  version: number,
  salesforceStatus: string | null,
): Promise<void> {
  if (salesforceStatus === null) return;
  await tx
    .insertInto('issued_state')
    .values({
      account_id: accountId,
      escalation_id: escalationId,
      version,
      salesforce_status: salesforceStatus,
    })
    .onConflict((conflict) => conflict.columns(['escalation_id', 'version']).doNothing())
    .execute();
}

/** The same for the version an escalation is asked for with. */
export async function recordFirstIssued(
  tx: Tx,
  accountId: string,
  escalationId: string,
  salesforceStatus: string | null,
): Promise<void> {
  const { version } = await tx
    .selectFrom('escalation')
    .select('version')
    .where('id', '=', escalationId)
    .executeTakeFirstOrThrow();
  await recordIssued(tx, accountId, escalationId, version, salesforceStatus);
}

/** A newer state from Care is queued or under way. */
export async function hasWaitingState(tx: Tx, escalationId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('escalation_id', '=', escalationId)
    .where('kind', 'in', ['case_state', 'escalate'])
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Rows queued for a state that is known to stand in Salesforce (or for an older one) are done. */
export async function settleLandedStates(tx: Tx, escalationId: string, version: number): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'done', settled_at: sql<string>`now()` })
    .where('escalation_id', '=', escalationId)
    .where('kind', '=', 'case_state')
    .where('state', '=', 'waiting')
    .where('version', '<=', version)
    .execute();
  await tx
    .deleteFrom('issued_state')
    .where('escalation_id', '=', escalationId)
    .where('version', '<', version)
    .execute();
}

/** How many cases stand in the org and get what is new, and of how many the status is kept in step. */
export async function countLinkedCases(
  tx: Tx,
  connectionId: string,
): Promise<{ linkedCases: number; syncedCases: number }> {
  const row = await tx
    .selectFrom('escalation')
    .select((eb) => [
      eb.fn.countAll<number>().as('linked'),
      eb.fn.countAll<number>().filterWhere('status_sync', '<>', 'none').as('synced'),
    ])
    .where('connection_id', '=', connectionId)
    .where('state', 'in', ['requested', 'created'])
    .executeTakeFirstOrThrow();
  return { linkedCases: Number(row.linked), syncedCases: Number(row.synced) };
}
