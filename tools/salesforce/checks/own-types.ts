import { runTool, withFailure } from '../../gates/gate.ts';
import type { Check } from '../check.ts';

/** The checks themselves compile; the gates cannot see to it, because these packages are not theirs. */
export const ownTypes: Check = {
  name: 'own-types',
  run(root) {
    const run = runTool(root, 'tsc', [
      '-p',
      'tools/salesforce/tsconfig.json',
      '--pretty',
      'false',
      '--listFiles',
    ]);
    const lines = run.stdout.split('\n').map((line) => line.trim());
    const files = lines.filter((line) => /\/tools\/.*\.ts$/.test(line) && !line.includes('node_modules'));
    const faults = lines.filter((line) => /error TS\d+:/.test(line));
    return { files: files.length, faults: withFailure(faults, 'tsc', run) };
  },
};
