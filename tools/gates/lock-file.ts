import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLock, type LockFile } from '../complete-lock.ts';
import type { Gate } from './gate.ts';

const LOCKS = ['package-lock.json', 'tools/salesforce/package-lock.json'];

/** The locks install anywhere: whole for every platform, and bound to no registry. */
export const lockFile: Gate = {
  name: 'lock file',
  run(root) {
    const present = LOCKS.filter((path) => existsSync(join(root, path)));
    return { files: present.length, faults: present.flatMap((path) => faultsOf(root, path)) };
  },
};

function faultsOf(root: string, path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const lock = JSON.parse(text) as LockFile;
  const faults = Object.entries(lock.packages)
    .filter(([, locked]) => locked.resolved?.includes('://'))
    .map(([name]) => `${path}: ${name} has a download address`);
  for (const [address] of text.matchAll(/https?:\/\/[\w.-]*(?:registry|npmjs)[\w.-]*/g)) {
    faults.push(`${path}: names the registry ${address}`);
  }
  for (const missing of completeLock(lock).added) {
    faults.push(`${path}: ${missing} is missing (run npm run lock)`);
  }
  return faults;
}
