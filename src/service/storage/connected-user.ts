import { type Selectable, sql } from 'kysely';
import type { ConnectedUser } from '../../domain/connection.ts';
import type { Tx } from './database.ts';
import type { ConnectedUserTable } from './tables.ts';

/** Never among them: the token. Only `takeRefreshLease` and `forgetToken` read it, for the vault. */
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
  await tx.selectFrom('connection').select('id').where('id', '=', grant.connectionId).forUpdate().execute();
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
  return { user: fromRow(row), version: row.token_version, replaced: before?.refresh_token ?? null };
}

export type RefreshLease =
  | { kind: 'taken'; sealedToken: Buffer; version: number; tries: number }
  | { kind: 'held'; version: number }
  | { kind: 'renewed'; version: number }
  | { kind: 'later'; ms: number }
  | { kind: 'dead'; reason: string | null };

/**
 * Takes the right to renew a user's token for `seconds`, and counts the try, before anything is sent: a
 * replica that dies in between leaves a trace. No transaction is open while Salesforce is asked.
 *
 * @param owner this process; one that holds the lease already takes it again.
 * @param seenVersion version the caller's refused token was made with; null: it has none.
 */
export async function takeRefreshLease(
  tx: Tx,
  userId: string,
  owner: string,
  seconds: number,
  seenVersion: number | null,
): Promise<RefreshLease> {
  const row = await tx
    .selectFrom('connected_user')
    .select([
      'state',
      'state_reason',
      'refresh_token',
      'token_version',
      'refresh_tries',
      sql<boolean>`coalesce(refresh_lease_until > now() and refresh_lease_owner <> ${owner}, false)`.as(
        'leased',
      ),
      sql<boolean>`coalesce(refreshed_at > now() - interval '2 seconds', false)`.as('just_renewed'),
      sql<number>`extract(epoch from refresh_not_before - now())::float8 * 1000`.as('wait_ms'),
    ])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  if (row?.state !== 'connected' || row.refresh_token === null) {
    return { kind: 'dead', reason: row?.state_reason ?? null };
  }
  if (row.leased) return { kind: 'held', version: row.token_version };
  // Who has just begun and knows nothing may still be about to hear of a renewal of this moment.
  if (seenVersion === null ? row.just_renewed : row.token_version > seenVersion) {
    return { kind: 'renewed', version: row.token_version };
  }
  if (row.wait_ms > 0) return { kind: 'later', ms: Math.ceil(row.wait_ms) };
  await tx
    .updateTable('connected_user')
    .set({
      refresh_lease_owner: owner,
      refresh_lease_until: sql<string>`now() + make_interval(secs => ${seconds})`,
      refresh_tries: row.refresh_tries + 1,
    })
    .where('id', '=', userId)
    .execute();
  return {
    kind: 'taken',
    sealedToken: row.refresh_token,
    version: row.token_version,
    tries: row.refresh_tries + 1,
  };
}

/**
 * Puts the renewed token in place of the one with `version`, before anybody uses it.
 *
 * @returns the new version, or null when another has been quicker: then ours is worth nothing.
 */
export async function storeRenewedToken(
  tx: Tx,
  userId: string,
  version: number,
  sealedToken: Buffer,
): Promise<number | null> {
  const row = await tx
    .updateTable('connected_user')
    .set({
      refresh_token: sealedToken,
      token_version: version + 1,
      refresh_tries: 0,
      refresh_not_before: null,
      refresh_lease_owner: null,
      refresh_lease_until: null,
      refreshed_at: sql<string>`now()`,
    })
    .where('id', '=', userId)
    .where('token_version', '=', version)
    .returning('token_version')
    .executeTakeFirst();
  return row?.token_version ?? null;
}

/**
 * Gives the right back after a try that brought nothing.
 *
 * @param spent whether Salesforce may have seen the token; a try that never left the house does not count.
 */
export async function releaseRefreshLease(
  tx: Tx,
  userId: string,
  owner: string,
  { spent, pauseMs }: { spent: boolean; pauseMs: number },
): Promise<void> {
  await tx
    .updateTable('connected_user')
    .set((eb) => ({
      refresh_lease_owner: null,
      refresh_lease_until: null,
      refresh_not_before: sql<string>`now() + make_interval(secs => ${pauseMs / 1000})`,
      ...(spent ? {} : { refresh_tries: eb('refresh_tries', '-', 1) }),
    }))
    .where('id', '=', userId)
    .where('refresh_lease_owner', '=', owner)
    .execute();
}

/** Opens the circuit for all replicas: nobody renews this user's token before the pause is over. */
export async function pauseRefreshing(tx: Tx, userId: string, pauseMs: number): Promise<void> {
  await tx
    .updateTable('connected_user')
    .set({ refresh_not_before: sql<string>`now() + make_interval(secs => ${pauseMs / 1000})` })
    .where('id', '=', userId)
    .execute();
}

/**
 * The token with `version` is dead. Says so on the connection too when it was the default. The version moves
 * on, so that a renewal that comes back late cannot put its token there.
 */
export async function markReconnectNeeded(
  tx: Tx,
  userId: string,
  version: number,
  reason: string,
): Promise<void> {
  const row = await tx
    .updateTable('connected_user')
    .set({
      state: 'reconnect_needed',
      state_reason: reason,
      refresh_token: null,
      token_version: version + 1,
      refresh_lease_owner: null,
      refresh_lease_until: null,
    })
    .where('id', '=', userId)
    .where('token_version', '=', version)
    .returning(['connection_id', 'is_default'])
    .executeTakeFirst();
  if (!row?.is_default) return;
  await tx
    .updateTable('connection')
    .set({ state: 'reconnect_needed', state_reason: reason })
    .where('id', '=', row.connection_id)
    .execute();
}
