import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runProgram, withFailure } from '../../gates/gate.ts';
import type { Check } from '../check.ts';
import { isBuilt, packageFiles } from '../package/files.ts';

const REPORT = 'test-results/lwc.json';

const report = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Every component has tests that pass, those with a template look at its accessibility, and lines are covered. */
export const lwcTests: Check = {
  name: 'lwc-tests',
  run(root) {
    const components = packageFiles(root).flatMap(({ path }) => {
      const [, folder, name] = /^(.*\/lwc\/([^/]+))\/\2\.js$/.exec(path) ?? [];
      return folder && name && !isBuilt(path) ? [{ folder, name }] : [];
    });
    const faults = components.flatMap(({ folder, name }) => untested(root, folder, name));
    if (components.length === 0) return { files: 0, faults };

    rmSync(join(root, REPORT), { force: true });
    const folder = join(root, 'tools/salesforce');
    const run = runProgram(root, join(folder, 'node_modules/.bin/jest'), [
      '--config',
      join(folder, 'jest.config.cjs'),
      '--ci',
      '--coverage',
      '--json',
      `--outputFile=${REPORT}`,
    ]);
    if (!existsSync(join(root, REPORT))) return { files: 0, faults: withFailure(faults, 'jest', run) };
    const { testResults } = report.parse(JSON.parse(readFileSync(join(root, REPORT), 'utf8')));
    const failed = testResults.flatMap(({ name, message, assertionResults }) => {
      const file = name.slice(name.indexOf('force-app'));
      const tests = assertionResults.filter(({ status }) => status !== 'passed');
      if (assertionResults.length === 0) return [`${file}: ${message.slice(0, 1_000)}`];
      return tests.map(({ fullName, status }) => `${file}: ${fullName}: ${status}`);
    });
    const uncovered = run.stderr.split('\n').filter((line) => line.startsWith('Jest: '));
    return {
      files: testResults.length,
      faults: withFailure([...faults, ...failed, ...uncovered], 'jest', run),
    };
  },
};

function untested(root: string, folder: string, name: string): string[] {
  const test = `${folder}/__tests__/${name}.test.js`;
  if (!existsSync(join(root, test))) return [`${test}: is missing`];
  const isSeen = existsSync(join(root, folder, `${name}.html`));
  const looks = readFileSync(join(root, test), 'utf8').includes('toBeAccessible()');
  return isSeen && !looks ? [`${test}: does not ask whether it is accessible`] : [];
}
