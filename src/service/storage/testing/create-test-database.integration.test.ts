import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from './create-test-database.ts';

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

it('gives each caller a migrated database of its own', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await query(one.adminUrl, 'create table mine ()');

  expect(await query(other.adminUrl, `select to_regclass('mine') as found`)).toEqual([{ found: null }]);
  expect(await query(other.serviceUrl, 'select count(*)::int > 0 as migrated from schema_migration')).toEqual(
    [{ migrated: true }],
  );
  await Promise.all([one.drop(), other.drop()]);
});

it('lets the service role in as a role without powers', async () => {
  const { serviceUrl, drop } = await createTestDatabase();

  const [role] = await query(
    serviceUrl,
    'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  );

  expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
  await drop();
});
