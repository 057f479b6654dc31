import { expect, it } from 'vitest';
import { judgeRefusal } from './refresh-refusals.ts';

it.each([
  ['invalid_grant', 'expired access/refresh token', 'dead', 'ended this access'],
  ['invalid_grant', 'token validity expired', 'dead', 'ended this access'],
  ['invalid_grant', 'ip restricted', 'later', 'IP address'],
  ['invalid_grant', "user hasn't approved this consumer", 'dead', 'withdrawn'],
  ['invalid_grant', 'authentication failure', 'dead', 'no longer accepts'],
  ['inactive_user', 'user is inactive', 'dead', 'deactivated'],
  ['inactive_org', 'organization is inactive', 'later', 'org is locked'],
  ['invalid_client', 'app must be installed into org', 'later', 'blocks the app'],
  ['invalid_client_id', 'client identifier invalid', 'later', 'blocks the app'],
  ['rate_limit_exceeded', 'login rate exceeded', 'later', 'too many'],
  ['something_new', 'who knows', 'later', 'something_new'],
])('takes %s "%s" for %s', (error, description, verdict, words) => {
  const judged = judgeRefusal(error, description);

  expect(judged.verdict).toBe(verdict);
  expect(judged.reason).toContain(words);
});
