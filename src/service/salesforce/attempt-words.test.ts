import { expect, it } from 'vitest';
import { Problem } from '../problem.ts';
import { explain, mayHaveShown } from './attempt-words.ts';
import { AuthorizationRefused, OrgAccessRefused } from './sign-in-server.ts';
import { TokenRequestError } from './token-answer.ts';

const REDIRECT = 'https://care.example/v1/salesforce/callback';
const refused = (error: string, description: string) =>
  new TokenRequestError('refused', `Salesforce: ${error}: ${description}`, { error, description });

it.each([
  [new AuthorizationRefused('access_denied', 'end-user denied authorization'), 'OAUTH_DENIED', /Deny/],
  [new AuthorizationRefused('access-denied', ''), 'OAUTH_DENIED', /Deny/],
  [
    new AuthorizationRefused('OAUTH_APP_BLOCKED', 'this app is blocked by admin'),
    'OAUTH_FAILED',
    /blocked the app/,
  ],
  [new AuthorizationRefused('OAUTH_EC_APP_NOT_FOUND', ''), 'OAUTH_FAILED', /not installed/],
  [refused('invalid_client', 'app must be installed into org'), 'OAUTH_FAILED', /not installed/],
  [refused('invalid_client', 'invalid client credentials'), 'OAUTH_FAILED', /does not take the secret/],
  [refused('invalid_grant', 'ip restricted'), 'OAUTH_FAILED', /IP address/],
  [refused('invalid_grant', "user hasn't approved this consumer"), 'OAUTH_FAILED', /approved/],
  [refused('inactive_user', 'user is inactive'), 'OAUTH_FAILED', /deactivated/],
  [refused('inactive_org', 'organization is inactive'), 'OAUTH_FAILED', /locked this org/],
  [refused('nobody_knows', 'what this is'), 'OAUTH_FAILED', /^Salesforce says: nobody_knows: what this is$/],
  [new TokenRequestError('unreachable', 'The host does not answer.'), 'OAUTH_FAILED', /does not answer/],
  [new OrgAccessRefused('API_DISABLED_FOR_ORG: not enabled'), 'ORG_ACCESS_MISSING', /API_DISABLED_FOR_ORG/],
  [new Problem('ORG_TYPE_DIFFERS', 'It is a sandbox.'), 'ORG_TYPE_DIFFERS', /It is a sandbox/],
  [new Error('a secret detail'), 'INTERNAL', /^Care stumbled/],
])('explains %s', (error, code, fact) => {
  const problem = explain(error, REDIRECT);
  expect(problem).toMatchObject({ code, fact: expect.stringMatching(fact) });
  expect(problem.remedy).not.toBe('');
});

it('shows what comes from outside as one short line', () => {
  const { fact } = explain(refused('odd\u0000', `a\n\n\u202eb${'x'.repeat(5_000)}`), REDIRECT);
  expect(fact).toMatch(/^Salesforce says: odd: a bx+$/);
  expect(fact.length).toBeLessThan(450);
});

it('lists nothing twice among what Salesforce may have shown, each with its remedy', () => {
  const list = mayHaveShown(REDIRECT);
  expect(new Set(list.map(({ words }) => words)).size).toBe(list.length);
  for (const each of list) expect(Object.values(each).every((text) => text.length > 10)).toBe(true);
  expect(list.find(({ words }) => words.includes('redirect_uri'))?.remedy).toContain(REDIRECT);
});
