import { type ApexTestRun, coverageOf, faultsOf, ourClasses } from './apex-coverage.ts';
import { orgAlias, runCommand } from './command.ts';
import { sf } from './sf.ts';

/** Exit code of a run some test of which failed. */
const TESTS_FAILED = 100;

// npm run org:test [alias]: runs the package's Apex tests in the org and holds them to their coverage.
await runCommand(() => {
  const alias = orgAlias();
  const run = sf<ApexTestRun>(
    [
      'apex',
      'run',
      'test',
      '--target-org',
      alias,
      '--test-level',
      'RunLocalTests',
      '--code-coverage',
      '--result-format',
      'json',
      '--wait',
      '30',
    ],
    [TESTS_FAILED],
  );
  const classes = ourClasses();
  const faults = faultsOf(run, classes);
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const percent = coverageOf(run.coverage!.coverage.filter(({ name }) => classes.includes(name)));
  console.log(`${run.summary!.passing} tests passed and cover ${percent} % of ${classes.length} classes.`);
});
