import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

export interface CaughtUp {
  at: string;
  messages: number;
  statuses: number;
  /** How long it lasted. */
  forSeconds: number;
  /** Nobody's access worked, or somebody had paused the sync. */
  after: 'outage' | 'pause';
}

/**
 * Nothing is kept in step with the org from now on: nobody's access works, or somebody has paused the sync. An
 * outage that goes on already goes on.
 */
export async function beginOutage(
  tx: Tx,
  accountId: string,
  connectionId: string,
  paused: boolean,
): Promise<void> {
  await sql`insert into outage (account_id, connection_id, paused) values (${accountId}, ${connectionId}, ${paused})
    on conflict (connection_id) where ended_at is null do nothing`.execute(tx);
}

/** It is kept in step again. What is queued at this moment is what is to be made up for. */
export async function endOutage(tx: Tx, connectionId: string): Promise<void> {
  await sql`update outage set ended_at = now(), last_outbox_id = (select coalesce(max(id), 0) from outbox)
    where connection_id = ${connectionId} and ended_at is null`.execute(tx);
}

/**
 * Writes down what an outage took to make up for, once it has been: nothing of before waits any more, and
 * a sweep has read what Salesforce did meanwhile.
 */
async function closeOutage(tx: Tx, outageId: number): Promise<void> {
  await sql`
    with done as (
      select o.id, o.connection_id, o.ended_at, o.last_outbox_id from outage o
      where o.id = ${outageId} and o.ended_at is not null and o.caught_up_at is null
        and not exists (
          select 1 from outbox b join escalation e on e.id = b.escalation_id
          where e.connection_id = o.connection_id and b.state = 'waiting' and b.id <= o.last_outbox_id)
        and exists (
          select 1 from inbound_position p where p.connection_id = o.connection_id and p.swept_at > o.ended_at)
      for update),
    sent as (
      select d.id, count(b.id) filter (where b.kind = 'message') as messages,
        count(b.id) filter (where b.kind <> 'message') as statuses
      from done d
      left join escalation e on e.connection_id = d.connection_id
      left join outbox b on b.escalation_id = e.id and b.state = 'done' and b.id <= d.last_outbox_id
        and b.settled_at >= d.ended_at
      group by d.id),
    heard as (
      select d.id, count(v.id) as statuses
      from done d
      left join escalation e on e.connection_id = d.connection_id
      left join event v on v.case_id = e.case_id and v.type = 'case_changed' and v.at >= d.ended_at
        and v.actor ->> 'kind' = 'system' and v.actor ->> 'reason' = 'sync'
      group by d.id)
    update outage o set caught_up_at = now(), messages = sent.messages, statuses = sent.statuses + heard.statuses
    from sent join heard using (id) where o.id = sent.id`.execute(tx);
}

/** Of every account. */
export async function closeOutages(db: Database): Promise<void> {
  const { rows } = await sql<{ account_id: string; id: number }>`
    select account_id, id from outages_to_make_up_for()`.execute(db.lookup);
  for (const { account_id, id } of rows) await db.forAccount(account_id, (tx) => closeOutage(tx, id));
}

/** The last outage that has been made up for, by connection; none while a newer one goes on. */
export async function readLastCaughtUp(
  tx: Tx,
  connectionIds: readonly string[],
): Promise<Map<string, CaughtUp>> {
  const rows = await tx
    .selectFrom('outage')
    .distinctOn('connection_id')
    .select(['connection_id', 'caught_up_at', 'messages', 'statuses', 'paused'])
    .select(sql<number>`extract(epoch from ended_at - began_at)::integer`.as('for_seconds'))
    .where('connection_id', 'in', [...connectionIds])
    .orderBy('connection_id')
    .orderBy('id', 'desc')
    .execute();
  return new Map(
    rows.flatMap(({ connection_id, caught_up_at: at, paused, ...row }) => {
      if (at === null) return [];
      const { messages, statuses, for_seconds: forSeconds } = row;
      const caughtUp = { at, messages: messages ?? 0, statuses: statuses ?? 0, forSeconds };
      return [[connection_id, { ...caughtUp, after: paused ? 'pause' : 'outage' }] as const];
    }),
  );
}
