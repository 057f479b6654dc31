import { join } from 'node:path';
import { runProgram, withFailure } from '../../gates/gate.ts';
import type { Check } from '../check.ts';
import { packageFiles } from '../package/files.ts';

/** Templates and style sheets use the design system as it wants to be used: no error of slds-linter. */
export const slds: Check = {
  name: 'slds',
  run(root) {
    const files = packageFiles(root).filter(({ path }) => /\/lwc\/.*\.(html|css)$/.test(path));
    if (files.length === 0) return { files: 0, faults: [] };
    const run = runProgram(root, join(root, 'tools/salesforce/node_modules/.bin/slds-linter'), [
      'lint',
      'force-app',
    ]);
    return {
      files: files.length,
      faults: withFailure(errorsIn(`${run.stdout}\n${run.stderr}`), 'slds-linter', run),
    };
  },
};

/** An error's line: a cross, a link to the place that ends with a bell, what is wrong, the rule. */
function errorsIn(report: string): string[] {
  return report.split('\n').flatMap((line) => {
    const [, place] = /\/(force-app\/[^:]+:\d+):/.exec(line) ?? [];
    return line.includes('✖') && place ? [`${place}: ${line.split('\u0007').at(-1)?.trim()}`] : [];
  });
}
