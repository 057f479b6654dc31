import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../gates/gate.ts';

const HERE = import.meta.dirname;
const STAMP = join(HERE, 'node_modules', '.installed-lock');

/** Installs this folder's packages where its lock has not been installed yet. */
export function installPackages(): void {
  const lock = createHash('sha256')
    .update(readFileSync(join(HERE, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  console.log('Installing the packages of tools/salesforce; this takes a minute or two.');
  const run = runProgram(HERE, 'npm', ['ci', '--no-fund', '--no-audit']);
  if (run.status !== 0)
    throw new Error(`npm ci in tools/salesforce ended with ${run.status}: ${run.stderr.trim()}`);
  writeFileSync(STAMP, lock);
}
