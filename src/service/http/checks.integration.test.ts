import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckShape } from '../../api/checks.ts';
import {
  ADMIN,
  type Api,
  apiFor,
  authorizeUrl,
  newVerifier,
  OUTSIDER,
  TEST_APP,
} from '../../simulator/test-client.ts';
import { createTicket } from '../care/sign-in.ts';
import { walkSignIn } from '../salesforce/testing/walk-sign-in.ts';
import { enableIntegration, operatorNamed } from '../storage/integration-request.ts';
import { seedAccount } from '../testing/seed-account.ts';
import { type EmbedStage, openEmbedStage } from './testing/embed-stage.ts';

const CARE = 'http://127.0.0.1:9';

let stage: EmbedStage;
let path: string;
let api: Api;

beforeAll(async () => {
  stage = await openEmbedStage();
  path = `/v1/salesforce/connections/${stage.connectionId}`;
  api = await adminApi();
});
afterAll(() => stage.stop());

type Checks = Record<CheckShape['code'], CheckShape>;

const byCode = (body: unknown): Checks =>
  Object.fromEntries((body as { checks: CheckShape[] }).checks.map((each) => [each.code, each])) as Checks;

async function check(): Promise<Checks> {
  const { status, body } = await stage.asAgent('ines', 'POST', `${path}/checks`);
  expect(status, JSON.stringify(body)).toBe(200);
  return byCode(body);
}

async function mend(code: CheckShape['code']): Promise<Checks> {
  const { status, body } = await stage.asAgent('ines', 'POST', `${path}/checks/${code}/mend`);
  expect(status, JSON.stringify(body)).toBe(200);
  return byCode(body);
}

/** The org's own API, as its admin. */
async function adminApi(): Promise<Api> {
  const verifier = newVerifier();
  const redirect_uri = `${CARE}/v1/salesforce/callback`;
  const query = await walkSignIn(authorizeUrl(stage.org.url, verifier, { redirect_uri }), ADMIN);
  const reply = await fetch(`${stage.org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URLSearchParams(query).get('code')!,
      client_id: TEST_APP.clientId,
      client_secret: TEST_APP.clientSecret,
      redirect_uri,
      code_verifier: verifier,
    }),
  });
  return apiFor(stage.org.url, ((await reply.json()) as { access_token: string }).access_token);
}

const rows = async (query: string, below = ''): Promise<{ Id: string }[]> =>
  (await api('GET', `${below}/query?q=${encodeURIComponent(query)}`)).body.records;

async function connectAs(who: 'ines' | 'jonas', username: string): Promise<string> {
  const begun = await stage.asAgent(who, 'POST', '/v1/salesforce/connections', {
    environment: 'production',
    connectionId: stage.connectionId,
  });
  const { attemptId, authorizeUrl: url } = begun.body as { attemptId: string; authorizeUrl: string };
  const cookie = begun.setCookie!;
  await stage.send('GET', `/v1/salesforce/callback?${await walkSignIn(url, username)}`, undefined, {
    cookie,
  });
  await stage.asAgent(who, 'POST', `/v1/salesforce/attempts/${attemptId}/confirmation`);
  return userCalled(username);
}

async function userCalled(username: string): Promise<string> {
  const { connection } = (await stage.asAgent('ines', 'GET', path)).body as {
    connection: { users: { id: string; username: string }[] };
  };
  return connection.users.find((user) => user.username === username)!.id;
}

test('has looked at an org by the time it is connected', async () => {
  const { body } = await stage.asAgent('jonas', 'GET', `${path}/checks`);
  expect(body.checkedAt).not.toBeNull();
  expect(byCode(body).trusted_url).toMatchObject({ state: 'trouble' });
});

test('looks at everything once, and remembers it', async () => {
  const found = await check();
  expect(Object.keys(found)).toHaveLength(11);
  const { body } = await stage.asAgent('jonas', 'GET', `${path}/checks`);
  expect(byCode(body)).toEqual(found);
  expect(Date.parse(String(body.checkedAt))).toBeGreaterThan(0);
  expect(found).toMatchObject({
    fields: { state: 'ok' },
    permission_sets: { state: 'ok' },
    events_channel: { state: 'ok' },
    external_client_app: { state: 'ok' },
    integration_user_rights: { state: 'ok' },
    api_share: { state: 'ok' },
    clocks: { state: 'ok' },
  });
});

test('an agent sees what was found, and neither checks nor mends', async () => {
  for (const what of ['checks', 'checks/trusted_url/mend']) {
    const refused = await stage.asAgent('jonas', 'POST', `${path}/${what}`);
    expect(refused).toMatchObject({ status: 403, body: { code: 'PERMISSION_MISSING' } });
  }
  const unknown = path.replace(/[^/]+$/, 'conn_00000000-0000-0000-0000-000000000000');
  expect((await stage.asAgent('ines', 'POST', `${unknown}/checks`)).status).toBe(404);
});

test('package: says the version, an older one, and that there is none', async () => {
  expect((await check()).package).toMatchObject({
    state: 'ok',
    fact: expect.stringContaining('from source'),
  });
  await stage.org.core.setup.changeOrganization({ packageVersion: '0.2.0.7' });
  expect((await check()).package).toMatchObject({ state: 'ok', fact: 'Version 0.2.0 is installed.' });
  await stage.org.core.setup.changeOrganization({ packageVersion: '0.1.4.2' });
  expect((await check()).package).toMatchObject({ state: 'warning', fact: expect.stringContaining('0.1.4') });
  await stage.org.core.setup.changeOrganization({ packageVersion: null });
});

test('trusted_url: finds another address, says where to type ours, and puts it there', async () => {
  const before = (await check()).trusted_url;
  expect(before).toMatchObject({
    state: 'trouble',
    setup: {
      url: `${stage.org.url}/lightning/setup/SecurityCspTrustedSite/home`,
      copy: [{ label: expect.any(String), value: CARE }],
    },
    mend: { changes: [expect.stringContaining('http://127.0.0.1:4400')] },
  });
  expect((await mend('trusted_url')).trusted_url).toMatchObject({ state: 'ok', mend: null, setup: null });
  expect(stage.org.core.trustedUrls.frameSources('LEX')).toContain(CARE);
  for (const { Id } of await rows('SELECT Id FROM CspTrustedSite')) {
    await api('DELETE', `/sobjects/CspTrustedSite/${Id}`);
  }
  expect((await check()).trusted_url.mend?.changes).toEqual([expect.stringContaining('new Trusted URL')]);
  expect((await mend('trusted_url')).trusted_url.state).toBe('ok');
  expect(stage.org.core.trustedUrls.frameSources('VisualForce')).toContain(CARE);
});

test('named_credential: leads the org here, and gives it a key that Care takes', async () => {
  expect((await check()).named_credential).toMatchObject({
    state: 'trouble',
    fact: 'It leads to http://127.0.0.1:4400, not to this Care.',
  });
  expect((await mend('named_credential')).named_credential.state).toBe('ok');
  expect(stage.org.core.namedCredentials.get('Care_Service')?.url).toBe(CARE);
  const ours = new URLSearchParams({
    externalCredential: 'Care_Service',
    principalName: 'Connection',
    principalType: 'NamedPrincipal',
  });
  await api('DELETE', `/named-credentials/credential?${ours}`);
  expect((await check()).named_credential.fact).toContain('no key');
  expect((await mend('named_credential')).named_credential.state).toBe('ok');
  const headers = stage.org.core.namedCredentials.get('Care_Service')!.headers()!;
  const asked = await stage.send(
    'POST',
    '/v1/embed/codes',
    {
      orgId: stage.org.orgId,
      userId: stage.jonas.id,
      recordId: null,
      nonce: 'n'.repeat(22),
      hosts: [stage.org.url],
    },
    headers,
  );
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
});

test('named_credential: one org has one key, which another account may have given it since', async () => {
  const { services, signIn, vault } = stage.service.parts;
  const other = await seedAccount(services.db, vault);
  await services.db.forAccount(other.accountId, (tx) =>
    enableIntegration(tx, other.accountId, operatorNamed('Operator')),
  );
  const ticket = await createTicket(signIn, other.accountId, other.agents.ines);
  const { setCookie } = await stage.send('POST', '/v1/session', { ticket });
  const theirs = { cookie: setCookie! };
  const connections = '/v1/salesforce/connections';
  const begun = await stage.send('POST', connections, { environment: 'production' }, theirs);
  const { attemptId, authorizeUrl: url } = begun.body as { attemptId: string; authorizeUrl: string };
  const back = `/v1/salesforce/callback?${await walkSignIn(url, ADMIN)}`;
  await stage.send('GET', back, undefined, { cookie: begun.setCookie! });

  const attempt = `/v1/salesforce/attempts/${attemptId}`;
  const { body: seen } = await stage.send('GET', attempt, undefined, theirs);
  expect(seen).toMatchObject({ state: 'confirm', found: { alreadyConnected: false, keyElsewhere: true } });
  expect((await check()).named_credential.state).toBe('ok');

  await stage.send('POST', `${attempt}/confirmation`, undefined, theirs);
  expect((await check()).named_credential).toMatchObject({
    state: 'trouble',
    fact: expect.stringContaining('Another Care account has connected this org since'),
  });
  expect((await mend('named_credential')).named_credential.state).toBe('ok');
});

test('permission_sets: names who lacks which, assigns it, and writes down who did', async () => {
  const tom = stage.org.core.users.byUsername(OUTSIDER)!;
  await stage.asAgent('ines', 'PUT', `${path}/identity-links/${tom.id}`, {
    agentId: stage.account.agents.priya,
  });
  const [integration] = await rows(
    `SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '${stage.admin.id}' AND PermissionSet.Name = 'Care_Integration'`,
  );
  await api('DELETE', `/sobjects/PermissionSetAssignment/${integration!.Id}`);
  const found = (await check()).permission_sets;
  expect(found).toMatchObject({
    state: 'trouble',
    mend: {
      changes: [
        'Ines Okafor gets the permission set Care Integration.',
        'Tom Weber gets the permission set Care Agent.',
      ],
    },
  });
  expect((await mend('permission_sets')).permission_sets.state).toBe('ok');
  expect(stage.org.core.users.byUsername(OUTSIDER)!.permissionSets).toContain('Care_Agent');
  const { body } = await stage.asAgent('ines', 'GET', '/v1/audit?kind=doctor.mended');
  expect((body as { entries: { fact: string }[] }).entries.map(({ fact }) => fact)).toContain(
    'Ines Okafor let the setup doctor mend Permission sets: Tom Weber gets the permission set Care Agent.',
  );
});

test('events_channel: finds a member gone, and brings it back', async () => {
  const [member] = await rows(
    "SELECT Id FROM PlatformEventChannelMember WHERE SelectedEntity = 'CaseChangeEvent'",
    '/tooling',
  );
  await api('DELETE', `/tooling/sobjects/PlatformEventChannelMember/${member!.Id}`);
  expect((await check()).events_channel).toMatchObject({
    state: 'warning',
    fact: expect.stringContaining('CaseChangeEvent'),
  });
  expect((await mend('events_channel')).events_channel).toMatchObject({ state: 'ok' });
});

test('what Salesforce refuses to change is told in its words, and not written down as done', async () => {
  const [own] = await rows("SELECT Id FROM CspTrustedSite WHERE DeveloperName = 'Care_Service'");
  await api('PATCH', `/sobjects/CspTrustedSite/${own!.Id}`, { IsActive: false });
  const kept = async () =>
    JSON.stringify((await stage.asAgent('ines', 'GET', '/v1/audit?kind=doctor.mended')).body);
  const before = await kept();
  stage.org.core.control.addFault({ operation: 'update', code: 'INSUFFICIENT_ACCESS_OR_READONLY' });
  const refused = await stage.asAgent('ines', 'POST', `${path}/checks/trusted_url/mend`);
  expect(refused).toMatchObject({ status: 422, body: { code: 'SALESFORCE_REFUSED' } });
  expect(await kept()).toBe(before);
  // What has been answered with nothing may have been done: it is kept with that.
  stage.org.core.control.addFault({ operation: 'update', drop: 'after' });
  expect((await stage.asAgent('ines', 'POST', `${path}/checks/trusted_url/mend`)).status).toBe(503);
  expect(await kept()).toContain('Salesforce has not confirmed it.');
  expect((await check()).trusted_url.state).toBe('ok');
});

test('external_client_app: says when it is no longer installed', async () => {
  await stage.org.core.setup.changeApp({ presence: 'uninstalled' });
  expect((await check()).external_client_app).toMatchObject({ state: 'warning', mend: null });
  await stage.org.core.setup.changeApp({ presence: 'installed' });
});

test('fields and rights: name what the holder of the default token may not', async () => {
  const tom = await connectAs('jonas', OUTSIDER);
  const ines = await userCalled(ADMIN);
  await stage.asAgent('ines', 'PUT', `${path}/default-user`, { userId: tom });
  const found = await check();
  expect(found.fields).toMatchObject({ state: 'trouble', fact: expect.stringContaining(OUTSIDER) });
  expect(found.integration_user_rights).toMatchObject({
    state: 'trouble',
    fact: expect.stringContaining('edit'),
  });
  // Setup is read with the access of whoever asks, where they have one of their own.
  expect(found.trusted_url.state).toBe('ok');

  const [user] = await rows(`SELECT Id FROM User WHERE Username = '${OUTSIDER}'`);
  const [set] = await rows(`SELECT Id FROM PermissionSet WHERE Name = 'Care_Integration'`);
  const assignment = { AssigneeId: user!.Id, PermissionSetId: set!.Id };
  expect((await api('POST', '/sobjects/PermissionSetAssignment', assignment)).status).toBe(201);
  stage.org.core.setSharingModel('Case', 'Private');
  expect((await check()).integration_user_rights).toMatchObject({
    state: 'warning',
    fact: expect.stringContaining('may not Modify All on Case'),
  });
  stage.org.core.setSharingModel('Case', 'ReadWrite');
  expect((await check()).integration_user_rights.state).toBe('ok');
  await stage.asAgent('ines', 'PUT', `${path}/default-user`, { userId: ines });
  expect((await check()).fields.state).toBe('ok');
});

test('what cannot be read is unknown and says why, never in order', async () => {
  stage.org.core.control.addFault({ operation: 'tooling-query', code: 'INSUFFICIENT_ACCESS', times: 10 });
  const found = await check();
  stage.org.core.control.clearFaults();
  for (const code of ['package', 'events_channel', 'record_page'] as const) {
    expect(found[code]).toMatchObject({
      state: 'unknown',
      fact: expect.stringContaining('Salesforce: '),
      mend: null,
    });
  }
  expect((await check()).record_page).toMatchObject({
    state: 'unknown',
    fact: expect.stringContaining('Salesforce does not tell'),
  });
});

test('api_share: says how full the day is', async () => {
  await stage.org.core.setup.changeOrganization({ dailyApiRequests: 10_000, otherApiRequests: 9_600 });
  expect((await check()).api_share).toMatchObject({
    state: 'trouble',
    remedy: expect.stringContaining('other'),
  });
  await stage.org.core.setup.changeOrganization({ dailyApiRequests: 15_000, otherApiRequests: 0 });
  expect((await check()).api_share.state).toBe('ok');
});

test('clocks: says how far they are apart', async () => {
  await stage.org.core.setup.moveClock(4 * 60_000);
  expect((await check()).clocks).toMatchObject({
    state: 'warning',
    fact: 'The clock of Care’s server is 4 minutes behind Salesforce’s.',
  });
  await stage.org.core.setup.moveClock(0);
});

test('a user without the API is trouble, and a dead access is a problem of its own', async () => {
  await stage.org.core.setup.changeUser(ADMIN, { isApiEnabled: false });
  const found = await check();
  expect(found.integration_user_rights).toMatchObject({
    state: 'trouble',
    fact: expect.stringContaining('API'),
  });
  expect(found.fields.state).toBe('unknown');
  await stage.org.core.setup.changeUser(ADMIN, { isApiEnabled: true });
  await stage.org.core.setup.changeUser(ADMIN, { isActive: false });
  const refused = await stage.asAgent('ines', 'POST', `${path}/checks`);
  expect(refused).toMatchObject({ status: 409, body: { code: 'SALESFORCE_RECONNECT_NEEDED' } });
});
