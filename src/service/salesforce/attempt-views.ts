import type { AttemptShape } from '../../api/attempts.ts';
import { MAY_HAVE_SHOWN_AFTER_SECONDS } from '../../domain/attempt.ts';
import { listConnections } from '../storage/connection.ts';
import type { Tx } from '../storage/database.ts';
import type { OauthAttempt } from '../storage/oauth-attempt.ts';
import type { ConnectDeps } from './attempt-deps.ts';
import { mayHaveShown } from './attempt-words.ts';

/**
 * Attempts as the person sees them who made them.
 *
 * @param sessionHash of the session that asks.
 */
export async function attemptViews(
  { signIn, now }: Pick<ConnectDeps, 'signIn' | 'now'>,
  tx: Tx,
  attempts: readonly OauthAttempt[],
  sessionHash: Buffer,
): Promise<AttemptShape[]> {
  const names = new Map((await listConnections(tx)).map(({ id, orgName }) => [id, orgName]));
  return attempts.map((attempt) => {
    const { id, state, connectionId } = attempt;
    return {
      id,
      state,
      startedAt: attempt.startedAt,
      expiresAt: state === 'waiting' || state === 'confirm' ? attempt.expiresAt : null,
      environment: attempt.environment,
      loginHost: new URL(attempt.loginUrl).host,
      forConnection:
        connectionId === null ? null : { id: connectionId, orgName: names.get(connectionId) ?? '' },
      beganHere: attempt.sessionHash.equals(sessionHash),
      found: attempt.found,
      problem: attempt.problem,
      connectionId: attempt.connectedId,
      mayHaveShown: isStranded(attempt, now()) ? mayHaveShown(signIn.redirectUri) : [],
    };
  });
}

/** Long at Salesforce and not back: it has probably shown a page of its own. */
function isStranded({ state, returned, startedAt }: OauthAttempt, now: Date): boolean {
  if (returned || (state !== 'waiting' && state !== 'expired')) return false;
  return now.getTime() - Date.parse(startedAt) >= MAY_HAVE_SHOWN_AFTER_SECONDS * 1_000;
}
