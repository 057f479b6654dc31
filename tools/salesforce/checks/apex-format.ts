import { join } from 'node:path';
import { runProgram, withFailure } from '../../gates/gate.ts';
import type { Check } from '../check.ts';
import { packageFiles } from '../package/files.ts';

/** Apex is written as prettier writes it; `--write` in place of `--list-different` mends it. */
export const apexFormat: Check = {
  name: 'apex-format',
  run(root) {
    const classes = packageFiles(root)
      .map(({ path }) => path)
      .filter((path) => /\.(cls|trigger)$/.test(path));
    if (classes.length === 0) return { files: 0, faults: [] };
    const folder = join(root, 'tools/salesforce');
    const args = ['--config', join(folder, 'prettier.config.mjs'), '--list-different', ...classes];
    const run = runProgram(root, join(folder, 'node_modules/.bin/prettier'), args);
    const faults = run.stdout
      .split('\n')
      .filter((line) => classes.includes(line))
      .map((path) => `${path}: is not formatted`);
    return { files: classes.length, faults: withFailure(faults, 'prettier', run) };
  },
};
