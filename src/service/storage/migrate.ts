import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);

/**
 * Makes the two roles and brings the schema up to date, one transaction a file, under a lock so that
 * two replicas starting together do it once.
 *
 * @param adminUrl a login that may create roles and owns the database; used for nothing else.
 * @param servicePassword the password `care_service` logs in with.
 */
export async function migrate(adminUrl: string, servicePassword: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(729101)');
    await ensureRoles(client, servicePassword);
    await client.query(
      'create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())',
    );
    await client.query('grant select on schema_migration to care_service');
    const applied = new Set(
      (await client.query<{ name: string }>('select name from schema_migration')).rows.map((row) => row.name),
    );
    const fresh = (await migrationNames()).filter((name) => !applied.has(name));
    for (const name of fresh) await apply(client, name);
    return fresh;
  } finally {
    await client.end();
  }
}

/** The migrations a database lacks, seen with any login. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const there = await client.query<{ found: string | null }>(
      `select to_regclass('schema_migration') as found`,
    );
    if (there.rows[0]?.found == null) return migrationNames();
    const { rows } = await client.query<{ name: string }>('select name from schema_migration');
    const applied = new Set(rows.map((row) => row.name));
    return (await migrationNames()).filter((name) => !applied.has(name));
  } finally {
    await client.end();
  }
}

const migrationNames = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();

async function apply(client: pg.Client, name: string): Promise<void> {
  const sql = await readFile(new URL(name, folder), 'utf8');
  await client.query('begin');
  try {
    await client.query('set local role care_owner');
    await client.query(sql);
    await client.query('reset role');
    await client.query('insert into schema_migration (name) values ($1)', [name]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new Error(`Failed to apply the migration "${name}". The database is as it was before it.`, {
      cause,
    });
  }
}

async function ensureRoles(client: pg.Client, servicePassword: string): Promise<void> {
  const password = client.escapeLiteral(servicePassword);
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = 'care_owner') then create role care_owner nologin; end if;
    if not exists (select from pg_roles where rolname = 'care_service') then create role care_service login; end if;
  end $$`);
  await client.query(`alter role care_service login nosuperuser nobypassrls password ${password}`);
  await client.query('grant care_owner to current_user');
  const database = client.escapeIdentifier((await client.query('select current_database() as d')).rows[0].d);
  await client.query(`grant create, usage on schema public to care_owner`);
  await client.query(`grant usage on schema public to care_service`);
  await client.query(`grant connect on database ${database} to care_service`);
}
