/**
 * Records that Salesforce makes after a later try to create them was refused: the first had timed out here and still
 * ran there. What the org has made is taken over, as if it had been heard of at once.
 */
import { sql } from 'kysely';
import { imageOf } from '../../domain/status-map.ts';
import type { SalesforceEffect } from '../sync/lane-ports.ts';
import type { Tx } from './database.ts';
import { queueCaseState } from './escalation.ts';
import { openLane } from './lane.ts';
import { statusMapOfEscalation } from './status-maps.ts';

type Adopted = Extract<SalesforceEffect, { type: 'adopted' }>;

/** Queues the looks that are due, each in the lane of its case. */
export async function queueLooksForRefused(tx: Tx, accountId: string): Promise<void> {
  const due = await tx
    .selectFrom('escalation as e')
    .innerJoin('care_case as c', 'c.id', 'e.case_id')
    .select(['e.id', 'e.case_id'])
    .where('e.look_at', '<=', sql<string>`now()`)
    // The case first, as every other change of a case takes it; one that another worker queues just now is left to it.
    .orderBy('c.id')
    .forNoKeyUpdate('c')
    .skipLocked()
    .execute();
  for (const { id, case_id: caseId } of due) {
    const taken = await tx
      .updateTable('escalation')
      .set({ look_at: null })
      .where('id', '=', id)
      .where('look_at', '<=', sql<string>`now()`)
      .where('state', '=', 'failed')
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) continue;
    await tx
      .insertInto('outbox')
      .values({
        account_id: accountId,
        target: 'salesforce',
        case_id: caseId,
        seq: 0,
        kind: 'look',
        escalation_id: id,
      })
      .execute();
    await openLane(tx, accountId, caseId, 'salesforce');
  }
}

/**
 * Makes a refused escalation one that is under way again, whose record has just been found: what the refusal held goes
 * on, with what was said meanwhile.
 *
 * @returns false: it is not to be taken over. It was asked for again, which finds it by its key, or another record of
 * the case stands: which of the two is closed is for people to say.
 */
export async function beginAdoption(tx: Tx, { escalationId, recordNumber }: Adopted): Promise<boolean> {
  const refused = await tx
    .selectFrom('escalation')
    .select(['id', 'case_id', 'connection_id', 'object'])
    .where('id', '=', escalationId)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  if (!refused) return false;
  const { object, case_id: caseId } = refused;
  const other = await tx
    .selectFrom('escalation')
    .select('id')
    .where('case_id', '=', caseId)
    .where('connection_id', '=', refused.connection_id)
    .where('object', '=', object)
    .where('state', 'in', ['requested', 'created', 'undoing'])
    .limit(1)
    .executeTakeFirst();
  if (other) {
    const made = `${object.toLowerCase()}${recordNumber === null ? '' : ` ${recordNumber}`}`;
    const reason = `Salesforce made the ${made} of it late, beside the one that stands: close one of the two there.`;
    await tx
      .updateTable('escalation')
      .set({ reason, look_at: null })
      .where('id', '=', escalationId)
      .execute();
    return false;
  }
  await tx
    .updateTable('escalation')
    .set({ state: 'requested', reason: null, look_at: null })
    .where('id', '=', escalationId)
    .execute();
  await sql`update outbox set reason = null,
      state = case kind when 'escalate' then 'done' else 'waiting' end,
      settled_at = case kind when 'escalate' then now() end
    where escalation_id = ${escalationId} and state = 'parked'`.execute(tx);
  if (object === 'Case') await copyMissed(tx, caseId, escalationId);
  return true;
}

/** Messages since the refusal: nothing of the case was queued for a record that was not there. */
const copyMissed = (tx: Tx, caseId: string, escalationId: string) =>
  sql`insert into outbox (account_id, target, case_id, seq, kind, escalation_id, message_id)
    select account_id, 'salesforce', case_id, seq, 'message', ${escalationId}, id from message
    where case_id = ${caseId} and seq > (
      select coalesce(max(o.seq), 0) from outbox o where o.escalation_id = ${escalationId} and o.kind = 'message')
    order by seq`.execute(tx);

/** The status, where Care has given the case another one since the refusal. */
export async function queueMissedState(tx: Tx, { escalationId, status }: Adopted): Promise<void> {
  const found = await tx
    .selectFrom('escalation as e')
    .innerJoin('care_case as c', 'c.id', 'e.case_id')
    .leftJoin('issued_state as i', (join) =>
      join.onRef('i.escalation_id', '=', 'e.id').onRef('i.version', '=', 'e.version'),
    )
    .select(['e.account_id', 'e.case_id', 'e.status_sync', 'c.status', 'c.last_seq', 'i.salesforce_status'])
    .where('e.id', '=', escalationId)
    .executeTakeFirstOrThrow();
  if (found.status_sync !== 'bidirectional') return;
  const image = imageOf(found.status, await statusMapOfEscalation(tx, escalationId));
  if (image === null || image === status || image === found.salesforce_status) return;
  await queueCaseState(tx, {
    accountId: found.account_id,
    caseId: found.case_id,
    escalationId,
    seq: found.last_seq,
    status: found.status,
    actingAgentId: null,
  });
}
