import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { dataFolderHolder, lockDataFolder } from './lock-data-folder.ts';
import { openDataFolder } from './open-data-folder.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'care-open-'));
});
afterEach(() => {
  const elsewhere = join(dataDir, 'postgres-folder');
  if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8'), { recursive: true });
  rmSync(dataDir, { recursive: true, force: true });
});

it('uses the database of the running product and leaves it up', async () => {
  const lock = lockDataFolder(dataDir);
  const product = await startEmbeddedPostgres({ dataDir });

  const command = await openDataFolder(dataDir);
  await command.stop();

  expect(command.adminUrl).toBe(product.adminUrl);
  expect(await findEmbeddedPostgres(dataDir)).toMatchObject({ port: product.port });
  await product.stop();
  lock.release();
});

it('starts the database for the command alone when no product runs, and gives the folder back', async () => {
  const command = await openDataFolder(dataDir);

  expect(dataFolderHolder(dataDir)?.pid).toBe(process.pid);
  await command.stop();
  expect(dataFolderHolder(dataDir)).toBeUndefined();
  expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
});
