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

export interface EndAccessDeps {
  db: Database;
  vault: Vault;
  signIn: Pick<SignInServer, 'revoke'>;
  tokens: Pick<TokenKeeper, 'forget'>;
  log: Logger;
}

/** How far ending came. What Salesforce did not confirm is gone here, and tried again until it does. */
export interface Ended {
  revoked: number;
  notRevoked: number;
}

/** Asked of Salesforce at a time. Its limit on simultaneous requests counts long ones only; these are short. */
const AT_ONCE = 16;
const BATCH = 200;
/** Some three weeks at the pauses of `takeDueRevocations`: by then an idle token has died by itself. */
const MOST_TRIES = 40;

/** Ends the access of users: gone here first, and then at Salesforce. */
export async function endAccess(deps: EndAccessDeps, users: readonly ConnectedUser[]): Promise<Ended> {
  const taken = await takeAccess(deps.db, users);
  for (const user of users) deps.tokens.forget(user.id);
  let revoked = 0;
  for (const accountId of new Set(users.map((user) => user.accountId))) {
    for (const each of await revokeDue(deps, accountId)) if (taken.has(each)) revoked += 1;
  }
  return { revoked, notRevoked: taken.size - revoked };
}

/**
 * The half that is done here: nobody of us uses these tokens any more, and a running product tells Salesforce within
 * seconds. Each user in a transaction of their own.
 *
 * @returns the revocations that are due now.
 */
export async function takeAccess(db: Database, users: readonly ConnectedUser[]): Promise<Set<string>> {
  const taken = new Set<string>();
  for (const user of users) {
    const id = await db.forAccount(user.accountId, async (tx) => {
      const sealed = await takeGrantAway(tx, user);
      return sealed && addRevocation(tx, user, sealed);
    });
    if (id) taken.add(id);
  }
  return taken;
}

/** For the worker role: what Salesforce has not confirmed yet. */
export async function sweepRevocations(deps: EndAccessDeps): Promise<void> {
  for (const accountId of await accountsWithDueRevocations(deps.db)) await revokeDue(deps, accountId);
}

/** @returns the ids of those that Salesforce has ended. */
async function revokeDue(deps: EndAccessDeps, accountId: string): Promise<string[]> {
  const ended: string[] = [];
  for (;;) {
    const due = await deps.db.forAccount(accountId, (tx) => takeDueRevocations(tx, BATCH));
    if (due.length === 0) return ended;
    const waiting = due.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const each of waiting) if (await revoke(deps, each)) ended.push(each.id);
      }),
    );
  }
}

async function revoke({ db, vault, signIn, log }: EndAccessDeps, each: Revocation): Promise<boolean> {
  const confirmed = await revokeSealed({ vault, signIn }, each.loginUrl, each, each.sealedToken);
  if (!confirmed && each.tries < MOST_TRIES) return false;
  if (!confirmed) log.warn({ revocation: each.id }, 'Salesforce never confirmed that an access has ended');
  await db.forAccount(each.accountId, (tx) => forgetRevocation(tx, each.id));
  return confirmed;
}
