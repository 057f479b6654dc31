import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TokenCause } from '../../domain/token-state.ts';
import { newId } from '../ids.ts';
import { listConnections } from '../storage/connection.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import { answerJson, ORG_ID, USER_ID } from './testing/token-server.ts';
import { openTokenStage, type TokenStage } from './testing/token-stage.ts';

let stage: TokenStage;

beforeEach(async () => {
  stage = await openTokenStage();
});
afterEach(async () => {
  const everything = stage.logged();
  await stage.close();
  expect(everything).not.toContain('canary');
});

const refuse = (error: string, error_description: string) => {
  stage.server.next = (_, response) => answerJson(response, 400, { error, error_description });
};
const GONE = 'expired access/refresh token';

/** The connection and its user as people see them. */
const seen = () =>
  stage.db.forAccount(stage.accountId, async (tx) => {
    const [connection] = await readConnectionViews(tx, await listConnections(tx), null);
    return { connection: connection!, user: connection!.users[0]! };
  });
const daysPass = (days: number) =>
  stage.db.forAccount(stage.accountId, async (tx) => {
    const at = new Date(Date.now() - days * 86_400_000);
    await tx.updateTable('connected_user').set({ refreshed_at: at, granted_at: at }).execute();
  });

it.each<[string, string, string, TokenCause]>([
  ['invalid_grant', GONE, 'reconnect_needed', 'revoked'],
  ['invalid_grant', "user hasn't approved this consumer", 'reconnect_needed', 'revoked'],
  ['invalid_grant', 'authentication failure', 'reconnect_needed', 'unknown'],
  ['inactive_user', 'user is inactive', 'reconnect_needed', 'user_inactive'],
  ['invalid_grant', 'ip restricted', 'expiring_soon', 'ip_restricted'],
  ['invalid_client', 'app must be installed into org', 'expiring_soon', 'app_blocked'],
  ['inactive_org', 'organization is inactive', 'org_locked', 'org_locked'],
])('takes %s "%s" for %s, because of %s', async (error, description, state, cause) => {
  const { keeper } = await stage.replica();
  refuse(error, description);
  const over = state === 'reconnect_needed';

  expect(await keeper.token(stage.user)).toMatchObject({ kind: over ? 'dead' : 'later' });
  const { connection, user } = await seen();
  expect(user).toMatchObject({ state, cause, evidence: `${error}: ${description}` });
  expect(connection).toMatchObject({ state, cause });
  expect(connection.consequences).toHaveLength(over ? 4 : 0);
});

it('goes on as if nothing had been once what stood in the way has gone', async () => {
  const { keeper } = await stage.replica();
  refuse('invalid_grant', 'ip restricted');
  await keeper.token(stage.user);
  stage.server.next = 'grant';
  await stage.letPausesPass();

  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'token' });
  expect((await seen()).connection).toMatchObject({ state: 'connected', cause: null, fact: null });
});

it.each([
  ['a rate limit', 400, { error: 'rate_limit_exceeded', error_description: 'login rate exceeded' }],
  ['a server in trouble', 503, {}],
])('has nobody mend %s', async (_, status, body) => {
  const { keeper } = await stage.replica();
  stage.server.next = (__, response) => answerJson(response, status, body);

  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'later' });
  expect((await seen()).user).toMatchObject({ state: 'connected', cause: null, evidence: null });
});

it('tells idleness from the days since the last renewal', async () => {
  const { keeper } = await stage.replica();
  await daysPass(31);
  refuse('invalid_grant', GONE);
  await keeper.token(stage.user);

  expect((await seen()).user).toMatchObject({ state: 'expired', cause: 'idle' });
});

it('tells a lost answer from what Salesforce says afterwards', async () => {
  const { keeper } = await stage.replica();
  stage.server.next = 'lost';
  await keeper.token(stage.user);
  stage.server.next = 'grant';
  await stage.letPausesPass();

  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'dead' });
  expect((await seen()).user).toMatchObject({ cause: 'answer_lost', evidence: `invalid_grant: ${GONE}` });
});

it('does not take an answered refusal for a lost answer', async () => {
  const { keeper } = await stage.replica();
  refuse('rate_limit_exceeded', 'login rate exceeded');
  await keeper.token(stage.user);
  await stage.letPausesPass();
  refuse('invalid_grant', GONE);
  await keeper.token(stage.user);

  expect((await seen()).user).toMatchObject({ cause: 'revoked' });
});

it('shows nothing of a database that was set back', async () => {
  const { keeper } = await stage.replica();
  await keeper.token(stage.user);
  await stage.db.forAccount(stage.accountId, async (tx) => {
    const at = new Date(Date.now() - 3_600_000);
    await tx.updateTable('connected_user').set({ token_version: 1, refreshed_at: at }).execute();
  });

  expect(await keeper.token(stage.user, keeper.heldOf(stage.user.id))).toMatchObject({ kind: 'dead' });
  expect((await seen()).user).toMatchObject({ cause: 'rotation_replay', evidence: null });
  expect(stage.server.shown).toHaveLength(1);
  expect(stage.server.current).not.toBeNull();
});

it('gives an access back that came for another org', async () => {
  const { keeper } = await stage.replica();
  stage.server.claims = { id: `${stage.server.url}/id/00D000000000002AAA/${USER_ID}` };

  expect(await keeper.token(stage.user)).toMatchObject({ kind: 'dead' });
  expect((await seen()).user).toMatchObject({ state: 'wrong_org', cause: 'wrong_org' });
  expect(stage.server.asked).toContain('POST /services/oauth2/revoke');
});

it("asks by another's access whether the user is off", async () => {
  const { keeper } = await stage.replica();
  const other = await stage.addUser('005000000000002AAA');
  keeper.hold(other.id, { accessToken: 'canary-other', instanceUrl: stage.server.url, version: 1 });
  stage.server.api = (_, response) => answerJson(response, 200, { records: [{ IsActive: false }] });
  refuse('invalid_grant', GONE);
  await keeper.token(stage.user);

  expect((await seen()).user).toMatchObject({ cause: 'user_inactive' });
  expect((await seen()).connection).toMatchObject({
    state: 'connected',
    cause: 'user_inactive',
    fact: expect.stringContaining('stands in'),
  });
});

it('does not believe in a revocation while what it made still works', async () => {
  const { keeper } = await stage.replica();
  await keeper.token(stage.user);
  stage.server.api = (request, response) =>
    answerJson(response, 200, { active: request.url === '/services/oauth2/introspect' });
  refuse('invalid_grant', GONE);
  await keeper.keepAlive(stage.user);

  expect((await seen()).user).toMatchObject({ cause: 'unknown', evidence: `invalid_grant: ${GONE}` });
});

it('knows of five newer grants of the same user in other accounts, and of nothing else there', async () => {
  const { keeper } = await stage.replica();
  await daysPass(1);
  for (let account = 0; account < 5; account += 1) await grantInAnotherAccount();
  refuse('invalid_grant', GONE);
  await keeper.token(stage.user);

  expect((await seen()).user).toMatchObject({ cause: 'sixth_grant' });
});

async function grantInAnotherAccount(): Promise<void> {
  const accountId = newId('acct');
  const connectionId = newId('conn');
  await stage.db.forAccount(accountId, async (tx) => {
    await tx.insertInto('account').values({ account_id: accountId, name: accountId }).execute();
    await tx
      .insertInto('connection')
      .values({
        id: connectionId,
        account_id: accountId,
        environment: 'production',
        org_id: ORG_ID,
        org_name: 'Acme',
        instance_url: stage.server.url,
        login_url: stage.server.url,
        org_key: connectionId,
      })
      .execute();
    await tx
      .insertInto('connected_user')
      .values({
        id: newId('user'),
        account_id: accountId,
        connection_id: connectionId,
        salesforce_user_id: USER_ID,
        username: 'ann@acme.example',
        display_name: 'Ann',
        refresh_token: Buffer.from('sealed'),
      })
      .execute();
  });
}

it('writes every change down once, for the audit and for whoever is to be told', async () => {
  const { keeper } = await stage.replica();
  await stage.addUser('005000000000002AAA');
  refuse('invalid_grant', 'ip restricted');
  for (let round = 0; round < 2; round += 1) {
    await keeper.token(stage.user);
    await stage.letPausesPass();
  }
  refuse('invalid_grant', GONE);
  await keeper.token(stage.user);

  const { audit, notices } = await stage.db.forAccount(stage.accountId, async (tx) => ({
    audit: await tx.selectFrom('audit_entry').select(['kind', 'subject']).orderBy('id').execute(),
    notices: await tx.selectFrom('token_notice').select(['channel', 'facts']).orderBy('id').execute(),
  }));
  expect(audit).toEqual([
    { kind: 'token.state_changed', subject: 'Ann' },
    { kind: 'token.state_changed', subject: 'Ann' },
    { kind: 'token.failed_over', subject: '005000000000002AAA' },
  ]);
  expect(
    notices.map(({ channel, facts }) => [channel, ...('cause' in facts ? [facts.cause, facts.standIn] : [])]),
  ).toEqual([
    ['email', 'ip_restricted', null],
    ['webhook', 'ip_restricted', null],
    ['email', 'revoked', '005000000000002AAA'],
    ['webhook', 'revoked', '005000000000002AAA'],
  ]);
});
