import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideFenceRefusal } from './decide-fence-refusal.ts';

test.each([
  ['a newer state of ours is there', { attempted: 3, issued: 5, there: 4 }, { kind: 'superseded' }],
  ['the newest state of ours is there', { attempted: 3, issued: 5, there: 5 }, { kind: 'superseded' }],
  [
    'a version that was never ours is there',
    { attempted: 3, issued: 3, there: 9 },
    { kind: 'rewrite', above: 9 },
  ],
  ['the version there is gone', { attempted: 3, issued: 4, there: null }, { kind: 'rewrite', above: 4 }],
  [
    'what is there would not refuse us any more',
    { attempted: 3, issued: 3, there: 2 },
    { kind: 'rewrite', above: 3 },
  ],
])('%s', (_what, sight, expected) => {
  expect(decideFenceRefusal(sight)).toEqual(expected);
});

test('a rewrite is above everything known', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.option(fc.nat()), (attempted, issued, there) => {
      const decision = decideFenceRefusal({ attempted, issued, there });
      if (decision.kind !== 'rewrite') return;
      expect(decision.above).toBeGreaterThanOrEqual(Math.max(issued, there ?? 0));
    }),
  );
});
