import pg from 'pg';
import type { TestDatabase } from './create-test-database.ts';

/** The time of one test's database. What is there already keeps the time it was written with. */
export interface SimulatedClock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(ms: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Puts a clock of the test's in place of the database's: `now()` is found here first by the service's role. Only
 * connections opened from now on go by it, and column defaults never do.
 */
export async function simulateClock(database: TestDatabase, start: number): Promise<SimulatedClock> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  const name = client.escapeIdentifier(new URL(database.adminUrl).pathname.slice(1));
  await client.query(`
    create schema simulated;
    create table simulated.clock (at timestamptz not null);
    create function simulated.now() returns timestamptz language sql stable as 'select at from simulated.clock';
    grant usage on schema simulated to care_service;
    grant select on simulated.clock to care_service;
    alter role care_service in database ${name} set search_path = simulated, public, pg_catalog;`);
  let at = start;
  await client.query('insert into simulated.clock values ($1)', [new Date(at)]);
  return {
    now: () => at,
    async advance(ms) {
      at += ms;
      await client.query('update simulated.clock set at = $1', [new Date(at)]);
    },
    close: () => client.end(),
  };
}
