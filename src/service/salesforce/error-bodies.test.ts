import { expect, it } from 'vitest';
import type { Problem } from '../problem.ts';
import { problemOf } from './outcome-problem.ts';
import { BODIES, judged, RAW_DATA } from './testing/error-bodies.ts';

/** What a person is shown when Salesforce answers a write with this. */
function shown(status: number, body: unknown): Problem {
  const outcome = judged(status, body);
  if (outcome.kind === 'answered') throw new Error('expected an error');
  return problemOf(outcome);
}

it('knows at least 60 error bodies', () => {
  expect(BODIES.length).toBeGreaterThanOrEqual(60);
});

it.each(BODIES)('tells %i %j in words: field, fact and remedy', (status, body, fields, fact) => {
  const { detail, remedy, errors = [] } = shown(status, body).toBody();

  expect(detail).toMatch(fact);
  expect(errors.map(({ path }) => path)).toEqual(fields.map((name) => `fields.${name}`));
  expect(remedy.length).toBeGreaterThan(8);
  for (const words of [detail, remedy, ...errors.map((one) => one.fact)]) {
    expect(words).not.toMatch(RAW_DATA);
    expect(words.length).toBeLessThanOrEqual(400);
  }
});
