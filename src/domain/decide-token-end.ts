import { IDLE_DAYS, type TokenCause } from './token-state.ts';

/** A renewal that Salesforce refused, in its own words. */
export interface RenewalRefusal {
  /** OAuth code, e.g. `invalid_grant`. */
  error: string;
  description: string;
}

/** What is known around a refusal; null: it could not be asked. */
export interface TokenEvidence {
  /** How often this very value was shown before without its answer having come. */
  lostAnswers: number;
  daysSinceRenewal: number;
  /** How often the same Salesforce user has let Care in since, as far as it stands. */
  grantsSince: number;
  /** Whether what was made with the same sign-in still works (introspection). */
  accessAlive: boolean | null;
  /** What the org says of the user, asked by somebody else's access. */
  userActive: boolean | null;
}

export interface RenewalVerdict {
  /** True: over, whoever asks again. False: the access is as good as before; something is in the way. */
  ends: boolean;
  /** Null: it passes by itself and is nobody's to mend. */
  cause: TokenCause | null;
}

interface Rule {
  error: RegExp;
  description?: RegExp;
  verdict: RenewalVerdict | 'look';
}

/** First match wins. Wording: Salesforce's own, "OAuth 2.0 Authorization Errors". */
const RULES: readonly Rule[] = [
  {
    error: /^invalid_grant$/,
    description: /ip restricted/i,
    verdict: { ends: false, cause: 'ip_restricted' },
  },
  {
    error: /^invalid_grant$/,
    description: /hasn't approved|not approved/i,
    verdict: { ends: true, cause: 'revoked' },
  },
  { error: /^inactive_user$/, verdict: { ends: true, cause: 'user_inactive' } },
  { error: /^inactive_org$/, verdict: { ends: false, cause: 'org_locked' } },
  {
    // Codes of the sign-in may come back from a renewal, too.
    error:
      /^(invalid_client|invalid_client_id|invalid_app_access|unauthorized_client|OAUTH_APP_(BLOCKED|ACCESS_DENIED)|OAUTH_EC_APP_NOT_FOUND)$/,
    verdict: { ends: false, cause: 'app_blocked' },
  },
  { error: /^invalid_grant$/, verdict: 'look' },
];

/** Grants of one user and app that Salesforce keeps; one more ends the oldest. */
const GRANTS_KEPT = 5;

/**
 * What a refused renewal means. Salesforce says `expired access/refresh token` of many ends: what is known
 * around it tells them apart, the surest evidence first. A code nobody has seen, a rate limit, a server in trouble
 * keep the access: it can always be given up later.
 */
export function decideTokenEnd(refusal: RenewalRefusal, evidence: TokenEvidence): RenewalVerdict {
  const rule = RULES.find(
    (each) => each.error.test(refusal.error) && (each.description?.test(refusal.description) ?? true),
  );
  if (!rule) return { ends: false, cause: null };
  return rule.verdict === 'look' ? { ends: true, cause: causeOf(refusal, evidence) } : rule.verdict;
}

function causeOf({ description }: RenewalRefusal, evidence: TokenEvidence): TokenCause {
  if (evidence.lostAnswers > 0) return 'answer_lost';
  if (evidence.userActive === false) return 'user_inactive';
  if (evidence.daysSinceRenewal >= IDLE_DAYS || /validity expired/i.test(description)) return 'idle';
  if (evidence.grantsSince >= GRANTS_KEPT) return 'sixth_grant';
  // To revoke an access ends all that was made with it.
  const mayBeRevoked = evidence.accessAlive !== true;
  return mayBeRevoked && /expired access\/refresh token/i.test(description) ? 'revoked' : 'unknown';
}
