/**
 * What a refused renewal means. `dead`: only the person can connect again. `later`: the token is as good as
 * before; something else is in the way, and it is asked again after a pause.
 */
export interface RefreshVerdict {
  verdict: 'dead' | 'later';
  /** For people: why, and what helps. */
  reason: string;
}

interface Rule extends RefreshVerdict {
  error: RegExp;
  description?: RegExp;
}

/** First match wins. Wording of the descriptions: Salesforce's own, "OAuth 2.0 Authorization Errors". */
const RULES: readonly Rule[] = [
  {
    error: /^invalid_grant$/,
    description: /ip restricted/i,
    verdict: 'later',
    reason: 'Salesforce does not let this service in from its IP address. Add it to the trusted ranges.',
  },
  {
    error: /^invalid_grant$/,
    description: /expired|token validity/i,
    verdict: 'dead',
    reason: 'Salesforce has ended this access: revoked, unused for too long, or replaced by newer sign-ins.',
  },
  {
    error: /^invalid_grant$/,
    description: /hasn't approved|not approved/i,
    verdict: 'dead',
    reason: 'The user has withdrawn the approval of Care in Salesforce.',
  },
  {
    error: /^inactive_user$/,
    verdict: 'dead',
    reason: 'The Salesforce user is deactivated or frozen.',
  },
  {
    error: /^inactive_org$/,
    verdict: 'later',
    reason: 'The Salesforce org is locked. It works again when Salesforce unlocks it.',
  },
  {
    error: /^(invalid_client|invalid_client_id|invalid_app_access|unauthorized_client)$/,
    verdict: 'later',
    reason: 'The org blocks the app Care. A Salesforce admin installs or unblocks it in Setup.',
  },
  {
    error: /^rate_limit_exceeded$/,
    verdict: 'later',
    reason: 'Salesforce has had too many sign-ins in a short time.',
  },
  {
    error: /^invalid_grant$/,
    verdict: 'dead',
    reason: 'Salesforce no longer accepts this access.',
  },
];

/** A code nobody has seen keeps the token: it can always be thrown away later. */
export function judgeRefusal(error: string, description: string): RefreshVerdict {
  const rule = RULES.find((each) => each.error.test(error) && (each.description?.test(description) ?? true));
  return rule
    ? { verdict: rule.verdict, reason: rule.reason }
    : { verdict: 'later', reason: `Salesforce did not renew the access (${error}).` };
}
