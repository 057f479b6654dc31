import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gate, runTool, withFailure } from './gate.ts';

/** Committed because a source deploy has no build: CARE_HOST_BUILD to the file it makes. */
const BUILT = {
  module: 'force-app/main/default/lwc/careBridge/careBridge.js',
  script: 'force-app/main/default/staticresources/careBridge.js',
};

/** The bridge that stands in force-app is the one that src/host builds to. */
export const builtFiles: Gate = {
  name: 'built files',
  run(root) {
    const faults: string[] = [];
    let files = 0;
    for (const [target, file] of Object.entries(BUILT)) {
      if (!existsSync(join(root, file))) continue;
      files++;
      const folder = mkdtempSync(join(tmpdir(), 'care-built-'));
      const args = ['build', '-c', 'vite.host.config.ts', '--outDir', folder, '--logLevel', 'error'];
      const run = runTool(root, 'vite', args, { CARE_HOST_BUILD: target });
      const built = join(folder, 'careBridge.js');
      if (!existsSync(built)) faults.push(...withFailure([], `vite build of ${file}`, run));
      else if (!readFileSync(built).equals(readFileSync(join(root, file)))) {
        faults.push(`${file}: is not what src/host builds to (run npm run build:host)`);
      }
      rmSync(folder, { recursive: true });
    }
    return { files, faults };
  },
};
