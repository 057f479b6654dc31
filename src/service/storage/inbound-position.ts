import { sql } from 'kysely';
import { type InboundLease, LeaseLost, type PositionMove } from '../sync/inbound-ports.ts';
import type { Tx } from './database.ts';

/** A reader that is gone is replaced after this long; it renews three times in the meantime. */
const LEASE_SECONDS = 30;

/** One reader an org. Null: another process has the lease. */
export async function takeInboundLease(
  tx: Tx,
  wanted: { accountId: string; connectionId: string; topic: string; owner: string },
): Promise<InboundLease | null> {
  await tx
    .insertInto('inbound_position')
    .values({ account_id: wanted.accountId, connection_id: wanted.connectionId, topic: wanted.topic })
    .onConflict((conflict) => conflict.columns(['connection_id', 'topic']).doNothing())
    .execute();
  const { rows } = await sql<{ lease_epoch: number }>`
    update inbound_position
    set lease_owner = ${wanted.owner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}),
        lease_epoch = lease_epoch + 1
    where connection_id = ${wanted.connectionId} and topic = ${wanted.topic}
      and (lease_until is null or lease_until < now() or lease_owner = ${wanted.owner})
    returning lease_epoch`.execute(tx);
  const epoch = rows[0]?.lease_epoch;
  return epoch === undefined ? null : { ...wanted, epoch };
}

export async function renewInboundLease(tx: Tx, lease: InboundLease): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update inbound_position set lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where connection_id = ${lease.connectionId} and topic = ${lease.topic}
      and lease_owner = ${lease.owner} and lease_epoch = ${lease.epoch}`.execute(tx);
  return numAffectedRows === 1n;
}

export async function releaseInboundLease(tx: Tx, lease: InboundLease): Promise<void> {
  await sql`
    update inbound_position set lease_owner = null, lease_until = null
    where connection_id = ${lease.connectionId} and topic = ${lease.topic}
      and lease_owner = ${lease.owner} and lease_epoch = ${lease.epoch}`.execute(tx);
}

export async function readInboundPosition(
  tx: Tx,
  lease: Pick<InboundLease, 'connectionId' | 'topic'>,
): Promise<{ replayId: Uint8Array | null; sweptUntil: string | null }> {
  const row = await tx
    .selectFrom('inbound_position')
    .select(['replay_id', 'swept_until'])
    .where('connection_id', '=', lease.connectionId)
    .where('topic', '=', lease.topic)
    .executeTakeFirst();
  return { replayId: row?.replay_id ?? null, sweptUntil: row?.swept_until ?? null };
}

/** Moves the position on. @throws LeaseLost when another reader has taken over. */
export async function moveInboundPosition(tx: Tx, lease: InboundLease, to: PositionMove): Promise<void> {
  const moved = await tx
    .updateTable('inbound_position')
    .set({
      updated_at: sql<string>`now()`,
      ...(to.replayId === undefined
        ? {}
        : { replay_id: to.replayId === null ? null : Buffer.from(to.replayId) }),
      ...(to.sweptUntil === undefined
        ? {}
        : { swept_until: sql<string>`greatest(swept_until, ${to.sweptUntil}::timestamptz)` }),
      ...(to.swept ? { swept_at: sql<string>`now()` } : {}),
    })
    .where('connection_id', '=', lease.connectionId)
    .where('topic', '=', lease.topic)
    .where('lease_owner', '=', lease.owner)
    .where('lease_epoch', '=', lease.epoch)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) throw new LeaseLost();
}
