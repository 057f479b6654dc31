import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gate, runTool, withFailure } from './gate.ts';

const PACKAGE = 'force-app/main/default';
/** Committed, because a source deploy has no build. */
const BUILT = [
  'lwc/careBridge/careBridge.js',
  'staticresources/careBridge.js',
  'staticresources/careVisualforceHost.js',
];
/** As `npm run build:host` builds them. */
const MODES = ['production', 'visualforce'];

/** What stands in force-app of src/host is what that builds to. */
export const builtFiles: Gate = {
  name: 'built files',
  run(root) {
    const present = BUILT.filter((file) => existsSync(join(root, PACKAGE, file)));
    if (present.length === 0) return { files: 0, faults: [] };
    const folder = mkdtempSync(join(tmpdir(), 'care-built-'));
    try {
      const args = ['build', '-c', 'vite.host.config.ts', '--outDir', folder, '--logLevel', 'error'];
      const faults = MODES.flatMap((mode) =>
        withFailure([], `vite build of src/host, ${mode}`, runTool(root, 'vite', [...args, '--mode', mode])),
      );
      for (const file of present) {
        const built = join(folder, file);
        if (existsSync(built) && readFileSync(built).equals(readFileSync(join(root, PACKAGE, file))))
          continue;
        faults.push(`${file}: is not what src/host builds to (run npm run build:host)`);
      }
      return { files: present.length, faults };
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
