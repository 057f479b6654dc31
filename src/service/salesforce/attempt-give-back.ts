import {
  accountsWithDueAttempts,
  expireAttempts,
  forgetGrant,
  type GrantToGiveBack,
  takeGrantsToGiveBack,
} from '../storage/oauth-attempt.ts';
import { attemptGrantContext, type ConnectDeps } from './attempt-deps.ts';
import { INTERRUPTED } from './attempt-words.ts';
import type { Grant } from './token-answer.ts';

type Deps = Pick<ConnectDeps, 'db' | 'vault' | 'signIn' | 'log'>;

/** About four hours, with pauses that double from a minute on. */
const MOST_TRIES = 8;

/**
 * Revokes at Salesforce what was granted and nobody confirmed. What Salesforce does not confirm is tried again
 * later by `sweepAttempts`.
 *
 * @param attemptId this one alone.
 */
export async function giveBack(deps: Deps, accountId: string, attemptId?: string): Promise<void> {
  const { db, vault, signIn, log } = deps;
  for (const taken of await db.forAccount(accountId, (tx) => takeGrantsToGiveBack(tx, attemptId))) {
    const revoked = await revoke({ vault, signIn }, taken);
    if (!revoked && taken.tries < MOST_TRIES) continue;
    if (!revoked) log.warn({ attempt: taken.id }, 'Salesforce never confirmed that a grant was given back');
    await db.forAccount(accountId, (tx) => forgetGrant(tx, taken.id));
  }
}

async function revoke(
  { vault, signIn }: Pick<Deps, 'vault' | 'signIn'>,
  taken: GrantToGiveBack,
): Promise<boolean> {
  let opened: string;
  try {
    opened = vault.open(taken.sealedGrant, attemptGrantContext(taken));
  } catch {
    // Sealed by a key that has been put away: nobody can use it any more, and nobody can give it back.
    return false;
  }
  const { refreshToken } = JSON.parse(opened) as Grant;
  return signIn.revoke(taken.loginUrl, refreshToken!);
}

/** Ends what has run out, and gives back what it held. */
export async function sweepAttempts(deps: Deps): Promise<void> {
  for (const accountId of await accountsWithDueAttempts(deps.db)) {
    await deps.db.forAccount(accountId, (tx) => expireAttempts(tx, INTERRUPTED));
    await giveBack(deps, accountId);
  }
}
