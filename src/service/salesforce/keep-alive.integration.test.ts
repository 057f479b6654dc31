import { afterEach, beforeEach, expect, it } from 'vitest';
import { listConnections } from '../storage/connection.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SimulatedClock, simulateClock } from '../storage/testing/simulated-clock.ts';
import { keepTokensAlive } from './keep-alive.ts';
import { RotatingOrg } from './testing/rotating-org.ts';
import { openTokenPool, type TokenPool } from './testing/token-pool.ts';
import type { TokenKeeper } from './token-keeper.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const USERS = 6;

let database: TestDatabase;
let clock: SimulatedClock;
let db: Database;
let org: RotatingOrg;
let pool: TokenPool;
let replicas: TokenKeeper[];

beforeEach(async () => {
  database = await createTestDatabase();
  clock = await simulateClock(database, START);
  db = openDatabase(database.serviceUrl);
  org = new RotatingOrg('00D000000000001AAA', clock.now);
  pool = await openTokenPool(db, database.serviceUrl, org, USERS);
  replicas = [await pool.replica(), await pool.replica()];
});
afterEach(async () => {
  await pool.close();
  await db.close();
  await clock.close();
  await database.drop();
});

/** What the daemons of both replicas do when their time has come. */
const tick = () =>
  Promise.all(
    replicas.map(async (keeper) => {
      while (await keepTokensAlive(db, keeper));
    }),
  );

const states = () =>
  db.forAccount(pool.accountId, async (tx) => {
    const [view] = await readConnectionViews(tx, await listConnections(tx), null);
    return view!.users.map(({ state, cause }) => ({ state, cause }));
  });

/** Days since the last renewal of whoever waits longest. */
const oldest = async () => {
  const rows = await db.forAccount(pool.accountId, (tx) =>
    tx.selectFrom('connected_user').select('refreshed_at').execute(),
  );
  const times = rows.map(({ refreshed_at }) => Date.parse(refreshed_at ?? ''));
  return (clock.now() - Math.min(...times)) / DAY;
};

it('lets nobody die of idleness in 400 days, with Salesforce or Care away for days now and then', async () => {
  // Day it begins, days it takes. The longest stays a few days below thirty with what may have passed before.
  const unreachable = new Map([
    [40, 3],
    [120, 20],
    [300, 11],
  ]);
  const asleep = new Map([
    [80, 9],
    [200, 21],
  ]);
  const within = (spans: Map<number, number>, day: number) =>
    [...spans].some(([from, days]) => day >= from && day < from + days);
  let worstInFairWeather = 0;
  for (let day = 0; day < 400; day += 0.5) {
    await clock.advance(DAY / 2);
    org.reachable = !within(unreachable, day);
    if (!within(asleep, day)) await tick();
    const fair = !within(unreachable, day) && !within(asleep, day);
    if (fair) worstInFairWeather = Math.max(worstInFairWeather, await oldest());
  }

  expect(org.ended).toEqual({ replayed: 0, idle: 0 });
  expect(await states()).toEqual(Array(USERS).fill({ state: 'connected', cause: null }));
  expect(worstInFairWeather).toBeLessThanOrEqual(7.5);
  // Neither rarely nor all the time, and never twice for two replicas.
  expect(org.renewals).toBeGreaterThan((USERS * 330) / 7.5);
  expect(org.renewals).toBeLessThan((USERS * 400) / 4.9);
}, 180_000);

it('does not renew all of a pool at once', async () => {
  const renewedOn = new Set<number>();
  for (let hour = 0; hour < 8 * 24; hour += 6) {
    await clock.advance(6 * HOUR);
    const before = org.renewals;
    await tick();
    if (org.renewals > before) renewedOn.add(hour);
  }

  expect(org.renewals).toBeGreaterThanOrEqual(USERS);
  expect(renewedOn.size).toBeGreaterThan(1);
});

it('warns while Salesforce cannot be reached, long before it is too late', async () => {
  org.reachable = false;
  for (let day = 0; day < 17; day += 1) {
    await clock.advance(DAY);
    await tick();
  }

  expect(await states()).toEqual(Array(USERS).fill({ state: 'expiring_soon', cause: null }));
});

it('calls it idleness when nobody renewed anything for more than thirty days', async () => {
  await clock.advance(31 * DAY);
  await tick();

  expect(await states()).toEqual(Array(USERS).fill({ state: 'expired', cause: 'idle' }));
  expect(org.ended).toEqual({ replayed: 0, idle: USERS });
});
