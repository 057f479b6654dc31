import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRetry, type FailureClass, jitter } from './decide-retry.ts';

test.each<[FailureClass, boolean, string, boolean | null]>([
  ['data', false, 'park', null],
  ['gone', false, 'find_record', null],
  ['fence', false, 'read_version', null],
  ['auth', true, 'default_token', null],
  ['config', true, 'default_token', null],
  ['auth', false, 'wait', false],
  ['config', false, 'wait', false],
  ['limit', false, 'wait', false],
  ['limit', true, 'wait', false],
  ['lock', false, 'wait', true],
  ['transient', false, 'wait', true],
  ['unknown', false, 'wait', true],
])('after %s (own token: %s): %s, a try burnt: %s', (failure, ownToken, kind, burn) => {
  const decision = decideRetry(failure, 0, ownToken, 0.5);
  expect(decision.kind).toBe(kind);
  expect(decision.kind === 'wait' ? decision.burn : null).toBe(burn);
});

test('what passes by itself is tried again for ever, at most five minutes apart', () => {
  const failure = fc.constantFrom<FailureClass>('lock', 'transient', 'unknown');
  fc.assert(
    fc.property(
      failure,
      fc.nat(100_000),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (each, attempts, random) => {
        const decision = decideRetry(each, attempts, false, random);
        expect(decision.kind).toBe('wait');
        if (decision.kind === 'wait') expect(decision.ms).toBeLessThanOrEqual(300_000);
      },
    ),
  );
});

test('pauses double and are spread over the upper half', () => {
  expect([0, 1, 2, 3].map((attempts) => jitter(1_000, attempts, 0))).toEqual([500, 1_000, 2_000, 4_000]);
  expect([0, 1, 2, 3].map((attempts) => jitter(1_000, attempts, 0.999))).toEqual([
    1_000, 1_999, 3_998, 7_996,
  ]);
});
