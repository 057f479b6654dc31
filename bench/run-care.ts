import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CARE = fileURLToPath(new URL('../bin/care.mjs', import.meta.url));
const LONGEST_MS = 300_000;

/** Runs `care <command>` on a data folder, as somebody at a shell would, and gives what it printed last. */
export function runCare(dataDir: string, ...command: string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CARE, ...command], {
      env: { ...process.env, CARE_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.once('error', fail);
    child.once('exit', (code) => {
      if (code === 0) done(output.trim().split('\n').at(-1) ?? '');
      else fail(new Error(`care ${command[0]} ended with ${code}: ${errors || output}`));
    });
  });
}
