import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Gate, runTool, withFailure } from './gate.ts';

/** Style and suspicious code: `biome.json`. Warnings fail too. */
export const lint: Gate = {
  name: 'lint',
  run(root) {
    const run = runTool(root, 'biome', [
      'ci',
      '--colors=off',
      '--error-on-warnings',
      '--max-diagnostics=200',
      '.',
    ]);
    const output = `${run.stdout}\n${run.stderr}`;
    const faults = output
      .split('\n')
      .filter((line) => /^\S+(:\d+:\d+)? (lint|format|assist|parse|suppressions)\b/.test(line));
    // Without sources only the tools' own settings are read, and that is nothing.
    const files = existsSync(join(root, 'src')) ? Number(/Checked (\d+) files?/.exec(output)?.[1] ?? 0) : 0;
    return {
      files,
      faults: withFailure(
        faults.map((line) => line.replace(/ ━+$/, '')),
        'biome',
        run,
      ),
    };
  },
};
