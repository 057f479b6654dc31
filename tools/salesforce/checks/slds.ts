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
    return { files: files.length, faults: withFailure(errorsIn(run.stdout), 'slds-linter', run) };
  },
};

/** Its report: a file's name, then its findings, an error with a cross before it. */
function errorsIn(report: string): string[] {
  let file = '';
  return report.split('\n').flatMap((line) => {
    if (line.startsWith('ℹ') && line.includes('/')) file = line.slice(1).trim();
    return line.startsWith('✖') ? [`${file}: ${line.slice(1).trim()}`] : [];
  });
}
