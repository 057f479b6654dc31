import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TokenCause } from '../../domain/token-state.ts';
import { type Database, openDatabase } from '../storage/database.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import type { RenewingProcess } from './testing/renewing-process.ts';
import { RotatingOrg } from './testing/rotating-org.ts';
import { openTokenPool, type TokenPool } from './testing/token-pool.ts';
import { openTokenStage, type TokenStage } from './testing/token-stage.ts';

const CHILD = fileURLToPath(new URL('testing/renewing-process.ts', import.meta.url));

/** How an access may end up: working, or over for a reason that people are told. Nothing in between. */
type End = { state: 'connected'; cause: null } | { state: 'reconnect_needed'; cause: TokenCause };
const CONNECTED: End = { state: 'connected', cause: null };
const LOST: End = { state: 'reconnect_needed', cause: 'answer_lost' };

const endOf = (db: Database, accountId: string) =>
  db.forAccount(accountId, (tx) =>
    tx.selectFrom('connected_user').select(['state', 'cause']).executeTakeFirstOrThrow(),
  );

let cleanUp: (() => Promise<void>)[] = [];
beforeEach(() => {
  cleanUp = [];
});
afterEach(async () => {
  for (const each of cleanUp.reverse()) await each();
});

async function tokenStage(): Promise<TokenStage> {
  const stage = await openTokenStage();
  cleanUp.push(() => stage.close());
  return stage;
}

/** Starts a process that renews, and kills it with -9 once it has come to the point. */
async function killAt(stage: TokenStage, stopAt: RenewingProcess['stopAt']): Promise<void> {
  const { databaseUrl, user, vaultKey } = stage;
  const serverUrl = stage.server.url;
  const work: RenewingProcess = { databaseUrl, serverUrl, vaultKey: vaultKey.toString('hex'), user, stopAt };
  const asked = new Promise<void>((resolve) => {
    stage.server.beforeAnswer = async () => {
      resolve();
      // Answered when nobody is there any more to hear it.
      if (stopAt === 'asked') await exited;
    };
  });
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD], {
    env: { ...process.env, RENEWING: JSON.stringify(work) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await Promise.race([stopAt === 'asked' ? asked : once(child.stdout, 'data'), exited]);
  expect(child.exitCode).toBeNull();
  child.kill('SIGKILL');
  await exited;
  stage.server.beforeAnswer = () => {};
}

it.each<[RenewingProcess['stopAt'], End]>([
  ['lease taken', CONNECTED],
  ['asked', LOST],
  ['answered', LOST],
  ['stored', CONNECTED],
])('is not silent about a process killed with -9 once it has come to: %s', async (point, end) => {
  const stage = await tokenStage();
  await killAt(stage, point);
  await stage.letPausesPass();
  const { keeper } = await stage.replica();

  expect(await keeper.token(stage.user)).toMatchObject({ kind: end === CONNECTED ? 'token' : 'dead' });
  expect(await endOf(stage.db, stage.accountId)).toEqual(end);
  // One value is shown twice at the most, whoever shows it.
  const { shown } = stage.server;
  for (const value of shown) expect(shown.filter((each) => each === value).length).toBeLessThanOrEqual(2);
});

let database: TestDatabase;

async function tokenPool(org: RotatingOrg): Promise<{ db: Database; pool: TokenPool }> {
  database = await createTestDatabase();
  const db = openDatabase(database.serviceUrl);
  const pool = await openTokenPool(db, database.serviceUrl, org, 1);
  await letTimePass(db, pool);
  cleanUp.push(
    () => database.drop(),
    () => db.close(),
    () => pool.close(),
  );
  return { db, pool };
}

const letTimePass = (db: Database, { accountId }: TokenPool) =>
  db.forAccount(accountId, (tx) =>
    tx
      .updateTable('connected_user')
      .set({
        refresh_not_before: null,
        refresh_lease_until: null,
        refreshed_at: new Date(Date.now() - 3_600_000),
      })
      .execute(),
  );

it.each<[string, ('before' | 'after' | null)[], End, number]>([
  ['before Salesforce saw it', ['before'], CONNECTED, 0],
  ['after Salesforce had renewed', ['after'], LOST, 1],
  ['twice before Salesforce saw it', ['before', 'before'], LOST, 0],
  ['before, and then after', ['before', 'after'], LOST, 0],
])('is not silent about an answer that is lost %s', async (_, lose, end, replayed) => {
  const org = new RotatingOrg('00D000000000001AAA', Date.now);
  const { db, pool } = await tokenPool(org);
  const replicas = await Promise.all(Array.from({ length: 3 }, () => pool.replica()));
  org.lose.push(...lose);
  for (let round = 0; round < 4; round += 1) {
    await Promise.all(replicas.map((keeper) => keeper.token(pool.users[0]!)));
    await letTimePass(db, pool);
  }

  expect(await endOf(db, pool.accountId)).toEqual(end);
  expect(org.ended.replayed).toBe(replayed);
});
