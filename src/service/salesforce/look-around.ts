import type { ConnectedUser } from '../../domain/connection.ts';
import { soql } from '../../domain/soql.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { countGrantsSince } from '../storage/grants-since.ts';
import type { SalesforceCalls } from './salesforce-port.ts';
import type { SignInServer } from './sign-in-server.ts';
import type { HeldToken, LookAround, TokenKeeper } from './token-keeper.ts';

export interface LookAroundDeps {
  db: Database;
  signIn: Pick<SignInServer, 'introspect'>;
  /** Given late: the calls go by the tokens that this looks around for. */
  others: () => { tokens: Pick<TokenKeeper, 'heldOf'>; calls: Pick<SalesforceCalls, 'callWith'> };
}

/**
 * Evidence of why an access has ended: whether what it made still works, whether the org says that the user is
 * off, how many accounts the same user has let in since. Others are asked with access they hold already:
 * two that end together must not wait for each other's renewal.
 */
export function lookAroundWith({ db, signIn, others }: LookAroundDeps): LookAround {
  return async (user, held) => {
    const connection = await db.forAccount(user.accountId, (tx) => findConnection(tx, user.connectionId));
    const [accessAlive, userActive, grantsSince] = await Promise.all([
      held && connection ? signIn.introspect(connection.loginUrl, held.accessToken) : null,
      isActive(db, others(), user),
      countGrantsSince(db, user, connection?.orgId ?? ''),
    ]);
    return { accessAlive, userActive, grantsSince };
  };
}

/** Of an org that does not answer, more would not say more, and whoever renews the access waits for it. */
const MOST_ASKED = 3;

/** @returns null when nobody can be asked, or may not know. */
async function isActive(
  db: Database,
  { tokens, calls }: ReturnType<LookAroundDeps['others']>,
  user: ConnectedUser,
): Promise<boolean | null> {
  const { accountId, connectionId, salesforceUserId } = user;
  const users = await db.forAccount(accountId, (tx) => listConnectedUsers(tx, connectionId));
  const { text } = soql`SELECT IsActive FROM User WHERE Id = ${salesforceUserId}`;
  const able = users.flatMap((other) => {
    const held: HeldToken | null = other.id === user.id ? null : tokens.heldOf(other.id);
    return held === null || other.state !== 'connected' ? [] : [{ other, held }];
  });
  for (const { other, held } of able.slice(0, MOST_ASKED)) {
    const outcome = await calls.callWith(other, held, {
      accountId,
      connectionId,
      actingAgentId: null,
      fallback: 'none',
      purpose: 'identity',
      method: 'GET',
      path: `/query?q=${encodeURIComponent(text)}`,
      records: 0,
      deadlineMs: 5_000,
    });
    if (outcome.kind !== 'answered') continue;
    const [record] = (outcome.body as { records?: { IsActive?: unknown }[] } | null)?.records ?? [];
    if (typeof record?.IsActive === 'boolean') return record.IsActive;
  }
  return null;
}
