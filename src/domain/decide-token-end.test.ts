import { expect, it } from 'vitest';
import { decideTokenEnd, type TokenEvidence } from './decide-token-end.ts';
import type { TokenCause } from './token-state.ts';

const nothing: TokenEvidence = {
  lostAnswers: 0,
  daysSinceRenewal: 3,
  grantsSince: 0,
  accessAlive: false,
  userActive: true,
};
const GONE = 'expired access/refresh token';

it.each<[string, string, string, Partial<TokenEvidence>, boolean, TokenCause | null]>([
  ['nothing else to be seen', 'invalid_grant', GONE, {}, true, 'revoked'],
  ['nobody to ask', 'invalid_grant', GONE, { accessAlive: null, userActive: null }, true, 'revoked'],
  [
    'an approval that was withdrawn',
    'invalid_grant',
    "user hasn't approved this consumer",
    {},
    true,
    'revoked',
  ],
  ['what it made still working', 'invalid_grant', GONE, { accessAlive: true }, true, 'unknown'],
  ['words nobody has seen', 'invalid_grant', 'authentication failure', {}, true, 'unknown'],
  ["an admin's policy", 'invalid_grant', 'token validity expired', {}, true, 'idle'],
  ['a user who is off', 'inactive_user', 'user is inactive', {}, true, 'user_inactive'],
  ['a user the org says is off', 'invalid_grant', GONE, { userActive: false }, true, 'user_inactive'],
  ['thirty days without a renewal', 'invalid_grant', GONE, { daysSinceRenewal: 30 }, true, 'idle'],
  ['29 days without one', 'invalid_grant', GONE, { daysSinceRenewal: 29.9 }, true, 'revoked'],
  ['five newer grants', 'invalid_grant', GONE, { grantsSince: 5 }, true, 'sixth_grant'],
  ['four newer grants', 'invalid_grant', GONE, { grantsSince: 4 }, true, 'revoked'],
  ['an answer that was lost', 'invalid_grant', GONE, { lostAnswers: 1 }, true, 'answer_lost'],
  ['one lost long ago', 'invalid_grant', GONE, { lostAnswers: 1, daysSinceRenewal: 40 }, true, 'answer_lost'],
  ['a blocked address', 'invalid_grant', 'ip restricted', {}, false, 'ip_restricted'],
  [
    'a blocked address after a lost answer',
    'invalid_grant',
    'ip restricted',
    { lostAnswers: 1 },
    false,
    'ip_restricted',
  ],
  ['an app not installed', 'invalid_client', 'app must be installed into org', {}, false, 'app_blocked'],
  ['an app not known', 'invalid_client_id', 'client identifier invalid', {}, false, 'app_blocked'],
  ['an app the org blocks', 'OAUTH_APP_BLOCKED', 'this app is blocked by admin', {}, false, 'app_blocked'],
  ['an org that is locked', 'inactive_org', 'organization is inactive', {}, false, 'org_locked'],
  ['too many sign-ins', 'rate_limit_exceeded', 'login rate exceeded', {}, false, null],
  ['a code nobody has seen', 'something_new', 'who knows', { daysSinceRenewal: 40 }, false, null],
])('tells from %s', (_, error, description, evidence, ends, cause) => {
  expect(decideTokenEnd({ error, description }, { ...nothing, ...evidence })).toEqual({ ends, cause });
});
