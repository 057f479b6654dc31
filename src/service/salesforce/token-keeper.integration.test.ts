import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Database } from '../storage/database.ts';
import { takeRefreshLease } from '../storage/token-renewal.ts';
import { takeAccess } from './end-access.ts';
import { openTokenStage, type TokenStage } from './testing/token-stage.ts';
import type { TokenResult } from './token-keeper.ts';
import { createVault } from './vault.ts';

let stage: TokenStage;

beforeEach(async () => {
  stage = await openTokenStage();
});
afterEach(async () => {
  const everything = stage.logged();
  await stage.close();
  expect(everything).not.toContain('canary');
});

const tokenOf = (result: TokenResult): string => {
  if (result.kind !== 'token') throw new Error(`${result.kind}: ${result.detail}`);
  return result.token.accessToken;
};

/** Refresh tokens that wait to be ended at Salesforce. */
const toRevoke = (): Promise<string[]> =>
  stage.db.forAccount(stage.accountId, async (tx) => {
    const rows = await tx.selectFrom('revocation').selectAll().orderBy('created_at').execute();
    const { accountId, connectionId, user } = stage;
    const owner = { accountId, connectionId, salesforceUserId: user.salesforceUserId };
    const vault = createVault(stage.vaultKey);
    return rows.map((row) => vault.open(row.sealed_token, { kind: 'refresh_token', ...owner }));
  });

it('renews once for a hundred callers who come together', async () => {
  const { keeper } = await stage.replica();
  stage.server.delayMs = 50;
  const results = await Promise.all(Array.from({ length: 100 }, () => keeper.token(stage.user)));

  expect(new Set(results.map(tokenOf))).toEqual(stage.server.good);
  expect(stage.server.shown).toHaveLength(1);
});

it('renews once for ten replicas with ten callers each, again and again', async () => {
  const replicas = await Promise.all(Array.from({ length: 10 }, () => stage.replica()));
  const everybody = replicas.flatMap(({ keeper }) => Array.from({ length: 10 }, () => keeper));
  let held = await Promise.all(everybody.map((keeper) => keeper.token(stage.user)));
  for (let expiry = 1; expiry <= 5; expiry += 1) {
    for (const keeper of everybody) {
      const first = held[0]!;
      if (first.kind === 'token') keeper.accepted(stage.user, first.token);
    }
    stage.server.good.clear();
    const refused = held;
    held = await Promise.all(
      everybody.map((keeper, at) => {
        const result = refused[at]!;
        return keeper.token(stage.user, result.kind === 'token' ? result.token : null);
      }),
    );
    expect(new Set(held.map(tokenOf))).toEqual(stage.server.good);
    expect(stage.server.shown).toHaveLength(1 + expiry);
  }
  expect(new Set(stage.server.shown).size).toBe(6);
});

it('shows a value whose answer was lost once more, and then asks the person to connect again', async () => {
  const { keeper } = await stage.replica();
  stage.server.next = 'lost';
  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'later' });
  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'later' });
  expect(stage.server.shown).toHaveLength(1);

  await stage.letPausesPass();
  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'dead' });
  await stage.letPausesPass();
  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'dead' });
  expect(stage.server.shown).toHaveLength(2);
  expect(await stage.stored()).toMatchObject({ state: 'reconnect_needed' });
  expect(await stage.connectionState()).toMatchObject({ state: 'reconnect_needed' });
});

it('ends in "reconnect needed", not in a storm, when a process dies between the answer and the disk', async () => {
  const dying = await stage.db.forAccount(stage.accountId, (tx) =>
    takeRefreshLease(tx, stage.user.id, 'dying', 60, null),
  );
  expect(dying.kind).toBe('taken');
  await stage.signIn.refresh(stage.server.url, stage.server.current!);
  const { keeper } = await stage.replica();

  // Its lease still stands: nobody renews beside it.
  const waiting = keeper.token(stage.user);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(stage.server.shown).toHaveLength(1);
  await stage.letPausesPass();
  expect(await waiting).toMatchObject({ kind: 'dead', detail: expect.stringContaining('was lost') });
  expect(stage.server.shown).toHaveLength(2);
  expect(await stage.stored()).toMatchObject({ state: 'reconnect_needed' });
});

it('hands out nothing that could not be stored, and stores it when it can', async () => {
  let broken = false;
  const db: Database = {
    ...stage.db,
    forAccount: (accountId, work) =>
      broken ? Promise.reject(new Error('no connection')) : stage.db.forAccount(accountId, work),
  };
  const { keeper } = await stage.replica({ db });
  stage.server.beforeAnswer = () => {
    broken = true;
  };
  await expect(keeper.token(stage.user)).rejects.toThrow('no connection');

  broken = false;
  const token = tokenOf(await keeper.token(stage.user));
  expect(stage.server.good).toContain(token);
  expect(stage.server.shown).toHaveLength(1);
});

it('keeps what was renewed, though the transaction that asked for it is undone', async () => {
  const { keeper } = await stage.replica();
  const undone = stage.db.forAccount(stage.accountId, async () => {
    await keeper.token(stage.user);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  const late = await stage.replica();

  expect(stage.server.good).toContain(tokenOf(await late.keeper.token(stage.user)));
  expect(stage.server.current).not.toBeNull();
});

it('does not let a renewal that comes back late replace a newer one', async () => {
  const slow = await stage.replica();
  // Somebody else takes over while Salesforce thinks, and writes first.
  stage.server.beforeAnswer = () =>
    stage.db.forAccount(stage.accountId, async (tx) => {
      await tx
        .updateTable('connected_user')
        .set((eb) => ({ token_version: eb('token_version', '+', 1), refresh_token: Buffer.from('newer') }))
        .execute();
    });

  expect(await slow.keeper.token(stage.user)).toMatchObject({ kind: 'later' });
  const row = await stage.db.forAccount(stage.accountId, (tx) =>
    tx.selectFrom('connected_user').select('refresh_token').executeTakeFirstOrThrow(),
  );
  expect(row.refresh_token?.toString()).toBe('newer');
  expect(await toRevoke()).toEqual([]);
});

it('leaves nothing alive at Salesforce of a user who is disconnected while their access is renewed', async () => {
  const { keeper } = await stage.replica();
  const spent = stage.server.current!;
  stage.server.beforeAnswer = async () => {
    await takeAccess(stage.db, [stage.user], 'sweep');
  };

  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'later' });
  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'dead' });
  expect(await toRevoke()).toEqual([spent, stage.server.current]);
});

it('gives no access up while it cannot be opened, and goes on when its key is back', async () => {
  const keyless = await stage.replica({ vault: createVault(randomBytes(32)) });
  for (let start = 0; start < 4; start += 1) {
    expect(await keyless.keeper.token(stage.user)).toMatchObject({ kind: 'later' });
    await stage.letPausesPass();
  }
  expect(stage.server.shown).toEqual([]);
  const { keeper } = await stage.replica();

  expect(stage.server.good).toContain(tokenOf(await keeper.token(stage.user)));
});

it('keeps the token through an outage, and counts nothing that never left', async () => {
  const { keeper } = await stage.replica();
  stage.server.next = (_, response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html>');
  for (let outage = 0; outage < 5; outage += 1) {
    expect(await keeper.token(stage.user)).toMatchObject({ kind: 'later' });
    await stage.letPausesPass();
  }
  stage.server.next = 'grant';

  expect(stage.server.good).toContain(tokenOf(await keeper.token(stage.user)));
});

it.each([
  ['an instance elsewhere', { instance_url: 'https://evil.example' }],
  ['a wrong signature', { signature: 'AAAA' }],
])('does not believe %s', async (_, claims) => {
  const { keeper } = await stage.replica();
  stage.server.claims = claims;

  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'later' });
});

it('tells a replica that was not there by renewing for itself', async () => {
  const first = await stage.replica();
  await first.keeper.token(stage.user);
  const late = await stage.replica();

  expect(stage.server.good).toContain(tokenOf(await late.keeper.token(stage.user)));
  expect(stage.server.shown).toHaveLength(2);
});
