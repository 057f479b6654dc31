import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { completeLock, type LockFile } from './complete-lock.ts';

// Brings package-lock.json in step with package.json and makes it whole for every platform.
const npm = spawnSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { stdio: 'inherit' });
if (npm.status !== 0) process.exit(npm.status ?? 1);

const { lock, added } = completeLock(JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile);
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
console.log(
  `The lock has ${Object.keys(lock.packages).length} packages; ${added.length} were added by name.`,
);
