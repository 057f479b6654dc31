import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export const TEMPLATE = 'care_template';
/** The tests' server lives in a temporary folder, on loopback, for one run: this is no secret. */
export const SERVICE_PASSWORD = 'service';

/** A migrated database that no other test file sees. */
export interface TestDatabase {
  /** As the superuser: for what only an owner may do, and to look behind row-level security. */
  adminUrl: string;
  /** As the role the service runs as, bound by row-level security. */
  serviceUrl: string;
  drop(): Promise<void>;
}

/** Makes a fresh database for one test file: a copy of the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresAdminUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  // Copied as files: a third of the work of copying it through the log.
  await asAdmin(server, `create database ${name} template ${TEMPLATE} strategy file_copy`);
  const adminUrl = Object.assign(new URL(server), { pathname: name }).href;
  const service = { username: 'care_service', password: SERVICE_PASSWORD };
  return {
    adminUrl,
    serviceUrl: Object.assign(new URL(adminUrl), service).href,
    drop: () => asAdmin(server, `drop database if exists ${name} with (force)`),
  };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
