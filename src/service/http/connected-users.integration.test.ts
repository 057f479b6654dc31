import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN, AGENT } from '../../simulator/test-client.ts';
import { takeAccess } from '../salesforce/end-access.ts';
import { walkSignIn } from '../salesforce/testing/walk-sign-in.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';

interface User {
  id: string;
  username: string;
  displayName: string;
  isDefault: boolean;
  isYou: boolean;
  state: string;
}
interface Detail {
  connection: { state: string; users: User[]; consequences: { code: string }[] };
  suggestedUsers: { agent: { name: string }; reason: string; salesforceUser: { username: string } }[];
}

let stage: EmbedStage;
let path: string;

beforeAll(async () => {
  stage = await openEmbedStage();
  path = `/v1/salesforce/connections/${stage.connectionId}`;
  await asOwner((db) =>
    db
      .updateTable('agent')
      .set({ email: 'priya.raman@acme.example' })
      .where('id', '=', stage.account.agents.priya)
      .execute(),
  );
});
afterAll(() => stage.stop());

const asOwner = <T>(
  work: (tx: Parameters<Parameters<typeof stage.service.parts.services.db.forAccount>[1]>[0]) => Promise<T>,
) => stage.service.parts.services.db.forAccount(stage.account.accountId, work);

async function connect(who: 'ines' | 'jonas', username: string): Promise<void> {
  const begun = await stage.asAgent(who, 'POST', '/v1/salesforce/connections', {
    environment: 'production',
    connectionId: stage.connectionId,
  });
  expect(begun.status, JSON.stringify(begun.body)).toBe(201);
  const { attemptId, authorizeUrl } = begun.body as { attemptId: string; authorizeUrl: string };
  const cookie = begun.setCookie!;
  const callback = await walkSignIn(authorizeUrl, username);
  await stage.send('GET', `/v1/salesforce/callback?${callback}`, undefined, { cookie });
  const confirmed = await stage.asAgent(who, 'POST', `/v1/salesforce/attempts/${attemptId}/confirmation`);
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200);
}

const detail = async (): Promise<Detail> =>
  (await stage.asAgent('ines', 'GET', path)).body as unknown as Detail;
const userCalled = async (username: string): Promise<User> =>
  (await detail()).connection.users.find((user) => user.username === username)!;
/** Refresh tokens the org still honours. */
const grantsOf = (username: string) => stage.org.core.setup.grants(username).length;
const trail = async (kind: string): Promise<string[]> => {
  const { body } = await stage.asAgent('ines', 'GET', `/v1/audit?kind=${kind}`);
  return (body as { entries: { fact: string }[] }).entries.map(({ fact }) => fact);
};
const leftToRevoke = () => asOwner((tx) => tx.selectFrom('revocation').selectAll().execute());

test('suggests whoever has the same e-mail in the org, and asks Salesforce nothing of others', async () => {
  const { suggestedUsers } = await detail();
  expect(suggestedUsers).toEqual([
    expect.objectContaining({
      agent: expect.objectContaining({ name: 'Priya Raman' }),
      reason: 'email_matches',
      salesforceUser: expect.objectContaining({ username: 'priya.raman@acme.example' }),
    }),
  ]);
});

test('looking again asks the org no more than once about the same people', async () => {
  // Nobody has Care open in the org yet: nothing else asks about people.
  const asked = () =>
    asOwner(
      async (tx) =>
        (await tx.selectFrom('salesforce_call').select('id').where('purpose', '=', 'identity').execute())
          .length,
    );
  await detail();
  const before = await asked();
  expect(before).toBeGreaterThan(0);
  expect((await detail()).suggestedUsers).toHaveLength(1);
  expect(await asked()).toBe(before);
});

test('whoever disconnects is gone here and at Salesforce, is suggested, and can come back', async () => {
  await connect('jonas', AGENT);
  expect((await userCalled(AGENT)).state).toBe('connected');
  expect(grantsOf(AGENT)).toBe(1);
  const gone = await stage.asAgent('jonas', 'DELETE', `${path}/users/${(await userCalled(AGENT)).id}`);
  expect(gone).toMatchObject({ status: 200, body: { revoked: true } });
  expect(grantsOf(AGENT)).toBe(0);
  const { connection, suggestedUsers } = await detail();
  expect(connection.users.map(({ username }) => username)).toEqual([ADMIN]);
  expect(suggestedUsers[0]).toMatchObject({ agent: { name: 'Jonas Lind' }, reason: 'disconnected' });
  await expect.poll(leftToRevoke).toEqual([]);
  expect(await trail('user.disconnected')).toEqual(['Jonas Lind disconnected Jonas Lind']);
  await connect('jonas', AGENT);
  expect((await userCalled(AGENT)).state).toBe('connected');
});

test('a look at the states and a change of the sync are in the trail, the look once a day', async () => {
  await detail();
  await detail();
  expect(await trail('token.state_viewed')).toEqual(['Ines Okafor looked at the tokens of ACME']);
  await stage.asAgent('ines', 'PUT', `${path}/status-sync`, { mode: 'none' });
  await stage.asAgent('ines', 'PUT', `${path}/status-sync`, { mode: 'none' });
  expect((await trail('sync.changed'))[0]).toBe('Ines Okafor changed the status sync with ACME: None');
  expect(await trail('sync.changed')).toHaveLength(2);
});

test('nobody disconnects another without the permission to remove accounts', async () => {
  const refused = await stage.asAgent('jonas', 'DELETE', `${path}/users/${(await userCalled(ADMIN)).id}`);
  expect(refused.status).toBe(403);
  expect(refused.body.code).toBe('PERMISSION_MISSING');
});

test('the default token changes hands, and only to somebody who is connected', async () => {
  const jonas = await userCalled(AGENT);
  const changed = await stage.asAgent('ines', 'PUT', `${path}/default-user`, { userId: jonas.id });
  expect(changed.status).toBe(200);
  expect((await userCalled(AGENT)).isDefault).toBe(true);
  expect((await userCalled(ADMIN)).isDefault).toBe(false);
  await stage.asAgent('ines', 'PUT', `${path}/default-user`, { userId: (await userCalled(ADMIN)).id });
  await stage.asAgent('ines', 'DELETE', `${path}/users/${jonas.id}`);
  const refused = await stage.asAgent('ines', 'PUT', `${path}/default-user`, { userId: jonas.id });
  expect(refused).toMatchObject({ status: 409, body: { code: 'DEFAULT_USER_NOT_CONNECTED' } });
  await connect('jonas', AGENT);
});

test('identity links are listed with their names, suggested by e-mail, made and taken away', async () => {
  const list = async () =>
    (await stage.asAgent('ines', 'GET', `${path}/identity-links`)).body as unknown as {
      links: { salesforceUserId: string; name: string | null; agent: { name: string }; madeBy: string }[];
      suggested: { salesforceUserId: string; agent: { name: string } }[];
    };
  const { suggested } = await list();
  expect(suggested.map(({ agent }) => agent.name)).toEqual(['Priya Raman']);
  const priya = suggested[0]!.salesforceUserId;
  const made = await stage.asAgent('ines', 'PUT', `${path}/identity-links/${priya}`, {
    agentId: stage.account.agents.priya,
  });
  expect(made.status).toBe(204);
  const after = await list();
  expect(after.suggested).toEqual([]);
  expect(after.links.find(({ salesforceUserId }) => salesforceUserId === priya)).toMatchObject({
    name: 'Priya Raman',
    madeBy: 'supervisor',
  });
  expect((await stage.asAgent('ines', 'DELETE', `${path}/identity-links/${priya}`)).status).toBe(204);
  expect((await stage.asAgent('ines', 'DELETE', `${path}/identity-links/${priya}`)).status).toBe(404);
  expect(await trail('identity.unlinked')).toEqual([expect.stringContaining('Priya Raman')]);
});

test('a link that is taken away ends what its agent has open inside the org, and what they were about to', async () => {
  const recordId = await stage.salesforceCase();
  const { token } = await stage.grantFor(recordId);
  expect((await stage.withToken(token, 'GET', '/v1/session')).status).toBe(200);
  const nonce = 'n'.repeat(22);
  const minted = await stage.asOrg('/v1/embed/codes', { recordId, nonce, hosts: [stage.org.url] });
  expect(minted.status, JSON.stringify(minted.body)).toBe(201);
  await stage.asAgent('ines', 'DELETE', `${path}/identity-links/${stage.jonas.id}`);
  expect((await stage.withToken(token, 'GET', '/v1/session')).status).toBe(401);
  const { code } = minted.body;
  expect((await stage.send('POST', '/v1/embed/redeem', { code, nonce })).body.code).toBe(
    'EMBED_CODE_INVALID',
  );
});

test('a link that is given to another agent ends what the one before has open inside the org', async () => {
  const recordId = await stage.salesforceCase();
  const { jonas, priya } = stage.account.agents;
  const link = (agentId: string) =>
    stage.asAgent('ines', 'PUT', `${path}/identity-links/${stage.jonas.id}`, { agentId });
  const whoseIs = async (token: string) => {
    const { status, body } = await stage.withToken(token, 'GET', '/v1/session');
    return status === 200 ? (body.agent as { name: string }).name : status;
  };
  await link(jonas);
  const { token } = await stage.grantFor(recordId);
  expect(await whoseIs(token)).toBe('Jonas Lind');
  await link(jonas);
  expect(await whoseIs(token)).toBe('Jonas Lind');
  await link(priya);
  expect(await whoseIs(token)).toBe(401);
  expect(await whoseIs((await stage.grantFor(recordId)).token)).toBe('Priya Raman');
  await link(jonas);
});

test('the kill switch wants the name of the account, and then ends every access', async () => {
  const asked = { confirm: 'something' };
  const refused = await stage.asAgent('ines', 'POST', '/v1/salesforce/kill-switch', asked);
  expect(refused).toMatchObject({ status: 400, body: { code: 'VALIDATION_FAILED' } });
  expect(grantsOf(ADMIN)).toBe(1);
  const confirm = `Acme ${stage.account.accountId}`;
  const pressed = await stage.asAgent('ines', 'POST', '/v1/salesforce/kill-switch', { confirm });
  expect(pressed.body).toEqual({ revoked: 2, notRevoked: 0 });
  expect([grantsOf(ADMIN), grantsOf(AGENT)]).toEqual([0, 0]);
  const { connection } = await detail();
  expect(connection.users).toEqual([]);
  expect(connection.consequences).not.toEqual([]);
  expect(await trail('kill_switch.pressed')).toEqual([
    expect.stringContaining('ended all access to Salesforce'),
  ]);
});

test('what Salesforce cannot be told now is gone here, and told later', async () => {
  await connect('ines', ADMIN);
  stage.org.core.control.addFault({ operation: 'revoke', code: 'SERVER_UNAVAILABLE' });
  const gone = await stage.asAgent('ines', 'DELETE', path);
  expect(gone.body).toEqual({ revoked: 0, notRevoked: 1 });
  expect(grantsOf(ADMIN)).toBe(1);
  const [left] = await leftToRevoke();
  expect(left!.tries).toBe(1);
  await asOwner((tx) =>
    tx
      .updateTable('revocation')
      .set({ due_at: new Date(0) })
      .execute(),
  );
  await expect.poll(() => grantsOf(ADMIN), { timeout: 60_000 }).toBe(0);
});

test('what another process takes away ends at Salesforce by the running product', async () => {
  await connect('ines', ADMIN);
  const { db } = stage.service.parts.services;
  const users = await asOwner((tx) => listConnectedUsers(tx, stage.connectionId));
  expect(await takeAccess(db, users, 'sweep')).toHaveLength(1);
  expect((await detail()).connection.users).toEqual([]);
  await expect.poll(() => grantsOf(ADMIN), { timeout: 60_000 }).toBe(0);
  await expect.poll(leftToRevoke).toEqual([]);
});

test('what the org has ended itself needs no word of ours', async () => {
  await connect('ines', ADMIN);
  await stage.org.core.control.revokeGrants(ADMIN);
  const gone = await stage.asAgent('ines', 'DELETE', path);
  expect(gone.body).toMatchObject({ notRevoked: 0 });
  expect(await leftToRevoke()).toEqual([]);
});
