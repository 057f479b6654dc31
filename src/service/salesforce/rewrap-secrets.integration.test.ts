import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { takeGrantAway } from '../storage/connected-user.ts';
import { addRevocation } from '../storage/revocation.ts';
import { rewrapSecrets } from './rewrap-secrets.ts';
import { openTokenStage, type TokenStage } from './testing/token-stage.ts';
import { createVault, type Vault } from './vault.ts';

let stage: TokenStage;
let profileId: string;
const present = randomBytes(32);

beforeEach(async () => {
  stage = await openTokenStage();
  profileId = newId('prof');
  await stage.db.forAccount(stage.accountId, (tx) =>
    tx
      .insertInto('profile')
      .values({
        id: profileId,
        account_id: stage.accountId,
        platform: 'x',
        handle: '@acme',
        name: 'Acme',
        signing_secret: createVault(stage.vaultKey).seal('canary-signing', {
          kind: 'signing_secret',
          accountId: stage.accountId,
          profileId,
        }),
        outgoing_url: null,
      })
      .execute(),
  );
});
afterEach(() => stage.close());

const replicaWith = (vault: Vault) => stage.replica({ vault });
const signingSecret = (vault: Vault) =>
  stage.db.forAccount(stage.accountId, async (tx) => {
    const row = await tx.selectFrom('profile').select('signing_secret').executeTakeFirstOrThrow();
    return vault.open(row.signing_secret, { kind: 'signing_secret', accountId: stage.accountId, profileId });
  });

it('moves every secret to the new key once, and then the key of before is of no use', async () => {
  const both = createVault(present, [stage.vaultKey]);

  const other = await stage.addUser('005000000000002AAA');
  const ending = (await stage.db.forAccount(stage.accountId, (tx) => takeGrantAway(tx, other)))!;
  await stage.db.forAccount(stage.accountId, (tx) => addRevocation(tx, other, ending, 'sweep'));

  expect(await rewrapSecrets(stage.db, both)).toEqual({ moved: 3, left: 0 });
  expect(await rewrapSecrets(stage.db, both)).toEqual({ moved: 0, left: 0 });
  const alone = createVault(present);
  expect(await signingSecret(alone)).toBe('canary-signing');
  const { keeper } = await replicaWith(alone);
  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'token' });
});

it('goes on while tokens are renewed, by replicas of both keys', async () => {
  const both = createVault(present, [stage.vaultKey]);
  const before = await replicaWith(createVault(stage.vaultKey, [present]));
  const after = await replicaWith(both);
  for (let round = 0; round < 10; round += 1) {
    const renewing = [before, after].map(({ keeper }) => keeper.keepAlive(stage.user));
    await Promise.all([...renewing, rewrapSecrets(stage.db, both)]);
  }
  await rewrapSecrets(stage.db, both);

  const alone = await replicaWith(createVault(present));
  expect(await alone.keeper.token(stage.user)).toMatchObject({ kind: 'token' });
  expect(stage.server.current).not.toBeNull();
});

it('leaves what it cannot open, and says how much', async () => {
  expect(await rewrapSecrets(stage.db, createVault(present))).toEqual({ moved: 0, left: 2 });
  expect(await signingSecret(createVault(stage.vaultKey))).toBe('canary-signing');
});
