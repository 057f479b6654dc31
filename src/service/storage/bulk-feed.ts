import { sql } from 'kysely';
import type { BulkReason } from '../../domain/bulk.ts';
import type { BulkSituation } from '../../domain/decide-bulk-pace.ts';
import { explainSalesforceError } from '../../domain/explain-salesforce-error.ts';
import type { SyncReason } from '../sync/lane-ports.ts';
import type { Database, Tx } from './database.ts';

export interface JobToFeed {
  accountId: string;
  jobId: string;
}

export async function bulkJobsToFeed(db: Database, most: number): Promise<JobToFeed[]> {
  const { rows } = await sql<{ account_id: string; id: string }>`
    select account_id, id from bulk_jobs_to_feed(${most})`.execute(db.lookup);
  return rows.map(({ account_id, id }) => ({ accountId: account_id, jobId: id }));
}

/** Longer than a round takes. Should it take longer, two rounds at once are slower for others and nothing else. */
const ROUND_SECONDS = 60;

/** Takes the next round of a job, whoever comes first. @returns whose job it is; null: another has it. */
export async function claimBulkJob(tx: Tx, jobId: string): Promise<string | null> {
  const row = await tx
    .updateTable('bulk_job')
    .set({ due_at: sql<string>`now() + make_interval(secs => ${ROUND_SECONDS})` })
    .where('id', '=', jobId)
    .where('due_at', '<=', sql<string>`now()`)
    .returning('agent_id')
    .executeTakeFirst();
  return row?.agent_id ?? null;
}

/** Ends a round. @param hold why nothing goes on; null: nothing holds it. @returns whether that is news. */
export async function restBulkJob(
  tx: Tx,
  jobId: string,
  waitMs: number,
  hold: BulkReason | null,
): Promise<boolean> {
  const earlier = await tx
    .selectFrom('bulk_job')
    .select('hold')
    .where('id', '=', jobId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('bulk_job')
    .set({
      due_at: sql<string>`now() + make_interval(secs => ${waitMs / 1_000})`,
      hold: hold && JSON.stringify(hold),
    })
    .where('id', '=', jobId)
    .execute();
  return earlier.hold?.fact !== hold?.fact;
}

/** The orgs that cases of a job still have to go to; null: cases that go to none. */
export async function waitingConnections(tx: Tx, jobId: string): Promise<(string | null)[]> {
  const rows = await tx
    .selectFrom('bulk_row')
    .select('connection_id')
    .distinct()
    .where('job_id', '=', jobId)
    .where('state', '=', 'waiting')
    .execute();
  return rows.map(({ connection_id }) => connection_id);
}

/** The next cases of a job in one org, in its order. */
export async function nextBulkCases(
  tx: Tx,
  jobId: string,
  connectionId: string | null,
  most: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('bulk_row')
    .select('case_id')
    .where('job_id', '=', jobId)
    .where('state', '=', 'waiting')
    .where('connection_id', 'is not distinct from', connectionId)
    .orderBy('place')
    .limit(most)
    .execute();
  return rows.map(({ case_id }) => case_id);
}

/** What the org is at, and what is under way to it. */
export async function readBulkSituation(tx: Tx, connectionId: string): Promise<BulkSituation> {
  const { rows } = await sql<{
    state: BulkSituation['connection'];
    state_reason: string | null;
    under_way: number;
    lane_reason: SyncReason | null;
    others_wait: boolean;
    limit_info: string | null;
    age_ms: number | null;
  }>`
    select k.state, k.state_reason,
      (select count(*) from bulk_row r join escalation e on e.id = r.escalation_id
       where r.state = 'sent' and e.state = 'requested' and e.connection_id = k.id) as under_way,
      (select l.reason from bulk_row r join escalation e on e.id = r.escalation_id
       join lane l on l.case_id = e.case_id and l.target = 'salesforce'
       where r.state = 'sent' and e.state = 'requested' and e.connection_id = k.id
         and l.ready_at > now() + interval '3 seconds' and l.ready_at < 'infinity'
         and l.reason ->> 'code' <> 'UNABLE_TO_LOCK_ROW'
       limit 1) as lane_reason,
      exists (
        select from lane l
        join outbox o on o.case_id = l.case_id and o.target = l.target and o.state = 'waiting'
        join escalation e on e.id = o.escalation_id
        where l.target = 'salesforce' and l.ready_at <= now() and e.connection_id = k.id
          and not exists (
            select from bulk_row r join outbox x on x.escalation_id = r.escalation_id and x.kind = 'escalate'
            where r.escalation_id = e.id and r.state = 'sent' and x.created_at = o.created_at)) as others_wait,
      said.limit_info, said.age_ms
    from connection k
    left join lateral (
      select limit_info, (extract(epoch from now() - at) * 1000)::float8 as age_ms from salesforce_call s
      where s.connection_id = k.id and s.at > now() - interval '1 hour' and s.limit_info is not null
      order by s.at desc limit 1) said on true
    where k.id = ${connectionId}`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error(`The connection ${connectionId} is gone.`);
  const [, used, allowed] = /api-usage=(\d+)\/(\d+)/.exec(row.limit_info ?? '') ?? [];
  return {
    connection: row.state,
    connectionReason: row.state_reason,
    requests:
      used && allowed ? { used: Number(used), allowed: Number(allowed), ageMs: row.age_ms ?? 0 } : null,
    underWay: row.under_way,
    heldBy:
      row.lane_reason &&
      explainSalesforceError({ ...row.lane_reason, fields: row.lane_reason.fields ?? [] }).fact,
    othersWait: row.others_wait,
  };
}

/** Whether the row is still to be begun; nobody else begins it, or leaves it out, until the transaction ends. */
export async function lockWaitingRow(tx: Tx, jobId: string, caseId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('bulk_row')
    .select('case_id')
    .where('job_id', '=', jobId)
    .where('case_id', '=', caseId)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export type BegunRow =
  | { state: 'sent' | 'found'; escalationId: string }
  | { state: 'refused'; reason: BulkReason };

export async function writeBegunRow(tx: Tx, jobId: string, caseId: string, row: BegunRow): Promise<void> {
  await tx
    .updateTable('bulk_row')
    .set(
      row.state === 'refused'
        ? { state: row.state, reason: JSON.stringify(row.reason) }
        : { state: row.state, escalation_id: row.escalationId, reason: null },
    )
    .where('job_id', '=', jobId)
    .where('case_id', '=', caseId)
    .execute();
}

/** Has whoever watches the account look again, as for a change of this case. */
export async function tellOfJob(tx: Tx, jobId: string): Promise<void> {
  await sql`select pg_notify('care_event', concat_ws(' ', c.account_id, c.id, c.last_seq, c.assignee_id))
    from bulk_row r join care_case c on c.id = r.case_id
    where r.job_id = ${jobId} order by r.place limit 1`.execute(tx);
}
