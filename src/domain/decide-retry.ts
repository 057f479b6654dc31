import type { SalesforceErrorClass } from './classify-salesforce-error.ts';

/** How one try of a lane's head ended, when it did not end well. `unknown`: it may have been committed. */
export type FailureClass = SalesforceErrorClass | 'unknown';

export type RetryDecision =
  /** Held for a person, with its reason; nothing else of the case overtakes it. */
  | { kind: 'park' }
  /** The same again after a pause. `burn`: counts as a try, so that the pauses grow. */
  | { kind: 'wait'; ms: number; burn: boolean }
  /** Look up what became of the record first. */
  | { kind: 'find_record' }
  /** Read the version there first. */
  | { kind: 'read_version' }
  /** Once more under the default token. */
  | { kind: 'default_token' };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What only an admin can change is asked for again this often, without anybody pressing a button. */
const ADMIN_PAUSE_MS = 60 * MINUTE;
const LIMIT_PAUSE_MS = 15 * MINUTE;

/**
 * What to do after a failure. Nothing transient is ever given up: the pauses grow to five minutes and stay.
 *
 * @param attempts tries burnt before this one
 * @param ownToken the call went out under the acting agent's own token
 * @param random [0, 1): full jitter, so that many lanes do not come back at the same moment
 */
export function decideRetry(
  failure: FailureClass,
  attempts: number,
  ownToken: boolean,
  random: number,
): RetryDecision {
  switch (failure) {
    case 'data':
      return { kind: 'park' };
    case 'gone':
      return { kind: 'find_record' };
    case 'fence':
      return { kind: 'read_version' };
    case 'auth':
    case 'config':
      if (ownToken) return { kind: 'default_token' };
      return { kind: 'wait', ms: ADMIN_PAUSE_MS * (0.9 + 0.2 * random), burn: false };
    case 'limit':
      return { kind: 'wait', ms: LIMIT_PAUSE_MS * (1 + 0.2 * random), burn: false };
    case 'unknown':
      // The same write again is safe, and the sooner it is known the better: the first pause is short.
      return { kind: 'wait', ms: jitter(200, attempts, random), burn: true };
    case 'lock':
    case 'transient':
      return { kind: 'wait', ms: jitter(SECOND, attempts, random), burn: true };
  }
}

/** Doubling with full jitter over the upper half, capped at five minutes. */
export function jitter(baseMs: number, attempts: number, random: number): number {
  const top = Math.min(5 * MINUTE, baseMs * 2 ** Math.min(attempts, 20));
  return Math.round(top * (0.5 + 0.5 * random));
}
