import { expect, test } from 'vitest';
import { secretsShown, withoutSecrets } from './without-secrets.ts';

const SESSION = '00D5g000004abcd!AQEAQFz.x1_Yk2Qw7sSbGmP8uVd3';

test.each([
  ['as it was', `bad token ${SESSION}.`, 'bad token ….'],
  ['as an address has it', `at /x?oauth_token=${encodeURIComponent(SESSION)}&y=1`, 'at /x?oauth_token=…&y=1'],
  ['somebody else’s', 'sid=00D000000000001!AR0AQPabcdefghijklmnop', 'sid=…'],
])('a session id is taken out %s', (_name, text, clean) => {
  expect(withoutSecrets(text, [SESSION])).toBe(clean);
});

test('leaves alone what is no secret', () => {
  const text = 'Required fields are missing: [Company] (00D5g000004abcd)';
  expect(withoutSecrets(text, ['Company', ''])).toBe(text);
});

test('knows what a request shows: its bearer token and the secrets of a form', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  const body = 'grant_type=refresh_token&refresh_token=one%2Btwo&client_secret=three&client_id=four';
  expect(secretsShown(form, body)).toEqual(['one+two', 'three']);
  expect(secretsShown({ Authorization: `Bearer ${SESSION}` }, '{"token":"a field"}')).toEqual([SESSION]);
});
