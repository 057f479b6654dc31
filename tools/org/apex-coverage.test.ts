import { expect, it } from 'vitest';
import { type ApexTestRun, coverageOf, faultsOf } from './apex-coverage.ts';

const run = (more: Partial<ApexTestRun> = {}): ApexTestRun => ({
  summary: { outcome: 'Passed', testsRan: 2, passing: 2, failing: 0 },
  tests: [{ FullName: 'ATest.a', Outcome: 'Pass', Message: null, StackTrace: null }],
  coverage: { coverage: [{ name: 'A', totalLines: 10, totalCovered: 9 }] },
  ...more,
});

it('finds nothing wrong where every test passed and enough is covered', () => {
  expect(faultsOf(run(), ['A'])).toEqual([]);
});

it('takes a class the org does not report for one no test reaches', () => {
  expect(faultsOf(run(), ['A', 'B'])).toEqual(['No test reaches B.']);
});

it('does not count what other classes of the org cover', () => {
  const coverage = [
    { name: 'A', totalLines: 10, totalCovered: 5 },
    { name: 'TheirOwn', totalLines: 1000, totalCovered: 1000 },
  ];
  expect(faultsOf(run({ coverage: { coverage } }), ['A'])).toEqual([
    'Tests cover 50 % of the lines, 90 % is the least: A 5/10',
  ]);
});

it('believes no run that ran nothing', () => {
  const summary = { outcome: 'Passed', testsRan: 0, passing: 0, failing: 0 };
  expect(faultsOf(run({ summary }), [])).toEqual(['No test ran.']);
});

it('says where to look for a run that has not ended', () => {
  expect(faultsOf({ testRunId: '7071' }, ['A'])).toEqual([expect.stringContaining('--test-run-id 7071')]);
});

it('rounds down: 89.9 % is not 90', () => {
  expect(coverageOf([{ totalLines: 1000, totalCovered: 899 }])).toBe(89);
  expect(coverageOf([])).toBe(0);
});
