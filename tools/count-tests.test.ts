import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { countTests } from './count-tests.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'care-counts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function report(name: string, content: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(content));
}

const vitest = { numPassedTests: 40, numFailedTests: 0, testResults: [] };
const e2e = { stats: { expected: 5, unexpected: 0, flaky: 0 }, errors: [] };

it('adds up what both runners wrote', () => {
  report('vitest.json', vitest);
  report('e2e.json', e2e);

  expect(countTests(folder)).toEqual({ passed: 45, failed: 0 });
});

it('adds further reports that it is told of', () => {
  report('vitest.json', vitest);
  report('e2e.json', e2e);
  report('lwc.json', { ...vitest, numPassedTests: 3, numFailedTests: 1 });
  report('kill.json', { ...e2e, stats: { expected: 1, unexpected: 1, flaky: 0 } });

  expect(countTests(folder, { vitest: ['lwc.json'], playwright: ['kill.json'] })).toEqual({
    passed: 49,
    failed: 2,
  });
});

it('counts a file that did not load, a flaky test and an error outside the tests as failures', () => {
  report('vitest.json', { ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] });
  report('e2e.json', { stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [{}] });

  expect(countTests(folder)).toEqual({ passed: 45, failed: 4 });
});

it('counts a runner that ran nothing or reported nothing as a failure', () => {
  report('vitest.json', { ...vitest, numPassedTests: 0 });

  expect(countTests(folder)).toEqual({ passed: 0, failed: 2 });
});
