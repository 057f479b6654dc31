import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CARE = fileURLToPath(new URL('../bin/care.mjs', import.meta.url));

/** Runs `care <command> --json` and gives what it printed last. `env` says which Care. */
export function careCommand<T = Record<string, string>>(env: NodeJS.ProcessEnv, ...words: string[]): T {
  const output = execFileSync(process.execPath, [CARE, ...words, '--json'], { env, encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1)!) as T;
}
