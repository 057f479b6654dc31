import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { readText, writePrivateFile } from './data-folder.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { findReachableFolder } from './reachable-folder.ts';
import { runToEnd } from './run-to-end.ts';
import { SetupError } from './setup-error.ts';
import { canUseFolder, choosePostgresUser, type PostgresUser } from './unprivileged-user.ts';

/** Where one data folder's database lives, and who may touch it. */
export interface DatabaseFolder {
  /** Owned by the user PostgreSQL runs as; holds `data` and nothing of ours. */
  home: string;
  /** PostgreSQL's own folder (PGDATA). */
  data: string;
  user: PostgresUser;
  password: string;
}

/**
 * Finds the data folder's database, or decides where it will live: in `postgres` inside it, or, where
 * PostgreSQL's user cannot get there, in a folder it can reach, noted in the file `postgres-folder`.
 * (Deleting the data folder then leaves that folder behind; nothing uses it any more.)
 */
export function locateDatabase(dataDir: string): DatabaseFolder {
  const home = readText(join(dataDir, 'postgres-folder'))?.trim() ?? join(resolve(dataDir), 'postgres');
  const user = choosePostgresUser(home);
  const password = readPassword(dataDir, existsSync(join(home, 'data')));
  return { home, data: join(home, 'data'), user, password };
}

/**
 * The password is noted under a provisional name until the database is whole, so that either both
 * are there or neither; one without the other means that something was deleted or moved by hand.
 */
function readPassword(dataDir: string, databaseExists: boolean): string {
  const path = join(dataDir, 'postgres-password');
  if (databaseExists && !existsSync(path) && existsSync(`${path}.new`)) renameSync(`${path}.new`, path);
  const password = readText(path);
  if ((password !== undefined) === databaseExists) return password ?? '';
  throw new SetupError(
    'POSTGRES_DATA_INCOMPLETE',
    databaseExists
      ? `The database of ${dataDir} is there, but its file postgres-password is gone.`
      : `The file postgres-password is in ${dataDir}, but the database it belongs to is gone.`,
    'Put back what is missing, or move the data folder away to begin anew.',
  );
}

/** Makes the database where there is none. An attempt that was cut short leaves nothing behind. */
export async function createDatabase(
  dataDir: string,
  located: DatabaseFolder,
  binaries: PostgresBinaries,
): Promise<DatabaseFolder> {
  if (existsSync(located.data)) {
    refuseOtherMajor(located.data, binaries.major);
    return located;
  }
  const { user } = located;
  const home = makeHome(dataDir, located);
  const password = randomBytes(32).toString('base64url');
  writePrivateFile(join(dataDir, 'postgres-password.new'), password);
  removeDrafts(home);
  const draft = join(home, `unfinished-${process.pid}`);
  const passwordFile = join(home, 'password');
  writePrivateFile(passwordFile, password);
  if (user) chownSync(passwordFile, user.uid, user.gid);
  try {
    await runToEnd(binaries.initdb, initdbArguments(draft, passwordFile), user);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, join(home, 'data'));
  renameSync(join(dataDir, 'postgres-password.new'), join(dataDir, 'postgres-password'));
  return { home, data: join(home, 'data'), user, password };
}

/** Left by a start that was killed; its initdb may live on and write for a moment more. */
function removeDrafts(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('unfinished-'))) {
    rmSync(join(home, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

function initdbArguments(folder: string, passwordFile: string): string[] {
  return [
    ...['--pgdata', folder, '--username', 'postgres', '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-instructions'],
    // The same order and case rules on every machine, whatever locales it has.
    ...['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
  ];
}

function makeHome(dataDir: string, { home, user }: DatabaseFolder): string {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  giveTo(home, user);
  if (canUseFolder(home, user)) return home;
  rmSync(home, { recursive: true });
  const elsewhere = join(findReachableFolder(user), `database-${randomBytes(8).toString('hex')}`);
  mkdirSync(elsewhere, { mode: 0o700 });
  giveTo(elsewhere, user);
  writePrivateFile(join(dataDir, 'postgres-folder'), elsewhere);
  return elsewhere;
}

function giveTo(folder: string, user: PostgresUser): void {
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
}

function refuseOtherMajor(data: string, major: number): void {
  const found = Number.parseInt(readFileSync(join(data, 'PG_VERSION'), 'utf8'), 10);
  if (found === major) return;
  throw new SetupError(
    'POSTGRES_VERSION_MISMATCH',
    `The database in ${data} was made by PostgreSQL ${found}; PostgreSQL ${major} is installed.`,
    'Install the earlier version, or dump the data there and restore it into a new data folder.',
  );
}
