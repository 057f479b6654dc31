import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createDataFolder, readText, writePrivateFile } from './data-folder.ts';
import { createDatabase, type DatabaseFolder, locateDatabase } from './database-folder.ts';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { adminUrlOf, answersAsOurs, clearStalePid, readPostmaster } from './postmaster.ts';
import { processExists } from './process-identity.ts';
import { runToEnd } from './run-to-end.ts';
import { SetupError } from './setup-error.ts';

export interface EmbeddedPostgresOptions {
  /** Where everything of this product is kept; made if absent. The caller holds its lock. */
  dataDir: string;
  /** [0] 0 takes the port of last time if it is free, else any free one. */
  port?: number;
  log?: (line: string) => void;
  /** [true] False waits for no disk: for data that nobody misses when the machine goes down. */
  durable?: boolean;
}

/** A PostgreSQL server of our own, on 127.0.0.1 only. */
export interface EmbeddedPostgres {
  /** Address of the database `postgres` as the superuser, with its password: never log it. */
  adminUrl: string;
  port: number;
  /** Ends the server after it has written everything out. Safe to call twice. */
  stop(): Promise<void>;
}

const START_DEADLINE_MS = 60_000;

/**
 * Starts the PostgreSQL server of a data folder, making its database at the first start.
 *
 * The server outlives a parent that was killed: the next start then finds it by its `postmaster.pid`,
 * makes sure that it is this folder's (it knows our password and names our folder) and goes on with
 * it. What it acknowledged is on disk (fsync is on). See `locateDatabase` for who it runs as and where.
 *
 * @throws SetupError
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const { log = () => {}, durable = true } = options;
  createDataFolder(dataDir);
  const located = locateDatabase(dataDir);
  const binaries = findPostgresBinaries(dataDir, located.user);

  const running = await findRunningServer(located);
  if (running !== undefined) {
    if (!options.port || options.port === running) {
      log(`The database of an earlier run is still up on port ${running}; going on with it.`);
      return server(located, binaries, running);
    }
    await stopServer(located, binaries);
  }
  let port = await choosePort(options.port, Number(readText(join(dataDir, 'postgres-port')) ?? 0));
  const folder = await createDatabase(dataDir, located, binaries);
  const logFile = join(dataDir, 'postgres.log');
  try {
    await launch(folder, binaries, port, logFile, durable);
  } catch (error) {
    // A free port may be taken between our look at it and the server's.
    if (options.port || port === (await freePort(port))) throw error;
    port = await freePort(0);
    await launch(folder, binaries, port, logFile, durable);
  }
  writePrivateFile(join(dataDir, 'postgres-port'), String(port));
  log(`The database is up on port ${port}.`);
  return server(folder, binaries, port);
}

/**
 * The data folder's database while it is up, for a command run beside the product; undefined when
 * it is not. Leaves its life to whoever started it.
 */
export async function findEmbeddedPostgres(
  dataDir: string,
): Promise<Pick<EmbeddedPostgres, 'adminUrl' | 'port'> | undefined> {
  const folder = locateDatabase(resolve(dataDir));
  const port = readPostmaster(folder.data)?.port;
  if (port === undefined || !(await answersAsOurs(folder, port))) return undefined;
  return { adminUrl: adminUrlOf(folder, port), port };
}

function server(folder: DatabaseFolder, binaries: PostgresBinaries, port: number): EmbeddedPostgres {
  return { adminUrl: adminUrlOf(folder, port), port, stop: () => stopServer(folder, binaries) };
}

/** The port of a live server over this folder, waiting while it still starts up or shuts down. */
async function findRunningServer(folder: DatabaseFolder): Promise<number | undefined> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (Date.now() < deadline) {
    const postmaster = readPostmaster(folder.data);
    if (!postmaster || !processExists(postmaster.pid)) return undefined;
    if (postmaster.port !== undefined && (await answersAsOurs(folder, postmaster.port)))
      return postmaster.port;
    if (clearStalePid(folder.data, postmaster.pid)) return undefined;
    await pause(100);
  }
  throw new SetupError(
    'POSTGRES_START_FAILED',
    `A PostgreSQL server holds ${folder.data} and does not answer.`,
    `End the process named in ${join(folder.data, 'postmaster.pid')} and start again.`,
  );
}

async function launch(
  folder: DatabaseFolder,
  { postgres }: PostgresBinaries,
  port: number,
  logFile: string,
  durable: boolean,
): Promise<void> {
  // A file, not a pipe: the server must be able to write after we are gone. Begun anew at each start.
  const output = openSync(logFile, 'w', 0o600);
  let ended = false;
  // In a process group of its own, so that Ctrl-C reaches us alone and we end it after our own work.
  const child = spawn(postgres, ['-D', folder.data, ...settings(port, durable)], {
    ...folder.user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  closeSync(output);
  child.once('error', () => {
    ended = true;
  });
  child.once('exit', () => {
    ended = true;
  });
  child.unref();
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!ended && Date.now() < deadline) {
    if (await answersAsOurs(folder, port)) return;
    await pause(50);
  }
  throw new SetupError(
    'POSTGRES_START_FAILED',
    `PostgreSQL did not start: ${(readText(logFile) ?? '').trim().slice(-1_000)}`,
    `Mend what it names (all of it is in ${logFile}), or set DATABASE_URL to a PostgreSQL server.`,
  );
}

function settings(port: number, durable: boolean): string[] {
  const onDisk = durable ? 'on' : 'off';
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: onDisk,
    full_page_writes: onDisk,
    synchronous_commit: onDisk,
    max_connections: 100,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failing statement may carry a password or a customer's words: its text stays out of the log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: 0,
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function stopServer(folder: DatabaseFolder, { pgCtl }: PostgresBinaries): Promise<void> {
  const postmaster = readPostmaster(folder.data);
  if (!postmaster || !processExists(postmaster.pid)) return;
  await runToEnd(pgCtl, ['stop', '-D', folder.data, '-m', 'fast', '-w', '-t', '60'], folder.user);
}

async function choosePort(wanted: number | undefined, last: number): Promise<number> {
  const port = await freePort(wanted || last);
  if (!wanted || port === wanted) return port;
  throw new SetupError(
    'POSTGRES_PORT_TAKEN',
    `Port ${wanted} for the database is taken on 127.0.0.1.`,
    'Stop what listens there, or choose another port.',
  );
}

/** The wanted port if nothing listens there, else one that is free now. */
function freePort(wanted: number): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      wanted !== 0 && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
        ? done(freePort(0))
        : fail(error),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
