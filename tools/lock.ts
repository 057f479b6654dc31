import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { completeLock, type LockFile } from './complete-lock.ts';

// Brings each package-lock.json in step with its package.json and makes it whole for every platform.
for (const folder of ['.', 'tools/salesforce']) {
  const npm = spawnSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);

  const path = join(folder, 'package-lock.json');
  const { lock, added } = completeLock(JSON.parse(readFileSync(path, 'utf8')) as LockFile);
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    `${path} has ${Object.keys(lock.packages).length} packages; ${added.length} were added by name.`,
  );
}
