import pg from 'pg';
import { expect, it } from 'vitest';
import { keepTokensAlive } from './keep-alive.ts';
import { rewrapSecrets } from './rewrap-secrets.ts';
import { answerJson, answerWithSession } from './testing/token-server.ts';
import { openTokenStage } from './testing/token-stage.ts';
import { createVault } from './vault.ts';

/** Every row of every table, whoever's it is; sealed values as their bytes. */
async function everythingStored(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const dumps: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query(`select * from ${name}`);
      for (const row of rows) {
        for (const value of Object.values(row)) {
          dumps.push(Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value));
        }
      }
    }
    return dumps.join('\n');
  } finally {
    await client.end();
  }
}

it('leaves no token in a log, an answer, an address or the database, whatever happens to it', async () => {
  const stage = await openTokenStage();
  const { server, user } = stage;
  const said: unknown[] = [];
  const [one, other] = [await stage.replica(), await stage.replica()];
  const request = {
    accountId: stage.accountId,
    connectionId: stage.connectionId,
    actingAgentId: null,
    fallback: 'default',
    purpose: 'contact',
    method: 'GET',
    path: '/limits',
    records: 0,
  } as const;
  const call = async (replica = one) => said.push(await replica.calls.call(request));
  // A hostile server gives back what it was shown.
  const echo =
    (status: number): typeof server.api =>
    (asked, response) =>
      answerJson(response, status, [
        { errorCode: `ECHO ${asked.headers.authorization}`, message: `${asked.headers.authorization}` },
      ]);

  await call();
  await call(other);
  server.good.clear();
  await call(other);
  for (const status of [400, 401, 403, 500]) {
    server.api = echo(status);
    await call();
    await stage.letPausesPass();
  }
  server.api = (asked, response) => answerWithSession(server, asked, response);
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .updateTable('connected_user')
      .set({ keep_alive_at: new Date(0) })
      .execute(),
  );
  await keepTokensAlive(stage.db, one.keeper);
  await rewrapSecrets(stage.db, createVault(stage.vaultKey));
  server.next = (_, response) =>
    answerJson(response, 400, { error: 'invalid_grant', error_description: `bad token: ${server.current}` });
  server.good.clear();
  await call(other);
  said.push(await stage.stored(), await stage.connectionState());

  expect(said).toHaveLength(10);
  expect(await stage.stored()).toMatchObject({ state: 'reconnect_needed' });
  expect(user.id).toMatch(/^user_/);
  const places = {
    stored: await everythingStored(stage.adminUrl),
    logged: stage.logged(),
    asked: server.asked.join('\n'),
  };
  await stage.close();
  for (const [place, text] of Object.entries(places)) {
    expect(text, place).not.toBe('');
    expect(text, place).not.toContain('canary');
  }
  // The org's own words go back to whoever asked, into problems, and with a lane's reason into the outbox.
  expect(JSON.stringify(said)).toContain('ECHO Bearer …');
  expect(JSON.stringify(said)).not.toContain('canary');
});
