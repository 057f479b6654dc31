import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createVault, type SealContext } from './vault.ts';

const key = randomBytes(32);
const vault = createVault(key);
const context: SealContext = {
  kind: 'refresh_token',
  accountId: 'acct_1',
  connectionId: 'conn_1',
  salesforceUserId: '005000000000001AAA',
};

it('opens what it sealed, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(vault.open(vault.seal(text, context), context)).toBe(text);
    }),
  );
});

it('does not show the text or repeat itself', () => {
  const sealed = vault.seal('5Aep861.secret', context);

  expect(sealed.includes('5Aep861.secret')).toBe(false);
  expect(sealed.equals(vault.seal('5Aep861.secret', context))).toBe(false);
});

it.each<[string, SealContext]>([
  ['another account', { ...context, accountId: 'acct_2' }],
  ['another connection', { ...context, connectionId: 'conn_2' }],
  ['another user', { ...context, salesforceUserId: '005000000000002AAA' }],
  ['another kind', { ...context, kind: 'access_token' }],
])('refuses a row moved to %s', (_, elsewhere) => {
  const sealed = vault.seal('secret', context);

  expect(() => vault.open(sealed, elsewhere)).toThrow('belongs elsewhere');
});

it('refuses every altered byte', () => {
  const sealed = vault.seal('secret', context);

  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at]! ^= 1;
    expect(() => vault.open(altered, context)).toThrow('Failed to open');
  }
});

it('opens rows of an earlier key and seals with the new one', () => {
  const next = createVault(randomBytes(32), [key]);

  expect(next.open(vault.seal('secret', context), context)).toBe('secret');
  expect(() => vault.open(next.seal('secret', context), context)).toThrow('a key that is not here');
});

/** As it was sealed before every value had a data key of its own. */
const BEFORE = {
  key: Buffer.alloc(32, 7),
  context: { kind: 'signing_secret', accountId: 'acct_1', profileId: 'prof_1' } as const,
  sealed: Buffer.from('AdOS9MwCUNWnvCtQogp7JTybBnyTTmpyHhcKUVGWFZYJCCuM+yhO99ztzCJKw/9GT/scvQ==', 'base64'),
};

it('opens what was sealed without a data key', () => {
  expect(createVault(BEFORE.key).open(BEFORE.sealed, BEFORE.context)).toBe('whsec_of_before');
});

it.each([
  ['an earlier key', key, vault.seal('secret', context), context, 'secret'],
  ['the format of before', BEFORE.key, BEFORE.sealed, BEFORE.context, 'whsec_of_before'],
])('moves a value of %s to the present key, once', (_, earlier, sealed, its, text) => {
  const present = randomBytes(32);
  const both = createVault(present, [earlier]);
  const moved = both.rewrap(sealed, its)!;

  expect(createVault(present).open(moved, its)).toBe(text);
  expect(moved.subarray(0, both.mark.length)).toEqual(both.mark);
  expect(both.rewrap(moved, its)).toBeNull();
});

it('wraps anew without touching the text', () => {
  const sealed = vault.seal('secret', context);
  const moved = createVault(randomBytes(32), [key]).rewrap(sealed, context)!;

  // Behind format, key id and the wrapped data key.
  expect(moved.subarray(69)).toEqual(sealed.subarray(69));
  expect(moved.subarray(0, 69)).not.toEqual(sealed.subarray(0, 69));
});

it('does not move what it cannot open', () => {
  const elsewhere = { ...context, accountId: 'acct_2' };

  expect(() => createVault(randomBytes(32), [key]).rewrap(vault.seal('x', context), elsewhere)).toThrow(
    'belongs elsewhere',
  );
});
