import { sql } from 'kysely';
import { decideCarriers, decideConnectionState } from '../../domain/decide-connection-state.ts';
import { tellToken } from '../../domain/token-state.ts';
import type { Tx } from './database.ts';
import { wakeLanes } from './lane.ts';
import { beginOutage, endOutage } from './outage.ts';
import { readStandIns } from './stand-ins.ts';

/** The connection first, then its users: whoever changes both takes them in this order. */
export async function lockConnection(tx: Tx, connectionId: string): Promise<void> {
  await tx
    .selectFrom('connection')
    .select('id')
    .where('id', '=', connectionId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/**
 * Lets a locked connection follow its tokens, in the transaction that changed one of them: an outage begins with
 * the last of them that could carry it, and ends with the first, whose coming wakes all that waits. One that is
 * paused goes on waiting.
 *
 * @returns who stands in for the default token now; null: nobody, or nobody has to.
 */
export async function settleConnection(tx: Tx, connectionId: string): Promise<string | null> {
  const before = await tx
    .selectFrom('connection')
    .select(['account_id', 'state', 'paused_at'])
    .where('id', '=', connectionId)
    .executeTakeFirst();
  if (!before) return null;
  const rows = await tx
    .selectFrom('connected_user')
    .select(['display_name', 'is_default', 'state', 'cause', 'refreshed_at', 'ended_at'])
    .select(sql<string>`now()`.as('now'))
    .where('connection_id', '=', connectionId)
    .orderBy('created_at')
    .execute();
  const users = rows.map(({ display_name: name, is_default: isDefault, state, cause, ...row }) => ({
    name,
    isDefault,
    told: tellToken({ state, cause, renewedAt: row.refreshed_at, endedAt: row.ended_at }, row.now),
  }));
  const standIns = await readStandIns(tx);
  const [carrier] = decideCarriers(users, standIns);
  const alive = carrier !== undefined;
  const state = alive ? ('connected' as const) : ('reconnect_needed' as const);
  const reason = alive ? null : decideConnectionState(users, standIns).fact;
  await tx
    .updateTable('connection')
    .set({ state, state_reason: reason })
    .where('id', '=', connectionId)
    .execute();
  if (before.state !== state) {
    if (!alive) await beginOutage(tx, before.account_id, connectionId, false);
    else if (before.paused_at === null) await goOn(tx, before.account_id, connectionId);
  }
  return carrier === undefined || carrier.isDefault ? null : carrier.name;
}

/**
 * Holds messages and statuses of a locked connection back, both ways, or lets them go on. What is on its way already
 * arrives; a connection nobody has access to goes on waiting for that.
 *
 * @returns false: it was so already.
 */
export async function setPaused(tx: Tx, connectionId: string, by: string | null): Promise<boolean> {
  const paused = by !== null;
  const { account_id, state, paused_at } = await tx
    .selectFrom('connection')
    .select(['account_id', 'state', 'paused_at'])
    .where('id', '=', connectionId)
    .executeTakeFirstOrThrow();
  if ((paused_at !== null) === paused) return false;
  await tx
    .updateTable('connection')
    .set({ paused_at: paused ? sql<string>`now()` : null, paused_by: by })
    .where('id', '=', connectionId)
    .execute();
  if (paused) await beginOutage(tx, account_id, connectionId, true);
  else if (state === 'connected') await goOn(tx, account_id, connectionId);
  return true;
}

async function goOn(tx: Tx, accountId: string, connectionId: string): Promise<void> {
  await endOutage(tx, connectionId);
  await wakeLanes(tx, accountId);
}
