/** How it stands with somebody's access to Salesforce, or with the access of a whole connection. */
export const TOKEN_STATES = [
  'connected',
  'expiring_soon',
  'expired',
  'reconnect_needed',
  'wrong_org',
  'org_locked',
] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

/** Why, as far as the evidence goes. */
export const TOKEN_CAUSES = [
  'revoked',
  'user_inactive',
  'idle',
  'sixth_grant',
  'ip_restricted',
  'rotation_replay',
  'answer_lost',
  'app_blocked',
  'org_locked',
  'wrong_org',
  'disconnected',
  'unknown',
] as const;
export type TokenCause = (typeof TOKEN_CAUSES)[number];

/** Salesforce ends an access that was not renewed for this long (idle refresh token lifetime of partner apps). */
export const IDLE_DAYS = 30;
/** Renewed every week at the latest, an access that is this close to its end has been failing for long. */
const WARN_DAYS = 14;
/** Without a renewal for this long, people are told. */
export const WARN_AFTER_DAYS = IDLE_DAYS - WARN_DAYS;

const DAY_MS = 86_400_000;

/** What is stored of an access. */
export interface TokenFacts {
  /** `reconnect_needed`: over, only a person can begin a new one. */
  state: 'connected' | 'reconnect_needed';
  /** Of its end, or of what stands in its way now. */
  cause: TokenCause | null;
  /** When Salesforce last renewed it, ISO-8601. */
  renewedAt: string | null;
  /** When it was found to be over. */
  endedAt: string | null;
}

/** What people are told of it. */
export interface ToldToken {
  state: TokenState;
  cause: TokenCause | null;
  fact: string | null;
  remedy: string | null;
  /** ISO-8601: when it will end, or did. Null: no end in sight. */
  expiresAt: string | null;
}

/** For a log, a lane that waits, an answer: why somebody's access is over. */
export const factOfCause = (cause: TokenCause): string => WORDS[cause].fact;

/** @param now ISO-8601 */
export function tellToken({ state, cause, renewedAt, endedAt }: TokenFacts, now: string): ToldToken {
  if (state === 'reconnect_needed') {
    const known = cause ?? 'unknown';
    return { state: stateOfEnded(known), cause: known, ...WORDS[known], expiresAt: endedAt };
  }
  if (cause === 'org_locked') return { state: 'org_locked', cause, ...WORDS[cause], expiresAt: null };
  if (renewedAt === null) return { state: 'connected', cause, ...wordsOf(cause), expiresAt: null };
  const end = Date.parse(renewedAt) + IDLE_DAYS * DAY_MS;
  const daysLeft = Math.max(0, Math.ceil((end - Date.parse(now)) / DAY_MS));
  if (cause === null && daysLeft > WARN_DAYS) {
    return { state: 'connected', cause, fact: null, remedy: null, expiresAt: null };
  }
  const { fact, remedy } = cause ? WORDS[cause] : UNREACHED;
  return {
    state: 'expiring_soon',
    cause,
    fact: `${fact} Otherwise this access ends in ${daysLeft === 1 ? '1 day' : `${daysLeft} days`}.`,
    remedy,
    expiresAt: new Date(end).toISOString(),
  };
}

function stateOfEnded(cause: TokenCause): TokenState {
  if (cause === 'idle') return 'expired';
  return cause === 'wrong_org' ? 'wrong_org' : 'reconnect_needed';
}

interface Words {
  fact: string;
  remedy: string;
}

const wordsOf = (cause: TokenCause | null): Words | { fact: null; remedy: null } =>
  cause ? WORDS[cause] : { fact: null, remedy: null };

const UNREACHED: Words = {
  fact: 'Care has not been able to renew this access for a while.',
  remedy: 'Check that Care reaches Salesforce, or connect again.',
};

const WORDS: Readonly<Record<TokenCause, Words>> = {
  revoked: {
    fact: 'This access was revoked in Salesforce.',
    remedy: 'Connect again.',
  },
  user_inactive: {
    fact: 'The Salesforce user is deactivated or frozen.',
    remedy: 'Ask a Salesforce admin to activate the user, then connect again; or connect as another user.',
  },
  idle: {
    fact: `Salesforce ended this access by its age: ${IDLE_DAYS} days without use, or what the org's policy allows.`,
    remedy: 'Connect again.',
  },
  sixth_grant: {
    fact: 'This Salesforce user has let Care in five more times since. Salesforce keeps five and ended this access.',
    remedy: 'Connect again, and give each Care account a Salesforce user of its own.',
  },
  ip_restricted: {
    fact: "Salesforce does not let Care in from the service's IP address.",
    remedy: 'Ask a Salesforce admin to add the address to the trusted IP ranges.',
  },
  rotation_replay: {
    fact: 'Only a replaced access is left here: the database was set back. Showing it would end the whole sign-in.',
    remedy: 'Connect again.',
  },
  answer_lost: {
    fact: "Salesforce's answer to a renewal was lost, and the new access with it.",
    remedy: 'Connect again.',
  },
  app_blocked: {
    fact: 'The org blocks the app Care.',
    remedy: 'Ask a Salesforce admin to install or unblock it: Setup, Connected Apps OAuth Usage.',
  },
  org_locked: {
    fact: 'The Salesforce org is locked.',
    remedy: 'Nothing to do in Care: it goes on when Salesforce unlocks the org.',
  },
  wrong_org: {
    fact: 'This access turned out to be for another org or another user.',
    remedy: 'Connect again and sign in to the org named here.',
  },
  disconnected: { fact: 'This user was disconnected in Care.', remedy: 'Connect again at any time.' },
  unknown: { fact: 'Salesforce no longer accepts this access.', remedy: 'Connect again.' },
};
