import { readdirSync, readFileSync } from 'node:fs';

/** Of `sf apex run test --code-coverage --json`, what is judged. */
export interface ApexTestRun {
  /** Absent when the run had not ended by the time the CLI stopped waiting. */
  summary?: { outcome: string; testsRan: number; passing: number; failing: number };
  testRunId?: string;
  tests?: { FullName: string; Outcome: string; Message: string | null; StackTrace: string | null }[];
  coverage?: { coverage: { name: string; totalLines: number; totalCovered: number }[] };
}

export const LEAST_COVERAGE = 90;

const CLASSES = 'force-app/main/default/classes';

/** Names of our classes. A class marked as test, or as a helper of tests, has no coverage of its own. */
export function ourClasses(): string[] {
  return readdirSync(CLASSES)
    .filter(
      (file) => file.endsWith('.cls') && !/^@IsTest\b/im.test(readFileSync(`${CLASSES}/${file}`, 'utf8')),
    )
    .map((file) => file.slice(0, -'.cls'.length));
}

/**
 * What is wrong with a run, a line each: nothing when every test passed and our classes are covered.
 *
 * @param classes names of our classes that are no tests; one the org does not report counts as untouched
 */
export function faultsOf(run: ApexTestRun, classes: readonly string[]): string[] {
  if (!run.summary) return [`The tests are still running: sf apex get test --test-run-id ${run.testRunId}`];
  if (run.summary.testsRan === 0) return ['No test ran.'];
  const failed = (run.tests ?? [])
    .filter(({ Outcome }) => Outcome !== 'Pass' && Outcome !== 'Skip')
    .map(({ FullName, Message, StackTrace }) =>
      [FullName, Message, StackTrace].filter(Boolean).join('\n    '),
    );
  const covered = new Map(run.coverage?.coverage.map((each) => [each.name, each]));
  const untouched = classes.filter((name) => !covered.has(name));
  const ours = classes.flatMap((name) => covered.get(name) ?? []);
  const percent = coverageOf(ours);
  return [
    ...failed,
    ...untouched.map((name) => `No test reaches ${name}.`),
    ...(percent < LEAST_COVERAGE
      ? [
          `Tests cover ${percent} % of the lines, ${LEAST_COVERAGE} % is the least: ` +
            ours
              .map(({ name, totalLines, totalCovered }) => `${name} ${totalCovered}/${totalLines}`)
              .join(', '),
        ]
      : []),
  ];
}

/** Covered lines of all in percent, rounded down; nothing to cover is not covered. */
export function coverageOf(classes: readonly { totalLines: number; totalCovered: number }[]): number {
  const total = classes.reduce((sum, { totalLines }) => sum + totalLines, 0);
  const covered = classes.reduce((sum, { totalCovered }) => sum + totalCovered, 0);
  return total === 0 ? 0 : Math.floor((covered / total) * 100);
}
