import { expect, test } from 'vitest';
import { drawn } from './drawn.ts';
import { findSecrets } from './find-secrets.ts';

const [token, own] = [drawn('token', 96), drawn('own')];
const kinds = (text: string) => findSecrets(text).map(({ kind }) => kind);

test.each([
  ['a refresh token', `{"token":"5Aep${token}"}`, 'refresh token'],
  ['an access token', `Bearer 00D000000000001!${token}`, 'access token'],
  ['one in an address', `https://care.example/?sid=00D000000000001%21${token}`, 'access token'],
  ['one in an address in an address', `/go?to=%2F%3Fsid%3D00D000000000001%2521${token}`, 'access token'],
  ['an authorization code', `/callback?code=aPrx${token}`, 'authorization code'],
  ['a webhook secret', `whsec_${drawn('webhook', 31)}=`, 'webhook secret'],
  ['a code, token or ticket of Care', `https://care.example/embed/x?code=${own}`, 'secret of Care'],
  ['an API key', `x-api-key: care_${own}`, 'secret of Care'],
  ['one with a word before it', `care_session-${own}; Path=/`, 'secret of Care'],
])('%s is found, and no more of it is shown than its beginning', (_name, text, kind) => {
  expect(kinds(`before ${text} after`)).toEqual([kind]);
  for (const { begins } of findSecrets(text)) expect(begins).toHaveLength(9);
});

test('of a thousand secrets hardly one is taken for a name', () => {
  const found = Array.from({ length: 1000 }, (_, at) => findSecrets(drawn(at))).filter(
    ({ length }) => length === 1,
  );
  expect(found.length).toBeGreaterThan(990);
});

test('each of several is found', () => {
  expect(kinds(`${own} ${drawn('another')} 5Aep${token}`)).toEqual([
    'refresh token',
    'secret of Care',
    'secret of Care',
  ]);
});

test.each([
  'case_01a20886-4ebd-78da-b478-de50cbe930ff',
  'revoke_01a20886-4ebd-78da-b478-de50cbe930ff',
  '/lightning/r/Case/500000000003F1QAAI/view?ws=%2Flightning%2Fr%2FCase%2F500000000003F1QAAI%2Fview',
  '/assets/salesforce-account-mapping-with-care-page-Dk3jXy9_.js',
  'caseMessageListWithAttachmentsAndTheirStatusOfSyncInTheOrg2',
  "script-src 'sha256-47DEQpj8HBSa_TImW-5JCeuQeRkm5NMpJWZG3hSuFU0='",
  '00D000000000001MAA',
])('%s is no secret', (text) => {
  expect(findSecrets(text)).toEqual([]);
});
