import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataFolder } from './data-folder.ts';
import { isRunning, type ProcessIdentity, thisProcess } from './process-identity.ts';
import { SetupError } from './setup-error.ts';

export interface DataFolderLock {
  /** Gives the folder back. Safe to call twice. */
  release(): void;
}

/**
 * Takes the data folder for this process, so that two products never write to one folder.
 *
 * The lock is the file `care.lock` with this process's id and start time. It needs no clean-up:
 * a lock whose process is gone (after `kill -9`, a crash, a power cut) is taken over.
 *
 * @throws SetupError DATA_FOLDER_IN_USE while another living process holds it.
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  createDataFolder(dataDir);
  const path = join(dataDir, 'care.lock');
  const mine = thisProcess();
  for (let attempt = 0; attempt < 5; attempt++) {
    if (createWhole(path, JSON.stringify(mine))) return { release: () => releaseLock(path, mine) };
    const holder = readHolder(path);
    if (holder && isRunning(holder)) throw inUse(dataDir, holder);
    takeAway(path, holder);
  }
  throw inUse(dataDir, readHolder(path));
}

/** The living process that holds the data folder, if any. */
export function dataFolderHolder(dataDir: string): ProcessIdentity | undefined {
  const holder = readHolder(join(dataDir, 'care.lock'));
  return holder && isRunning(holder) ? holder : undefined;
}

function inUse(dataDir: string, holder: ProcessIdentity | undefined): SetupError {
  return new SetupError(
    'DATA_FOLDER_IN_USE',
    `The data folder ${dataDir} is in use by process ${holder?.pid ?? 'unknown'}.`,
    'Stop that process, or set CARE_DATA_DIR to another folder.',
  );
}

/** Links a complete file into place: unlike open-then-write, no reader ever sees it empty. */
function createWhole(path: string, content: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Removes a stale lock. Between our reading it and removing it another starter may have replaced it
 * with its own living one, so what was taken away is looked at, and put back if it is not stale.
 */
function takeAway(path: string, stale: ProcessIdentity | undefined): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const taken = readHolder(aside);
  if (taken && !same(taken, stale) && isRunning(taken)) createWhole(path, JSON.stringify(taken));
  rmSync(aside, { force: true });
}

function releaseLock(path: string, mine: ProcessIdentity): void {
  if (same(readHolder(path), mine)) rmSync(path, { force: true });
}

function same(a: ProcessIdentity | undefined, b: ProcessIdentity | undefined): boolean {
  return a?.pid === b?.pid && a?.began === b?.began;
}

function readHolder(path: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const { pid, began } = value as ProcessIdentity;
    return typeof pid === 'number' && typeof began === 'string' ? { pid, began } : undefined;
  } catch {
    return undefined;
  }
}
