import { sql } from 'kysely';
import { type LaneLease, type LaneRest, SYNC_PAUSED } from '../sync/lane-ports.ts';
import type { Database, Tx } from './database.ts';
import type { LaneTarget } from './tables.ts';

/**
 * Longer than any one call may take (30 s), so that a lane is only taken over from a worker that is dead
 * or hangs. Whoever was slower than that can still not write anything down.
 */
const LEASE_SECONDS = 60;

/** A ready lane, taken: nobody else may send it or write down what came of it. */
export interface TakenLane {
  lease: LaneLease;
  attempts: number;
  /** Taken over from a worker that ended, or hung, while it sent. */
  abandoned: boolean;
}

/** Takes ready lanes, oldest first. Lanes another worker is just taking are passed over, not waited for. */
export async function takeLanes(
  tx: Tx,
  accountId: string,
  target: LaneTarget,
  owner: string,
  limit: number,
): Promise<TakenLane[]> {
  const { rows } = await sql<{ case_id: string; lease_epoch: number; attempts: number; abandoned: boolean }>`
    with ready as (
      select l.case_id, l.lease_owner is not null as abandoned from lane l
      where l.target = ${target} and l.ready_at <= now()
        and (l.lease_until is null or l.lease_until < now())
        and lane_has_work(l.case_id, l.target)
      order by l.ready_at
      limit ${limit}
      for update skip locked)
    update lane l
    set lease_owner = ${owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}),
        lease_epoch = l.lease_epoch + 1
    from ready
    where l.case_id = ready.case_id and l.target = ${target}
    returning l.case_id, l.lease_epoch, l.attempts, ready.abandoned`.execute(tx);
  return rows.map((row) => ({
    lease: { accountId, caseId: row.case_id, owner, epoch: row.lease_epoch },
    attempts: row.attempts,
    abandoned: row.abandoned,
  }));
}

/** Locks the lanes whose lease still holds. Only these may be written for. */
export async function lockHeldLanes(
  tx: Tx,
  target: LaneTarget,
  leases: readonly LaneLease[],
): Promise<LaneLease[]> {
  const held: LaneLease[] = [];
  const { rows } = await sql<{ case_id: string; lease_owner: string | null; lease_epoch: number }>`
    select case_id, lease_owner, lease_epoch from lane
    where target = ${target} and case_id = any(${leases.map(({ caseId }) => caseId)}::text[])
    order by case_id for update`.execute(tx);
  for (const row of rows) {
    const lease = leases.find(({ caseId }) => caseId === row.case_id);
    if (lease && row.lease_owner === lease.owner && row.lease_epoch === lease.epoch) held.push(lease);
  }
  return held;
}

/**
 * Lets a lane go, after its outcomes are written. With work left it is ready again after the pause, which new
 * work does not shorten, unless a person wanted it; without, it is out of the workers' sight until new work opens it.
 */
export async function restLane(tx: Tx, target: LaneTarget, lease: LaneLease, rest: LaneRest): Promise<void> {
  await tx
    .updateTable('lane')
    .set({
      lease_owner: null,
      lease_until: null,
      attempts: rest.attempts,
      reason: rest.reason === null ? null : JSON.stringify(rest.reason),
      ready_at: sql<string>`case when lane_has_work(case_id, target)
        then now() + make_interval(secs => ${rest.waitMs / 1_000}) else 'infinity' end`,
    })
    .where('case_id', '=', lease.caseId)
    .where('target', '=', target)
    .execute();
}

/** Says to every worker that an account has something to send. Heard when the transaction commits. */
export async function announceWork(tx: Tx, accountId: string, target: LaneTarget): Promise<void> {
  await sql`select pg_notify('care_outbox', ${`${target} ${accountId}`})`.execute(tx);
}

/** Opens the lane of a case, if it is not there, and tells the workers. */
export async function openLane(tx: Tx, accountId: string, caseId: string, target: LaneTarget): Promise<void> {
  await tx
    .insertInto('lane')
    .values({ account_id: accountId, target, case_id: caseId })
    .onConflict((conflict) =>
      conflict
        .columns(['case_id', 'target'])
        .doUpdateSet({ ready_at: sql<string>`now()`, reason: null })
        .where((eb) =>
          eb.or([
            eb('lane.ready_at', '=', sql<string>`'infinity'`),
            // A new record is not held back with the messages before it.
            eb(sql<string>`lane.reason ->> 'code'`, '=', SYNC_PAUSED.code),
          ]),
        ),
    )
    .execute();
  await announceWork(tx, accountId, target);
}

/** Ends the pauses of an account's lanes: what they waited for (a token, a limit, an admin) is there now. */
export async function wakeLanes(tx: Tx, accountId: string): Promise<void> {
  await sql`
    with paused as (
      select case_id from lane
      where target = 'salesforce' and ready_at > now() and ready_at < 'infinity'
      order by case_id for update)
    update lane l set ready_at = now(), reason = null from paused
    where l.case_id = paused.case_id and l.target = 'salesforce'`.execute(tx);
  await announceWork(tx, accountId, 'salesforce');
}

export async function accountsWithReadyLanes(db: Database, target: LaneTarget): Promise<string[]> {
  const { rows } = await sql<{
    account_id: string;
  }>`select account_id from accounts_with_ready_lanes(${target})`.execute(db.lookup);
  return rows.map((row) => row.account_id);
}
