import { sql } from 'kysely';
import type { Tx } from './database.ts';
import { openLane } from './lane.ts';

/**
 * Sends what was held again, now: somebody has mended what it was held for. What came after it goes
 * after it. Rows of an escalation that failed or is gone stay as they are.
 *
 * @returns how many rows go again.
 */
export async function replayParked(tx: Tx, accountId: string, caseId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update outbox o set state = 'waiting', reason = null
    from escalation e
    where o.case_id = ${caseId} and o.target = 'salesforce' and o.state = 'parked'
      and e.id = o.escalation_id and e.state in ('requested', 'created')`.execute(tx);
  await tx
    .updateTable('lane')
    .set({ ready_at: sql<string>`now()`, attempts: 0, reason: null })
    .where('case_id', '=', caseId)
    .where('target', '=', 'salesforce')
    .execute();
  await openLane(tx, accountId, caseId, 'salesforce');
  return Number(numAffectedRows ?? 0n);
}
