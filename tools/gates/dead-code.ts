import { z } from 'zod';
import { type Gate, runTool, withFailure } from './gate.ts';

const report = z.object({ files: z.number(), faults: z.array(z.string()) });

/** Files, exports and packages nobody uses: `knip.json`. */
export const deadCode: Gate = {
  name: 'dead code',
  run(root) {
    const run = runTool(root, 'knip', [
      '--no-progress',
      '--reporter',
      './tools/gates/dead-code-reporter.mjs',
    ]);
    const line = run.stdout.split('\n').find((text) => text.startsWith('{"files"'));
    const found = line ? report.parse(JSON.parse(line)) : { files: 0, faults: [] };
    return { files: found.files, faults: withFailure(found.faults, 'knip', run) };
  },
};
