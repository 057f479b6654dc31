import { timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../domain/agent.ts';
import type { AttemptState } from '../../domain/attempt.ts';
import { permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import { findConnection } from '../storage/connection.ts';
import type { Tx } from '../storage/database.ts';
import { closeAttempt, lockAttempt, type OauthAttempt } from '../storage/oauth-attempt.ts';
import { attemptGrantContext, type ConnectDeps } from './attempt-deps.ts';
import { giveBack } from './attempt-give-back.ts';
import { needFor } from './attempt-start.ts';
import { type Connected, storeGrant, useGrant } from './connect-org.ts';
import type { Grant } from './token-answer.ts';

export type Confirmed =
  | { connectionId: string; connected: Connected }
  /** It had been confirmed before. */
  | { connectionId: string; connected: null };

/**
 * A person has seen which org and user they signed in to, and says yes: only now is anything stored.
 *
 * @param sessionHash of the session that says so; it must be the one that began.
 * @throws Problem NOT_FOUND, ATTEMPT_NOT_OPEN, ATTEMPT_OF_OTHER_BROWSER, PERMISSION_MISSING
 */
export async function confirmAttempt(
  deps: ConnectDeps,
  actor: Actor,
  sessionHash: Buffer,
  attemptId: string,
): Promise<Confirmed> {
  const result = await deps.db.forAccount(actor.accountId, async (tx) => {
    const attempt = await openAttempt(tx, actor, attemptId);
    if (attempt.state === 'done') return { connectionId: attempt.connectedId!, stored: null };
    if (attempt.state !== 'confirm') throw new Problem('ATTEMPT_NOT_OPEN', FACTS[attempt.state]);
    if (!timingSafeEqual(attempt.sessionHash, sessionHash)) throw new Problem('ATTEMPT_OF_OTHER_BROWSER');
    permit(actor, await needFor(tx, attempt.connectionId));
    await requireConnection(tx, attempt);
    const grant = JSON.parse(deps.vault.open(attempt.sealedGrant!, attemptGrantContext(attempt))) as Grant;
    const stored = await storeGrant(deps, tx, attempt, grant);
    const connectionId = stored.connected.connection.id;
    await closeAttempt(tx, attempt.id, { state: 'done', connectedId: connectionId });
    return { connectionId, stored };
  });
  const { connectionId, stored } = result;
  if (stored === null) return { connectionId, connected: null };
  await useGrant(deps, stored);
  return { connectionId, connected: stored.connected };
}

/**
 * Lets an open attempt be. One that is over already stays as it ended.
 *
 * @throws Problem NOT_FOUND; ATTEMPT_NOT_OPEN when it was confirmed.
 */
export async function cancelAttempt(deps: ConnectDeps, actor: Actor, attemptId: string): Promise<void> {
  await deps.db.forAccount(actor.accountId, async (tx) => {
    const { id, state } = await openAttempt(tx, actor, attemptId);
    if (state === 'done') throw new Problem('ATTEMPT_NOT_OPEN', FACTS.done);
    if (state === 'waiting' || state === 'confirm') await closeAttempt(tx, id, { state: 'cancelled' });
  });
  await giveBack(deps, actor.accountId, attemptId);
}

async function openAttempt(tx: Tx, actor: Actor, attemptId: string): Promise<OauthAttempt> {
  const attempt = actor.kind === 'agent' ? await lockAttempt(tx, attemptId, actor.agentId) : null;
  if (attempt === null) throw new Problem('NOT_FOUND');
  return attempt;
}

/** Whoever may only connect themselves does not bring an org back that was disconnected meanwhile. */
async function requireConnection(tx: Tx, { connectionId }: OauthAttempt): Promise<void> {
  if (connectionId !== null && (await findConnection(tx, connectionId)) === null) {
    throw new Problem('ATTEMPT_NOT_OPEN', 'The connection it was for has gone.');
  }
}

const FACTS: Record<Exclude<AttemptState, 'confirm'>, string> = {
  waiting: 'Salesforce has not sent the browser back yet.',
  refused: 'It was refused, and nothing was saved.',
  done: 'It was confirmed, and the org is connected.',
  cancelled: 'It was cancelled, and nothing was saved.',
  expired: 'It was not confirmed in time, and nothing was saved.',
};
