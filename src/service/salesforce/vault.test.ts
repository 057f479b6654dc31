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
