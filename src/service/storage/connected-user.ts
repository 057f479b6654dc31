import { type Selectable, sql } from 'kysely';
import type { ConnectedUser } from '../../domain/connection.ts';
import { factOfCause } from '../../domain/token-state.ts';
import { lockConnection, settleConnection } from './connection-state.ts';
import type { Tx } from './database.ts';
import type { ConnectedUserTable } from './tables.ts';
import { keepAliveAt } from './token-renewal.ts';

/** Never among them: the token. Only `takeRefreshLease`, `saveGrant` and `takeGrantAway` hand it out, sealed. */
const COLUMNS = [
  'id',
  'account_id',
  'connection_id',
  'agent_id',
  'salesforce_user_id',
  'username',
  'display_name',
  'is_default',
  'state',
  'state_reason',
] as const;

const fromRow = (row: Pick<Selectable<ConnectedUserTable>, (typeof COLUMNS)[number]>): ConnectedUser => ({
  id: row.id,
  accountId: row.account_id,
  connectionId: row.connection_id,
  agentId: row.agent_id,
  salesforceUserId: row.salesforce_user_id,
  username: row.username,
  displayName: row.display_name,
  isDefault: row.is_default,
  state: row.state,
  stateReason: row.state_reason,
});

/** Of one connection or all, oldest first. */
export async function listConnectedUsers(tx: Tx, connectionId?: string): Promise<ConnectedUser[]> {
  let query = tx.selectFrom('connected_user').select(COLUMNS).orderBy('created_at').orderBy('id');
  if (connectionId !== undefined) query = query.where('connection_id', '=', connectionId);
  return (await query.execute()).map(fromRow);
}

export interface NewGrant {
  id: string;
  accountId: string;
  connectionId: string;
  agentId: string;
  salesforceUserId: string;
  username: string;
  displayName: string;
  sealedToken: Buffer;
}

/**
 * Stores what a user has just granted; one grant a user and org. The first user of an org becomes its
 * default. Whoever connects as somebody else is no longer the user they were before.
 *
 * @returns the token that this one replaces, still sealed, to be revoked.
 */
export async function saveGrant(
  tx: Tx,
  grant: NewGrant,
): Promise<{ user: ConnectedUser; version: number; replaced: Buffer | null }> {
  // Two first users at once: the second waits here and then finds a default in place.
  await lockConnection(tx, grant.connectionId);
  await tx
    .updateTable('connected_user')
    .set({ agent_id: null })
    .where('connection_id', '=', grant.connectionId)
    .where('agent_id', '=', grant.agentId)
    .where('salesforce_user_id', '<>', grant.salesforceUserId)
    .execute();
  const before = await tx
    .selectFrom('connected_user')
    .select('refresh_token')
    .where('connection_id', '=', grant.connectionId)
    .where('salesforce_user_id', '=', grant.salesforceUserId)
    .executeTakeFirst();
  const fresh = {
    agent_id: grant.agentId,
    username: grant.username,
    display_name: grant.displayName,
    state: 'connected' as const,
    state_reason: null,
    cause: null,
    evidence: null,
    granted_at: sql<string>`now()`,
    ended_at: null,
    warned_at: null,
    keep_alive_at: keepAliveAt,
    refresh_token: grant.sealedToken,
    refresh_tries: 0,
    refresh_not_before: null,
    refresh_lease_owner: null,
    refresh_lease_until: null,
    refreshed_at: sql<string>`now()`,
  };
  const standing = await tx
    .selectFrom('connected_user')
    .select('id')
    .where('connection_id', '=', grant.connectionId)
    .where('is_default', '=', true)
    .executeTakeFirst();
  const row = await tx
    .insertInto('connected_user')
    .values({
      ...fresh,
      id: grant.id,
      account_id: grant.accountId,
      connection_id: grant.connectionId,
      salesforce_user_id: grant.salesforceUserId,
      is_default: standing === undefined,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['connection_id', 'salesforce_user_id'])
        .doUpdateSet({ ...fresh, token_version: sql<number>`connected_user.token_version + 1` }),
    )
    .returning([...COLUMNS, 'token_version'])
    .executeTakeFirstOrThrow();
  await settleConnection(tx, grant.connectionId);
  return { user: fromRow(row), version: row.token_version, replaced: before?.refresh_token ?? null };
}

/** One user of the account, whichever connection it is of. */
export async function findConnectedUser(tx: Tx, userId: string): Promise<ConnectedUser | null> {
  const row = await tx
    .selectFrom('connected_user')
    .select(COLUMNS)
    .where('id', '=', userId)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/**
 * Disconnects a user: their access is gone here at once. Who they were stays, so that they can be suggested.
 *
 * @returns the token, still sealed, to be revoked at Salesforce; null: there was none.
 */
export async function takeGrantAway(
  tx: Tx,
  { id, connectionId }: Pick<ConnectedUser, 'id' | 'connectionId'>,
): Promise<Buffer | null> {
  await lockConnection(tx, connectionId);
  const before = await tx
    .selectFrom('connected_user')
    .select('refresh_token')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  await tx
    .updateTable('connected_user')
    .set((eb) => ({
      state: 'reconnect_needed',
      state_reason: factOfCause('disconnected'),
      cause: 'disconnected',
      evidence: null,
      ended_at: sql<string>`coalesce(ended_at, now())`,
      refresh_token: null,
      token_version: eb('token_version', '+', 1),
      refresh_lease_owner: null,
      refresh_lease_until: null,
    }))
    .where('id', '=', id)
    .execute();
  await settleConnection(tx, connectionId);
  return before?.refresh_token ?? null;
}

/** Background work goes by this user's token first from now on. */
export async function setDefaultUser(
  tx: Tx,
  { id, connectionId }: Pick<ConnectedUser, 'id' | 'connectionId'>,
): Promise<void> {
  await lockConnection(tx, connectionId);
  await tx
    .updateTable('connected_user')
    .set({ is_default: false })
    .where('connection_id', '=', connectionId)
    .where('is_default', '=', true)
    .execute();
  await tx.updateTable('connected_user').set({ is_default: true }).where('id', '=', id).execute();
  await settleConnection(tx, connectionId);
}

/** Says that the user's access has just been of use; a request that did not get through is use as well. */
export async function noteUse(tx: Tx, userId: string): Promise<void> {
  await tx
    .updateTable('connected_user')
    .set({ last_used_at: sql<string>`now()` })
    .where('id', '=', userId)
    .execute();
}
