import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, findEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { readPostmaster } from './postmaster.ts';
import { processExists } from './process-identity.ts';

const asRoot = process.getuid?.() === 0;
const NOBODY = 65534;

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
  const elsewhere = join(dataDir, 'postgres-folder');
  if (existsSync(elsewhere)) rmSync(readFileSync(elsewhere, 'utf8'), { recursive: true });
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
function startWriter(user?: number): ChildProcess {
  const program = fileURLToPath(new URL('./embedded-postgres.writer.ts', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
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
    const wrong = adminUrl.replace(/postgres:[^@]+@/, 'postgres:wrong@');
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it.runIf(asRoot)('runs the server as nobody when we are root', async () => {
    await start();

    const database = readFileSync(join(dataDir, 'postgres-folder'), 'utf8');
    const pid = readPostmaster(join(database, 'data'))?.pid;

    expect(statSync(`/proc/${pid}`).uid).toBe(NOBODY);
    expect(statSync(database).uid).toBe(NOBODY);
  });

  it.runIf(asRoot)('serves an ordinary user as that user', async () => {
    chmodSync(home, 0o777);
    const acknowledged = await acknowledgedBeforeKill(startWriter(NOBODY), 1);
    // As root on the folder of another user: the database goes on as its owner.
    const { adminUrl } = await start();

    expect(statSync(join(dataDir, 'postgres', 'data')).uid).toBe(NOBODY);
    expect(await query(adminUrl, 'select 1 from written')).toHaveLength(acknowledged);
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

  it('keeps the port of last time', async () => {
    const first = await start();
    await first.stop();

    expect((await start()).port).toBe(first.port);
  });

  it('moves a surviving server to the port that is asked for', async () => {
    const { port } = await start();
    const wanted = port === 45_017 ? 45_018 : 45_017;

    const moved = await start({ port: wanted });

    expect(moved.port).toBe(wanted);
    expect((await findEmbeddedPostgres(dataDir))?.port).toBe(wanted);
  });

  it('refuses a port that is taken, and says which', async () => {
    const first = await start();
    const other = mkdtempSync(join(home, 'other-'));

    const refused = startEmbeddedPostgres({ dataDir: other, port: first.port });

    await expect(refused).rejects.toMatchObject({
      code: 'POSTGRES_PORT_TAKEN',
      fact: `Port ${first.port} for the database is taken on 127.0.0.1.`,
    });
    rmSync(readFileSync(join(other, 'postgres-folder'), 'utf8'), { recursive: true });
  });

  it('refuses to begin anew where the database was deleted by hand', async () => {
    const { stop } = await start();
    await stop();
    const elsewhere = join(dataDir, 'postgres-folder');
    const database = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8') : join(dataDir, 'postgres');
    rmSync(join(database, 'data'), { recursive: true });

    await expect(start()).rejects.toMatchObject({ code: 'POSTGRES_DATA_INCOMPLETE' });
  });
});

describe('stopping', () => {
  it('ends the server and leaves nothing to find', async () => {
    const { stop } = await start();
    const pid = Number((await query<{ pid: string }>((await found()).adminUrl, POSTMASTER))[0]?.pid);

    await stop();
    await stop();

    expect(processExists(pid)).toBe(false);
    expect(await findEmbeddedPostgres(dataDir)).toBeUndefined();
  });
});

/** The server's own process: the first line of its pid file. */
const POSTMASTER = `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`;

async function found() {
  const running = await findEmbeddedPostgres(dataDir);
  if (!running) throw new Error('no server is running');
  return running;
}
