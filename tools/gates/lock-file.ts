import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLock, type LockFile } from '../complete-lock.ts';
import type { Gate } from './gate.ts';

/** The lock installs anywhere: whole for every platform, and bound to no registry. */
export const lockFile: Gate = {
  name: 'lock file',
  run(root) {
    const path = join(root, 'package-lock.json');
    if (!existsSync(path)) return { files: 0, faults: [] };
    const text = readFileSync(path, 'utf8');
    const lock = JSON.parse(text) as LockFile;
    const faults = Object.entries(lock.packages)
      .filter(([, locked]) => locked.resolved?.includes('://'))
      .map(([name]) => `package-lock.json: ${name} has a download address`);
    for (const [address] of text.matchAll(/https?:\/\/[\w.-]*(?:registry|npmjs)[\w.-]*/g)) {
      faults.push(`package-lock.json: names the registry ${address}`);
    }
    for (const missing of completeLock(lock).added) {
      faults.push(`package-lock.json: ${missing} is missing (run npm run lock)`);
    }
    return { files: 1, faults };
  },
};
