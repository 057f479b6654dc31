import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storableText } from './text.ts';

test('NUL and lone surrogates become U+FFFD, pairs stay', () => {
  expect(storableText('a\u0000b\uD83C \uDF81 🎁')).toBe('a\uFFFDb\uFFFD \uFFFD 🎁');
});

test('well-formed text without NUL stays as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(storableText(text)).toBe(text.replaceAll('\u0000', '\uFFFD'));
    }),
  );
});
