import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { FoundOrg } from '../../domain/attempt.ts';
import { hashSecret } from '../care/sign-in.ts';
import { Problem } from '../problem.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import {
  findAttemptOfState,
  holdGrant,
  keepForConfirmation,
  type OauthAttempt,
  refuseAttempt,
  useAttempt,
} from '../storage/oauth-attempt.ts';
import { attemptGrantContext, type ConnectDeps, verifierContext } from './attempt-deps.ts';
import { findOut } from './attempt-found.ts';
import { giveBack } from './attempt-give-back.ts';
import { explain } from './attempt-words.ts';
import { type Grant, TokenRequestError } from './token-answer.ts';

/**
 * Takes in what the browser brought back from Salesforce. The first answer of an attempt counts; whatever
 * comes after it (the back button, a reload, a link sent on) changes nothing. A grant is sealed in the attempt as soon
 * as it is here, looked at, and given back unless it is confirmed: nothing else is stored.
 *
 * @param secretOf the cookie that the browser has for an attempt; null: none.
 * @returns the attempt's id: its page says how it stands.
 * @throws Problem OAUTH_STATE_INVALID when there is no such attempt.
 */
export async function returnFromSalesforce(
  deps: ConnectDeps,
  callback: URLSearchParams,
  secretOf: (attemptId: string) => string | null,
): Promise<string> {
  const { db, log } = deps;
  const attempt = await findAttemptOfState(db, hashSecret(callback.get('state') ?? ''));
  if (attempt === null) throw new Problem('OAUTH_STATE_INVALID');
  const { id, accountId } = attempt;
  if (!(await db.forAccount(accountId, (tx) => useAttempt(tx, id)))) return id;

  let found: FoundOrg | null = null;
  try {
    refuseOtherBrowser(attempt, secretOf(id));
    await requireSession(db, attempt);
    const grant = await askForGrant(deps, attempt, callback);
    const sealed = deps.vault.seal(JSON.stringify(grant), attemptGrantContext(attempt));
    await db.forAccount(accountId, (tx) => holdGrant(tx, id, sealed));
    const seen = await findOut(deps, attempt, grant);
    found = seen;
    await refuseUnfit(db, attempt, seen);
    await db.forAccount(accountId, (tx) => keepForConfirmation(tx, id, seen));
  } catch (error) {
    const problem = explain(error, deps.signIn.redirectUri);
    if (problem.code === 'INTERNAL') log.error({ err: error, attempt: id }, 'connecting stumbled');
    await db.forAccount(accountId, (tx) => refuseAttempt(tx, id, problem, found));
  }
  await giveBack(deps, accountId, id);
  return id;
}

function refuseOtherBrowser(attempt: OauthAttempt, secret: string | null): void {
  if (secret !== null && timingSafeEqual(attempt.browserHash, hashSecret(secret))) return;
  throw new Problem('OAUTH_STATE_INVALID', 'Another browser began this sign-in.');
}

async function requireSession(db: Database, attempt: OauthAttempt): Promise<void> {
  const { rows } = await sql<{ agent_id: string }>`
    select agent_id from account_of_session(${attempt.sessionHash})`.execute(db.lookup);
  if (rows[0]?.agent_id !== attempt.agentId) {
    throw new Problem('OAUTH_STATE_INVALID', 'You have signed out of Care in the meantime.');
  }
}

async function askForGrant(
  { vault, signIn }: ConnectDeps,
  { accountId, loginUrl, sealedVerifier, stateHash }: OauthAttempt,
  callback: URLSearchParams,
): Promise<Grant> {
  const verifier = vault.open(sealedVerifier, verifierContext(accountId, stateHash));
  const grant = await signIn.exchangeCode(loginUrl, callback, callback.get('state') ?? '', verifier);
  if (grant.refreshToken !== null) return grant;
  throw new TokenRequestError('distrusted', 'The app gives no lasting access (scope refresh_token).');
}

/** An org that is not the one, or not of the type, that was asked for. */
async function refuseUnfit(db: Database, attempt: OauthAttempt, found: FoundOrg): Promise<void> {
  const { connectionId } = attempt;
  if (connectionId !== null) {
    const connection = await db.forAccount(attempt.accountId, (tx) => findConnection(tx, connectionId));
    if (connection?.orgId === found.orgId) return;
    const expected = connection ? `${connection.orgName} (${connection.orgId})` : 'another org';
    throw new Problem(
      'ORG_DIFFERS',
      `You signed in to ${found.orgName} (${found.orgId}); this connection is to ${expected}.`,
    );
  }
  if (found.environment === attempt.environment) return;
  throw new Problem(
    'ORG_TYPE_DIFFERS',
    `You asked for a ${attempt.environment} org; ${found.orgName} (${found.instanceHost}) is a ${found.environment} org.`,
  );
}
