import type { Actor } from '../../domain/agent.ts';
import type { Need } from '../../domain/permission.ts';
import { hashSecret } from '../care/sign-in.ts';
import { newId, newSecret } from '../ids.ts';
import { permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import { findConnection } from '../storage/connection.ts';
import type { Tx } from '../storage/database.ts';
import { isEnded } from '../storage/ended-connection.ts';
import { readIntegration } from '../storage/integration-request.ts';
import { addOauthAttempt } from '../storage/oauth-attempt.ts';
import { type ConnectDeps, verifierContext } from './attempt-deps.ts';
import { loginOriginFromInput } from './org-hosts.ts';
import { SCOPES } from './sign-in-server.ts';

export interface ConnectRequest {
  environment: 'production' | 'sandbox';
  /** As a person typed it; null: the usual login address. */
  loginUrl: string | null;
  /** Connect oneself to this org; null: a new connection. */
  connectionId: string | null;
}

export interface ConnectStart {
  attemptId: string;
  authorizeUrl: string;
  /** What Salesforce will ask the person to allow, and what for. */
  scopes: { scope: string; why: string }[];
  /** For a cookie of the browser that goes to Salesforce: only that browser may come back. */
  browserSecret: string;
}

/**
 * Sends somebody to Salesforce to let Care act for them.
 *
 * @param sessionHash of the session they are signed in with; it must still stand when they come back.
 * @throws Problem PERMISSION_MISSING, INTEGRATION_NOT_ENABLED, NOT_FOUND, ORG_HOST_REFUSED
 */
export async function startConnecting(
  deps: ConnectDeps,
  actor: Actor,
  sessionHash: Buffer,
  request: ConnectRequest,
): Promise<ConnectStart> {
  if (actor.kind !== 'agent') throw new Problem('FORBIDDEN', 'Only a person can connect to Salesforce.');
  const { accountId, agentId } = actor;
  const { integration, connection } = await deps.db.forAccount(accountId, async (tx) => {
    permit(actor, await needFor(tx, request.connectionId));
    return {
      integration: await readIntegration(tx),
      connection: request.connectionId === null ? null : await findConnection(tx, request.connectionId),
    };
  });
  if (integration.state !== 'enabled') throw new Problem('INTEGRATION_NOT_ENABLED');
  if (request.connectionId !== null && connection === null) throw new Problem('NOT_FOUND');
  const typed = request.loginUrl ?? connection?.loginUrl ?? deps.loginUrls[request.environment];
  const loginUrl = loginOriginFromInput(typed, deps);
  if (loginUrl === null) throw new Problem('ORG_HOST_REFUSED');

  const state = newSecret();
  const stateHash = hashSecret(state);
  const browserSecret = newSecret();
  const attemptId = newId('attempt');
  const { url, verifier } = await deps.signIn.authorizeUrl(loginUrl, state);
  await deps.db.forAccount(accountId, (tx) =>
    addOauthAttempt(tx, stateHash, {
      id: attemptId,
      accountId,
      agentId,
      sessionHash,
      browserHash: hashSecret(browserSecret),
      environment: connection?.environment ?? request.environment,
      loginUrl,
      connectionId: request.connectionId,
      sealedVerifier: deps.vault.seal(verifier, verifierContext(accountId, stateHash)),
    }),
  );
  return { attemptId, authorizeUrl: url, scopes: [...SCOPES], browserSecret };
}

/** Connecting oneself to a connected org takes less than bringing in a new one, or one that somebody has ended. */
export async function needFor(tx: Tx, connectionId: string | null): Promise<Need> {
  const brings = connectionId === null || (await isEnded(tx, connectionId));
  return { permission: brings ? 'add_salesforce_accounts' : 'view_salesforce_accounts' };
}
