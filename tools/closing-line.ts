import { countTests } from './count-tests.ts';

// The last line of .ci/run: tests by their own reports, and each other step that failed as one failure.
const [failedSteps = '0'] = process.argv.slice(2);
const { passed, failed } = countTests('test-results', {
  vitest: ['lwc.json'],
  playwright: ['kill.json'],
});
console.log(`${passed} passed, ${failed + Number(failedSteps)} failed`);
