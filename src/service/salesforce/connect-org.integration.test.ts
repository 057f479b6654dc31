import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import { hashSecret } from '../care/sign-in.ts';
import {
  ADMIN,
  JONAS,
  openSalesforceStage,
  PRIYA,
  type SalesforceStage,
} from './testing/salesforce-stage.ts';

let stage: SalesforceStage;
let connectionId: string;

beforeAll(async () => {
  stage = await openSalesforceStage();
  connectionId = (await stage.connect(stage.supervisor, ADMIN)).connection.id;
});
afterAll(() => stage.stop());

const connections = () => stage.replicas[0]!.desk.connections(stage.supervisor.actor);
async function asOwner<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: stage.adminUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('connects an org: named, with its first user as the default token', async () => {
  expect(await connections()).toMatchObject([
    {
      orgId: stage.org.orgId,
      orgName: stage.org.core.orgName,
      environment: 'production',
      state: 'connected',
      statusSync: 'none',
      setup: [],
      users: [{ username: ADMIN, isDefault: true, state: 'connected', agent: { name: 'supervisor' } }],
    },
  ]);
});

it('gives the org a key for its pages, of which only the hash stays here', async () => {
  const sent = stage.org.core.namedCredentials.get('Care_Service')?.headers()?.Authorization;
  const key = sent?.replace('Bearer ', '') ?? '';
  const rows = await asOwner<{ credential_hash: Buffer }>('select credential_hash from embed_credential');

  expect(rows.map((row) => row.credential_hash.toString('hex'))).toEqual([hashSecret(key).toString('hex')]);
});

it('writes down who connected what', async () => {
  const rows = await asOwner<{ kind: string; actor_name: string; subject: string }>(
    "select kind, actor_name, subject from audit_entry where kind <> 'token.state_changed' order by at, id",
  );

  expect(rows).toEqual([
    { kind: 'integration.enabled', actor_name: 'Operator', subject: 'Salesforce for Community and Care' },
    { kind: 'org.connected', actor_name: 'supervisor', subject: stage.org.core.orgName },
    { kind: 'user.connected', actor_name: 'supervisor', subject: ADMIN },
  ]);
});

it('links whoever connects to their Salesforce user', async () => {
  await stage.connect(stage.agent, JONAS, connectionId);
  const [jonas] = await asOwner<{ agent_id: string; made_by: string }>(
    `select l.agent_id, made_by from identity_link l join connected_user u using (connection_id, salesforce_user_id)
     where u.username = '${JONAS}'`,
  );

  expect(jonas).toEqual({ agent_id: stage.agent.actor.agentId, made_by: 'own_connection' });
});

it('keeps one grant a user: connecting again replaces and revokes the one before', async () => {
  const before = stage.org.core.control
    .calls()
    .filter(({ operation }) => operation.includes('revoke')).length;
  await stage.connect(stage.agent, JONAS, connectionId);

  const revoked = stage.org.core.control.calls().filter(({ operation }) => operation.includes('revoke'));
  expect(revoked.length - before).toBe(1);
  expect((await connections())[0]?.users.filter(({ username }) => username === JONAS)).toHaveLength(1);
});

it('is no longer the user of before who connects as another', async () => {
  await stage.connect(stage.agent, PRIYA, connectionId);
  const users = (await connections())[0]!.users;

  expect(users.map(({ username, agent }) => [username, agent?.name ?? null])).toEqual([
    [ADMIN, 'supervisor'],
    [JONAS, null],
    [PRIYA, 'agent'],
  ]);
});

it('stores and logs no token that can be read', async () => {
  const rows = await asOwner<{ connection_id: string; salesforce_user_id: string; refresh_token: Buffer }>(
    'select connection_id, salesforce_user_id, refresh_token from connected_user',
  );
  const access = await stage.replicas[0]!.integration.port.accessFor(stage.accountId, connectionId, {
    viewAll: true,
  });
  const secrets = [access!.accessToken];
  for (const row of rows) {
    const { connection_id, salesforce_user_id: salesforceUserId, refresh_token } = row;
    const owner = { accountId: stage.accountId, connectionId: connection_id, salesforceUserId };
    const token = stage.vault.open(refresh_token, { kind: 'refresh_token', ...owner });
    expect(refresh_token.includes(token)).toBe(false);
    secrets.push(token);
  }
  const dump = JSON.stringify(await asOwner('select to_jsonb(u) from connected_user u')) + stage.logged();

  expect(secrets).toHaveLength(4);
  for (const secret of secrets) expect(dump).not.toContain(secret);
});

it('keeps a connection whose user may not set the org up, and says what is missing', async () => {
  const other = await openSalesforceStage();
  const { findings } = await other.connect(other.supervisor, JONAS);
  const [view] = await other.replicas[0]!.desk.connections(other.supervisor.actor);

  expect(findings).toMatchObject([
    { code: 'EMBED_CREDENTIAL_MISSING', remedy: expect.stringContaining('admin') },
  ]);
  expect(view).toMatchObject({ state: 'connected', setup: [{ code: 'EMBED_CREDENTIAL_MISSING' }] });
  expect(other.org.core.namedCredentials.get('Care_Service')?.headers()).toBeNull();

  // An admin who connects later brings it in.
  expect((await other.connect(other.agent, ADMIN, view!.id)).findings).toEqual([]);
  expect(other.org.core.namedCredentials.get('Care_Service')?.headers()).not.toBeNull();
  await other.stop();
});

it('keeps the key of before good for a while when a new one is set', async () => {
  await stage.connect(stage.supervisor, ADMIN, connectionId);
  const rows = await asOwner<{ open: boolean; lasting: boolean }>(
    `select (expires_at is null or expires_at > now()) as open, expires_at is null as lasting from embed_credential`,
  );

  expect(rows.every(({ open }) => open)).toBe(true);
  expect(rows.filter(({ lasting }) => lasting)).toHaveLength(1);
  expect(rows.length).toBeGreaterThan(1);
});

it('names what the org lacks of the object an admin chose for messages', async () => {
  const mapping = { ...DEFAULT_MESSAGE_MAPPING, object: 'Contact', key: 'Email', parent: 'AccountId' };
  const other = await openSalesforceStage({ mapping });
  const { findings } = await other.connect(other.supervisor, ADMIN);
  expect(findings).toMatchObject([{ code: 'PACKAGE_MISSING' }]);
  expect(findings[0]?.fact).toContain('Contact.Body__c');
  expect(findings[0]?.fact).not.toMatch(/Contact\.(Email|AccountId)|Care_Message__c/);
  await other.stop();
});
