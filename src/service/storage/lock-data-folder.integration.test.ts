import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readDataFolder, writeDataFolder } from './data-folder.ts';
import { dataFolderHolder, lockDataFolder } from './lock-data-folder.ts';
import { thisProcess } from './process-identity.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'care-lock-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Another process that takes the folder and keeps it until it is ended. */
async function startHolder() {
  const program = `
    import { lockDataFolder } from ${JSON.stringify(new URL('./lock-data-folder.ts', import.meta.url).href)};
    lockDataFolder(${JSON.stringify(dataDir)});
    process.stdout.write('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  return holder;
}

it('refuses a folder that a living process holds, and names the process', async () => {
  const holder = await startHolder();
  try {
    expect(() => lockDataFolder(dataDir)).toThrow(
      `The data folder ${dataDir} is in use by process ${holder.pid}.`,
    );
    expect(dataFolderHolder(dataDir)?.pid).toBe(holder.pid);
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
});

it('takes over from a process that was killed', async () => {
  const holder = await startHolder();
  holder.kill('SIGKILL');
  await once(holder, 'exit');

  lockDataFolder(dataDir);

  expect(dataFolderHolder(dataDir)).toEqual(thisProcess());
});

it('takes over when the process id now belongs to another process', () => {
  writeFileSync(join(dataDir, 'care.lock'), JSON.stringify({ pid: process.pid, began: 'an earlier boot' }));

  lockDataFolder(dataDir);

  expect(dataFolderHolder(dataDir)).toEqual(thisProcess());
});

it('leaves nothing behind once released', () => {
  const lock = lockDataFolder(dataDir);
  lock.release();
  lock.release();

  expect(readdirSync(dataDir)).toEqual([]);
});

it('refuses a second lock in the same process', () => {
  lockDataFolder(dataDir);

  expect(() => lockDataFolder(dataDir)).toThrow('is in use by process');
});

it('reads back what a running product noted', () => {
  const state = {
    pid: process.pid,
    startedAt: '2026-01-02T03:04:05.000Z',
    ports: { care: 4400, org: 4401 },
    database: { host: '127.0.0.1', port: 5433 },
  };

  writeDataFolder(dataDir, state);

  expect(readDataFolder(dataDir)).toEqual(state);
});

it('knows nothing of a folder no product has used', () => {
  expect(readDataFolder(dataDir)).toBeUndefined();
});
