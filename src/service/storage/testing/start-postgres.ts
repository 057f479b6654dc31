import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { locateDatabase } from '../database-folder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres.ts';
import { migrate } from '../migrate.ts';
import { SERVICE_PASSWORD, TEMPLATE } from './create-test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The superuser's address of the one server all integration tests share. */
    postgresAdminUrl: string;
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'care-test-'));
// As root the database runs as another user, who has to be able to pass through: else it would stand elsewhere.
chmodSync(dataDir, 0o711);
let server: EmbeddedPostgres | undefined;

/** Starts one server for the whole run, with the schema migrated once into a template database. */
export async function setup(project: TestProject): Promise<void> {
  server = await startEmbeddedPostgres({ dataDir, durable: false });
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate(Object.assign(new URL(server.adminUrl), { pathname: TEMPLATE }).href, SERVICE_PASSWORD);
  project.provide('postgresAdminUrl', server.adminUrl);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  // As root the database may stand outside the folder all the same, where its user can reach it.
  rmSync(locateDatabase(dataDir).home, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}
