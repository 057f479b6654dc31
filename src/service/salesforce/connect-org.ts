import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Actor } from '../../domain/agent.ts';
import type { ConnectedUser, Connection } from '../../domain/connection.ts';
import { hashSecret } from '../care/sign-in.ts';
import { newId, newSecret } from '../ids.ts';
import { permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import { saveGrant } from '../storage/connected-user.ts';
import { addConnection, changeConnection, findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { saveIdentityLink } from '../storage/identity-link.ts';
import { wakeLanes } from '../storage/lane.ts';
import { addOauthAttempt, type OauthAttempt, useOauthAttempt } from '../storage/oauth-attempt.ts';
import { loginOriginFromInput } from './org-hosts.ts';
import { AuthorizationRefused, type SalesforceIdentity, type SignInServer } from './sign-in-server.ts';
import { type Grant, TokenRequestError } from './token-answer.ts';
import { sealContext, type TokenKeeper } from './token-keeper.ts';
import { announceToken } from './token-relay.ts';
import type { Vault } from './vault.ts';

export interface ConnectDeps {
  db: Database;
  vault: Vault;
  signIn: SignInServer;
  tokens: TokenKeeper;
  trustedOrigins: readonly string[];
  loginUrls: { production: string; sandbox: string };
}

export interface ConnectRequest {
  environment: 'production' | 'sandbox';
  /** As a person typed it; null: the usual login address. */
  loginUrl: string | null;
  /** Connect oneself to this org; null: a new connection. */
  connectionId: string | null;
}

export interface ConnectStart {
  authorizeUrl: string;
  /** For a cookie of the browser that goes to Salesforce: only that browser may come back. */
  browserSecret: string;
}

/**
 * Sends somebody to Salesforce to let Care act for them.
 *
 * @param sessionHash of the session they are signed in with; it must still stand when they come back.
 * @throws Problem FORBIDDEN, NOT_FOUND, ORG_HOST_REFUSED
 */
export async function startConnecting(
  deps: ConnectDeps,
  actor: Actor,
  sessionHash: Buffer,
  request: ConnectRequest,
): Promise<ConnectStart> {
  if (actor.kind !== 'agent') throw new Problem('FORBIDDEN', 'Only a person can connect to Salesforce.');
  permit(actor, {
    permission: request.connectionId === null ? 'add_salesforce_accounts' : 'view_salesforce_accounts',
  });
  const { accountId, agentId } = actor;
  const connection = await deps.db.forAccount(accountId, async (tx) =>
    request.connectionId === null ? null : await findConnection(tx, request.connectionId),
  );
  if (request.connectionId !== null && connection === null) throw new Problem('NOT_FOUND');
  const typed = request.loginUrl ?? connection?.loginUrl ?? deps.loginUrls[request.environment];
  const loginUrl = loginOriginFromInput(typed, deps);
  if (loginUrl === null) throw new Problem('ORG_HOST_REFUSED');
  const state = newSecret();
  const browserSecret = newSecret();
  const stateHash = hashSecret(state);
  const { url, verifier } = await deps.signIn.authorizeUrl(loginUrl, state);
  const attempt: OauthAttempt = {
    accountId,
    agentId,
    sessionHash,
    browserHash: hashSecret(browserSecret),
    environment: connection?.environment ?? request.environment,
    loginUrl,
    connectionId: request.connectionId,
    sealedVerifier: deps.vault.seal(verifier, verifierContext(accountId, stateHash)),
  };
  await deps.db.forAccount(accountId, (tx) => addOauthAttempt(tx, stateHash, attempt));
  return { authorizeUrl: url, browserSecret };
}

export interface Connected {
  connection: Connection;
  user: ConnectedUser;
}

/**
 * Takes in what the browser brought back: uses the attempt up first, believes the grant as far as it was
 * checked, and only then stores anything. A connection is never half made.
 *
 * @param browserSecret from the cookie; null: the browser has none.
 * @throws Problem OAUTH_STATE_INVALID, OAUTH_DENIED, OAUTH_FAILED, EMBED_ORG_MISMATCH
 */
export async function finishConnecting(
  deps: ConnectDeps,
  callback: URLSearchParams,
  browserSecret: string | null,
): Promise<Connected> {
  const state = callback.get('state') ?? '';
  const attempt = await useOauthAttempt(deps.db, hashSecret(state));
  if (attempt === null || browserSecret === null) throw new Problem('OAUTH_STATE_INVALID');
  if (!timingSafeEqual(attempt.browserHash, hashSecret(browserSecret))) {
    throw new Problem('OAUTH_STATE_INVALID', 'Another browser began this sign-in.');
  }
  await requireSession(deps.db, attempt);
  const verifier = deps.vault.open(
    attempt.sealedVerifier,
    verifierContext(attempt.accountId, hashSecret(state)),
  );
  const grant = await askForGrant(deps, attempt, callback, state, verifier);
  let identity: SalesforceIdentity;
  try {
    identity = await deps.signIn.identityOf(grant);
    await refuseOtherOrg(deps, attempt, grant);
  } catch (error) {
    // Whatever was granted to the wrong hands, or for the wrong org, is given back.
    await deps.signIn.revoke(attempt.loginUrl, grant.refreshToken!);
    throw error instanceof TokenRequestError ? failed(error) : error;
  }
  return storeGrant(deps, attempt, grant, identity);
}

async function requireSession(db: Database, attempt: OauthAttempt): Promise<void> {
  const { rows } = await sql<{ agent_id: string }>`
    select agent_id from account_of_session(${attempt.sessionHash})`.execute(db.lookup);
  if (rows[0]?.agent_id !== attempt.agentId) {
    throw new Problem('OAUTH_STATE_INVALID', 'You have signed out of Care in the meantime.');
  }
}

async function askForGrant(
  deps: ConnectDeps,
  attempt: OauthAttempt,
  callback: URLSearchParams,
  state: string,
  verifier: string,
): Promise<Grant> {
  try {
    const grant = await deps.signIn.exchangeCode(attempt.loginUrl, callback, state, verifier);
    if (grant.refreshToken !== null) return grant;
    throw new TokenRequestError('distrusted', 'The app gives no lasting access (scope refresh_token).');
  } catch (error) {
    if (error instanceof AuthorizationRefused) {
      // The documentation writes it both ways.
      if (/^access[_-]denied$/.test(error.error)) throw new Problem('OAUTH_DENIED');
      throw new Problem('OAUTH_FAILED', `Salesforce: ${error.error}: ${error.description}`.slice(0, 500));
    }
    if (error instanceof TokenRequestError) throw failed(error);
    throw error;
  }
}

const failed = (error: TokenRequestError): Problem =>
  new Problem('OAUTH_FAILED', error.message.slice(0, 500));

async function refuseOtherOrg(deps: ConnectDeps, attempt: OauthAttempt, grant: Grant): Promise<void> {
  if (attempt.connectionId === null) return;
  const connection = await deps.db.forAccount(attempt.accountId, (tx) =>
    findConnection(tx, attempt.connectionId!),
  );
  if (connection?.orgId === grant.orgId) return;
  throw new Problem(
    'EMBED_ORG_MISMATCH',
    `You signed in to the org ${grant.orgId}; this connection is to ${connection?.orgId ?? 'another'}.`,
  );
}

async function storeGrant(
  deps: ConnectDeps,
  attempt: OauthAttempt,
  grant: Grant,
  identity: SalesforceIdentity,
): Promise<Connected> {
  const { accountId, agentId, loginUrl, environment } = attempt;
  const { orgId, userId: salesforceUserId, instanceUrl, accessToken } = grant;
  const { connected, token, replaced } = await deps.db.forAccount(accountId, async (tx) => {
    const connection = await addConnection(tx, {
      id: newId('conn'),
      accountId,
      environment,
      orgId,
      orgName: new URL(instanceUrl).hostname,
      instanceUrl,
      loginUrl,
      orgKey: newSecret(),
    });
    const owner = { accountId, connectionId: connection.id, salesforceUserId };
    const { user, version, replaced } = await saveGrant(tx, {
      ...owner,
      id: newId('user'),
      agentId,
      username: identity.username,
      displayName: identity.displayName,
      sealedToken: deps.vault.seal(grant.refreshToken!, sealContext(owner)),
    });
    await changeConnection(tx, connection.id, {
      instanceUrl,
      loginUrl,
      ...(user.isDefault ? { state: 'connected', stateReason: null } : {}),
    });
    await saveIdentityLink(tx, { ...owner, agentId, madeBy: 'own_connection' });
    const token = { accessToken, instanceUrl, version };
    await announceToken(tx, deps.vault, { ...owner, ...token, userId: user.id });
    await wakeLanes(tx, accountId);
    return { connected: { connection: (await findConnection(tx, connection.id))!, user }, token, replaced };
  });
  deps.tokens.hold(connected.user.id, token);
  // One grant a user and org: the sixth would silently end the first.
  if (replaced) await deps.signIn.revoke(loginUrl, deps.vault.open(replaced, sealContext(connected.user)));
  return connected;
}

const verifierContext = (accountId: string, stateHash: Buffer) => ({
  kind: 'code_verifier' as const,
  accountId,
  stateHash: stateHash.toString('hex'),
});
