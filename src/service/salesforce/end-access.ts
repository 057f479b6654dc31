import type { Logger } from 'pino';
import type { ConnectedUser } from '../../domain/connection.ts';
import { takeGrantAway } from '../storage/connected-user.ts';
import type { Database } from '../storage/database.ts';
import {
  accountsWithDueRevocations,
  addRevocation,
  forgetRevocation,
  type Revocation,
  takeDueRevocations,
} from '../storage/revocation.ts';
import { revokeSealed } from './sealed-token.ts';
import type { SignInServer } from './sign-in-server.ts';
import type { TokenKeeper } from './token-keeper.ts';
import type { Vault } from './vault.ts';

/** What telling Salesforce that an access has ended takes. */
export interface RevokeDeps {
  db: Database;
  vault: Vault;
  signIn: Pick<SignInServer, 'revoke'>;
  log: Logger;
}

export interface EndAccessDeps extends RevokeDeps {
  tokens: Pick<TokenKeeper, 'forget'>;
}

/** How far ending came. What Salesforce did not confirm is gone here, and tried again until it does. */
export interface Ended {
  revoked: number;
  notRevoked: number;
}

/** Asked of Salesforce at a time. Its limit on simultaneous requests counts long ones only; these are short. */
const AT_ONCE = 16;
/** Taken at a time: over within the minute that they are taken for, however long Salesforce takes. */
const BATCH = 2 * AT_ONCE;
/** How long somebody waits for Salesforce; what it was not told by then, the sweep tells it. */
const PATIENCE_MS = 30_000;
/** Some three weeks at the pauses of `takeDueRevocations`: by then an idle token has died by itself. */
const MOST_TRIES = 40;

/** Ends the access of users: gone here first, and then at Salesforce. */
export async function endAccess(deps: EndAccessDeps, users: readonly ConnectedUser[]): Promise<Ended> {
  const taken = await takeAccess(deps.db, users, 'caller');
  for (const user of users) deps.tokens.forget(user.id);
  const revoked = await revokeAll(deps, taken, Date.now() + PATIENCE_MS);
  return { revoked, notRevoked: taken.length - revoked };
}

/**
 * The half that is done here: nobody of us uses these tokens any more. Each user in a transaction of their own.
 *
 * @param teller who tells Salesforce: the caller now, or the sweep of a running product within seconds.
 * @returns what is to end at Salesforce.
 */
export async function takeAccess(
  db: Database,
  users: readonly ConnectedUser[],
  teller: 'caller' | 'sweep',
): Promise<Revocation[]> {
  const taken: Revocation[] = [];
  for (const user of users) {
    const revocation = await db.forAccount(user.accountId, async (tx) => {
      const sealed = await takeGrantAway(tx, user);
      return sealed && addRevocation(tx, user, sealed, teller);
    });
    if (revocation) taken.push(revocation);
  }
  return taken;
}

/** For the worker role: what Salesforce has not confirmed yet, some of every account. @returns whether there may be more. */
export async function sweepRevocations(deps: RevokeDeps): Promise<boolean> {
  let more = false;
  for (const accountId of await accountsWithDueRevocations(deps.db)) {
    const due = await deps.db.forAccount(accountId, (tx) => takeDueRevocations(tx, BATCH));
    await revokeAll(deps, due);
    more ||= due.length === BATCH;
  }
  return more;
}

/**
 * Tells Salesforce of what the caller has taken.
 *
 * @param until none is begun after it.
 * @returns how many Salesforce has ended.
 */
export async function revokeAll(
  deps: RevokeDeps,
  revocations: readonly Revocation[],
  until = Number.POSITIVE_INFINITY,
): Promise<number> {
  let ended = 0;
  const waiting = revocations.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const each of waiting) {
        if (Date.now() >= until) return;
        if (await revoke(deps, each)) ended += 1;
      }
    }),
  );
  return ended;
}

async function revoke({ db, vault, signIn, log }: RevokeDeps, each: Revocation): Promise<boolean> {
  const confirmed = await tellSalesforce({ vault, signIn }, each);
  if (!confirmed && each.tries < MOST_TRIES) return false;
  if (!confirmed) log.warn({ revocation: each.id }, 'Salesforce never confirmed that an access has ended');
  await db.forAccount(each.accountId, (tx) => forgetRevocation(tx, each.id));
  return confirmed;
}

async function tellSalesforce(
  deps: Pick<RevokeDeps, 'vault' | 'signIn'>,
  each: Revocation,
): Promise<boolean> {
  try {
    return await revokeSealed(deps, each.loginUrl, each, each.sealedToken);
  } catch {
    // Sealed by a key that is not here: it may come back, and holds up no other.
    return false;
  }
}
