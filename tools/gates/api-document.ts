import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Gate, runTool, withFailure } from './gate.ts';

/** `docs/openapi.json` says what src/api says. Its files are the paths it describes. */
export const apiDocument: Gate = {
  name: 'api document',
  run(root) {
    const path = join(root, 'docs/openapi.json');
    if (!existsSync(path)) return { files: 0, faults: [] };
    const { paths } = z
      .object({ paths: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync(path, 'utf8')));
    const run = runTool(root, 'tsx', ['tools/openapi.ts', '--check']);
    return { files: Object.keys(paths).length, faults: withFailure([], 'tools/openapi.ts --check', run) };
  },
};
