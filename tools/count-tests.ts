import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface TestCounts {
  passed: number;
  failed: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/**
 * What the runners themselves wrote down: `vitest.json` and `e2e.json`. A runner without a report failed.
 *
 * @param more further reports: in Vitest's shape, which is Jest's (`lwc.json`), and in Playwright's (`kill.json`)
 */
export function countTests(
  folder: string,
  more: { vitest?: string[]; playwright?: string[] } = {},
): TestCounts {
  const { vitest = [], playwright = [] } = more;
  const all = [
    ...['vitest.json', ...vitest].map((file) => countVitest(readJson(join(folder, file)))),
    ...['e2e.json', ...playwright].map((file) => countPlaywright(readJson(join(folder, file)))),
  ];
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** A file that could not be loaded has no tests and is one failure. */
function countVitest(report: unknown): TestCounts {
  const parsed = vitestReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = parsed.data;
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return nothingRanIsAFailure({ passed: numPassedTests, failed: numFailedTests + unloaded.length });
}

/** A flaky test has failed; an error outside every test (setup, a file that does not load) counts as one. */
function countPlaywright(report: unknown): TestCounts {
  const parsed = playwrightReport.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { stats, errors } = parsed.data;
  return nothingRanIsAFailure({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
  });
}

function nothingRanIsAFailure(counts: TestCounts): TestCounts {
  return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1 } : counts;
}

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
