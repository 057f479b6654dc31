import { sql } from 'kysely';
import type { CaseStatus } from '../../domain/case.ts';
import type { Tx } from './database.ts';
import { issueVersion } from './escalation.ts';
import { openLane } from './lane.ts';

/**
 * Sends what was held again, now: somebody has mended what it was held for. What came after it goes
 * after it. Rows of an escalation that failed or is gone stay as they are. A status goes as the mapping has it now.
 *
 * @returns how many rows go again.
 */
export async function replayParked(tx: Tx, accountId: string, caseId: string): Promise<number> {
  await issueAgain(tx, accountId, caseId);
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

/** A state that was refused may have been refused for what the mapping made of it. */
async function issueAgain(tx: Tx, accountId: string, caseId: string): Promise<void> {
  const { rows } = await sql<{ id: string; status: CaseStatus }>`
    with locked as (select id, status from care_case where id = ${caseId} for no key update)
    select e.id, c.status from escalation e join locked c on c.id = e.case_id
    where e.state in ('requested', 'created') and exists (
      select 1 from outbox o where o.escalation_id = e.id and o.kind = 'case_state' and o.state = 'parked')`.execute(
    tx,
  );
  for (const { id, status } of rows) await issueVersion(tx, { accountId, escalationId: id, status });
}
