import { sql } from 'kysely';
import { factOfCause, type TokenCause } from '../../domain/token-state.ts';
import { lockConnection, settleConnection } from './connection-state.ts';
import type { Tx } from './database.ts';
import { noteTokenChange } from './token-change.ts';

/** Whose token it is. */
interface Holder {
  id: string;
  connectionId: string;
}

/** A token that nobody uses is renewed within 5 to 7 days, spread so that a pool does not come all at once. */
export const keepAliveAt = sql<string>`now() + interval '5 days' + random() * interval '2 days'`;

/**
 * Takes it upon this process to renew a token before idleness ends it. Nobody else will for an hour: that is
 * also how soon a renewal that failed is tried again.
 */
export async function claimKeepAlive(tx: Tx, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('connected_user')
    .set({ keep_alive_at: sql<string>`now() + interval '1 hour'` })
    .where('id', '=', userId)
    .where('state', '=', 'connected')
    .where('keep_alive_at', '<=', sql<string>`now()`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export type RefreshLease =
  | {
      kind: 'taken';
      sealedToken: Buffer;
      version: number;
      /** How often this value was shown, this time included, without its answer having come. */
      tries: number;
      daysSinceRenewal: number;
      /** When the person let Care in: tells a grant from the one that replaces it. */
      grantedAt: string;
    }
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
      'granted_at',
      sql<boolean>`coalesce(refresh_lease_until > now() and refresh_lease_owner <> ${owner}, false)`.as(
        'leased',
      ),
      sql<boolean>`coalesce(refreshed_at > now() - interval '2 seconds', false)`.as('just_renewed'),
      sql<number>`extract(epoch from refresh_not_before - now())::float8 * 1000`.as('wait_ms'),
      sql<number>`extract(epoch from now() - coalesce(refreshed_at, granted_at))::float8 / 86400`.as('days'),
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
    daysSinceRenewal: row.days,
    grantedAt: row.granted_at,
  };
}

/**
 * Puts the renewed token in place of the one with `version`, before anybody uses it, and with it where the org
 * is now: an org that moves says so here, and only here.
 *
 * @returns the new version, or null when another has been quicker: then ours is worth nothing.
 */
export async function storeRenewedToken(
  tx: Tx,
  { id, connectionId }: Holder,
  version: number,
  renewed: { sealedToken: Buffer; instanceUrl: string },
): Promise<number | null> {
  await lockConnection(tx, connectionId);
  const before = await tx
    .selectFrom('connected_user')
    .select(['cause', 'warned_at'])
    .where('id', '=', id)
    .where('token_version', '=', version)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return null;
  await tx
    .updateTable('connected_user')
    .set({
      refresh_token: renewed.sealedToken,
      token_version: version + 1,
      refresh_tries: 0,
      refresh_not_before: null,
      refresh_lease_owner: null,
      refresh_lease_until: null,
      refreshed_at: sql<string>`now()`,
      keep_alive_at: keepAliveAt,
      cause: null,
      evidence: null,
      warned_at: null,
    })
    .where('id', '=', id)
    .execute();
  await tx
    .updateTable('connection')
    .set({ instance_url: renewed.instanceUrl })
    .where('id', '=', connectionId)
    .where('instance_url', '<>', renewed.instanceUrl)
    .execute();
  if (before.cause !== null || before.warned_at !== null) {
    await settleConnection(tx, connectionId);
    await noteTokenChange(tx, id, null);
  }
  return version + 1;
}

/**
 * Whether what a renewal brought belongs to a grant that somebody has ended or replaced while Salesforce was asked.
 * One that another process has renewed is not: it lives on.
 */
export async function isGrantOver(tx: Tx, userId: string, grantedAt: string): Promise<boolean> {
  const row = await tx
    .selectFrom('connected_user')
    .select(['granted_at', sql<boolean>`refresh_token is null`.as('taken')])
    .where('id', '=', userId)
    .executeTakeFirst();
  return row === undefined || row.taken || row.granted_at !== grantedAt;
}

/** Salesforce has answered this try, whatever it said: it is not one whose answer was lost. */
export async function noteAnswered(tx: Tx, userId: string, owner: string): Promise<void> {
  await tx
    .updateTable('connected_user')
    .set((eb) => ({ refresh_tries: eb('refresh_tries', '-', 1) }))
    .where('id', '=', userId)
    .where('refresh_lease_owner', '=', owner)
    .execute();
}

/**
 * Gives the right back after a try that brought nothing and ended nothing.
 *
 * @param blocked what stands in the way for somebody to mend; null: it passes by itself.
 */
export async function releaseRefreshLease(
  tx: Tx,
  { id, connectionId }: Holder,
  owner: string,
  pauseMs: number,
  blocked: { cause: TokenCause; evidence: string } | null,
): Promise<void> {
  if (blocked) await lockConnection(tx, connectionId);
  const before = await tx
    .selectFrom('connected_user')
    .select('cause')
    .where('id', '=', id)
    .where('refresh_lease_owner', '=', owner)
    .executeTakeFirst();
  if (!before) return;
  await tx
    .updateTable('connected_user')
    .set({
      refresh_lease_owner: null,
      refresh_lease_until: null,
      refresh_not_before: sql<string>`now() + make_interval(secs => ${pauseMs / 1000})`,
      ...(blocked ?? {}),
    })
    .where('id', '=', id)
    .where('refresh_lease_owner', '=', owner)
    .execute();
  if (!blocked || blocked.cause === before.cause) return;
  await settleConnection(tx, connectionId);
  await noteTokenChange(tx, id, null);
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
 * The token with `version` is over. The version moves on, so that a renewal that comes back late cannot put its
 * token there.
 *
 * @returns false when another process has renewed it meanwhile: then it is not over.
 */
export async function endToken(
  tx: Tx,
  { id, connectionId }: Holder,
  version: number,
  end: { cause: TokenCause; evidence: string | null },
): Promise<boolean> {
  await lockConnection(tx, connectionId);
  const row = await tx
    .updateTable('connected_user')
    .set({
      state: 'reconnect_needed',
      state_reason: factOfCause(end.cause),
      cause: end.cause,
      evidence: end.evidence,
      ended_at: sql<string>`now()`,
      refresh_token: null,
      token_version: version + 1,
      refresh_lease_owner: null,
      refresh_lease_until: null,
    })
    .where('id', '=', id)
    .where('token_version', '=', version)
    .returning('is_default')
    .executeTakeFirst();
  if (!row) return false;
  const standIn = await settleConnection(tx, connectionId);
  await noteTokenChange(tx, id, row.is_default ? standIn : null);
  return true;
}
