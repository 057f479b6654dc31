import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { TestSubscriber } from '../events/test-subscriber.ts';
import {
  ADMIN,
  AGENT,
  type Api,
  apiFor,
  connect,
  connectApi,
  OUTSIDER,
  startTestOrg,
} from '../test-client.ts';

let org: SimulatedOrg;
let api: Api;
let token = '';
beforeAll(async () => {
  org = await startTestOrg();
  token = (await connect(org.url, ADMIN)).access_token;
  api = apiFor(org.url, token);
});
afterAll(() => org.stop());

const ask = async (query: string, path = '') =>
  (await api('GET', `${path}/query?q=${encodeURIComponent(query)}`)).body;
const PACKAGES =
  'SELECT SubscriberPackage.Name, SubscriberPackageVersion.MajorVersion, SubscriberPackageVersion.MinorVersion, SubscriberPackageVersion.BuildNumber FROM InstalledSubscriberPackage';

test('metadata that was deployed is no package; one that was installed says its version', async () => {
  expect(await ask(PACKAGES, '/tooling')).toMatchObject({ totalSize: 0, done: true, entityTypeName: null });
  await org.core.setup.changeOrganization({ packageVersion: '0.2.0.7' });
  expect((await ask(PACKAGES, '/tooling')).records).toMatchObject([
    {
      SubscriberPackage: { Name: 'Care for Salesforce' },
      SubscriberPackageVersion: { MajorVersion: 0, MinorVersion: 2, BuildNumber: 7 },
    },
  ]);
});

test('an assigned permission set gives its rights at once', async () => {
  const outsider = () => org.core.users.byUsername(OUTSIDER) as OrgUser;
  expect(outsider().rights.object('Care_Message__c').read).toBe(false);
  const [set] = (await ask("SELECT Id FROM PermissionSet WHERE Name = 'Care_Agent'")).records;
  const { body } = await api('POST', '/sobjects/PermissionSetAssignment', {
    PermissionSetId: set.Id,
    AssigneeId: outsider().id,
  });
  expect(outsider().rights.object('Care_Message__c').read).toBe(true);
  await api('DELETE', `/sobjects/PermissionSetAssignment/${body.id}`);
  expect(outsider().permissionSets).toEqual([]);
});

test('an agent assigns nothing and sees no setup', async () => {
  const agent = await connectApi(org, AGENT);
  const [set] = (await ask("SELECT Id FROM PermissionSet WHERE Name = 'Care_Admin'")).records;
  const refused = await agent('POST', '/sobjects/PermissionSetAssignment', {
    PermissionSetId: set.Id,
    AssigneeId: org.core.users.byUsername(AGENT)?.id,
  });
  expect(refused.status).toBe(400);
  const query = (from: string) => agent('GET', `/tooling/query?q=SELECT+Id+FROM+${from}`);
  expect((await query('InstalledSubscriberPackage')).body[0].errorCode).toBe('INVALID_TYPE');
  expect((await query('UserPermissionAccess')).body.size).toBe(1);
});

test('freezing through the API is freezing', async () => {
  const id = org.core.users.byUsername(AGENT)?.id;
  const [login] = (await ask(`SELECT Id, IsFrozen FROM UserLogin WHERE UserId = '${id}'`)).records;
  expect(login.IsFrozen).toBe(false);
  await api('PATCH', `/sobjects/UserLogin/${login.Id}`, { IsFrozen: true });
  expect(org.core.users.byUsername(AGENT)?.isFrozen).toBe(true);
  await api('PATCH', `/sobjects/UserLogin/${login.Id}`, { IsFrozen: false });
});

test('a Trusted URL made through the API opens its frame, and one without an address is refused', async () => {
  const site = {
    DeveloperName: 'Other',
    MasterLabel: 'Other',
    EndpointUrl: 'https://other.example/path',
    IsActive: true,
    IsApplicableToFrameSrc: true,
  };
  await api('POST', '/sobjects/CspTrustedSite', site);
  expect(org.core.trustedUrls.frameSources('LEX')).toContain('https://other.example');
  const broken = await api('POST', '/sobjects/CspTrustedSite', {
    ...site,
    DeveloperName: 'No',
    EndpointUrl: 'x',
  });
  expect([broken.status, broken.body[0].errorCode]).toEqual([400, 'FIELD_INTEGRITY_EXCEPTION']);
});

test('a channel member that is taken away stops its events, and made again brings them back', async () => {
  const find = "SELECT Id FROM PlatformEventChannelMember WHERE SelectedEntity = 'CaseChangeEvent'";
  const [member] = (await ask(find, '/tooling')).records;
  expect((await api('DELETE', `/tooling/sobjects/PlatformEventChannelMember/${member.Id}`)).status).toBe(204);
  expect((await ask(find, '/tooling')).size).toBe(0);
  const made = await api('POST', '/tooling/sobjects/PlatformEventChannelMember', {
    FullName: 'Care_CaseChangeEvent',
    Metadata: {
      eventChannel: 'Care__chn',
      selectedEntity: 'CaseChangeEvent',
      filterExpression: 'Care_Case_Id__c != null',
      enrichedFields: [{ name: 'Care_Version__c' }],
    },
  });
  expect(made).toMatchObject({ status: 201, body: { success: true } });
  const admin = org.core.users.byUsername(ADMIN) as OrgUser;
  const { id } = await org.core.records.create(admin, 'Case', { Subject: 'x', Care_Case_Id__c: 'case_1' });
  const subscriber = new TestSubscriber(org, token);
  subscriber.fetch({ topic_name: '/data/Care__chn', replay_preset: 'EARLIEST', num_requested: 10 });
  await subscriber.until(() => subscriber.events.length > 0);
  expect(subscriber.events[0]?.header.recordIds).toEqual([id]);
  subscriber.close();
});

test.each([
  [{ selectedEntity: 'NopeChangeEvent' }, 'selectedEntity'],
  [{ eventChannel: 'Nope__chn' }, 'eventChannel'],
  [{ filterExpression: 'Nope__c = 1' }, 'Nope__c'],
])('a member with %j is refused', async (change, words) => {
  const metadata = { eventChannel: 'Care__chn', selectedEntity: 'ContactChangeEvent', ...change };
  const { status, body } = await api('POST', '/tooling/sobjects/PlatformEventChannelMember', {
    FullName: 'Care_New',
    Metadata: metadata,
  });
  expect([status, body[0].message]).toEqual([400, expect.stringContaining(words)]);
});

test('a named credential is led elsewhere, and its secret is set and taken away', async () => {
  const path = '/named-credentials/named-credential-setup/Care_Service';
  const put = await api('PUT', path, { calloutUrl: 'https://new.example.invalid/' });
  expect(put.body.calloutUrl).toBe('https://new.example.invalid');
  expect(org.core.namedCredentials.get('Care_Service')?.url).toBe('https://new.example.invalid');
  const credential = {
    externalCredential: 'Care_Service',
    principalName: 'Connection',
    principalType: 'NamedPrincipal',
    authenticationProtocol: 'Custom',
  };
  await api('POST', '/named-credentials/credential', {
    ...credential,
    credentials: { Key: { value: 'secret', encrypted: true } },
  });
  const query = new URLSearchParams(credential);
  const { body } = await api('GET', `/named-credentials/credential?${query}`);
  expect(body).toMatchObject({
    authenticationStatus: 'Configured',
    credentials: { Key: { encrypted: true, value: null } },
  });
  expect((await api('DELETE', `/named-credentials/credential?${query}`)).status).toBe(204);
  expect((await api('GET', '/named-credentials/external-credentials/Care_Service')).body).toMatchObject({
    principals: [{ authenticationStatus: 'Unknown' }],
  });
});

test('the app is among the external client apps while it is installed', async () => {
  const apps = async () =>
    (await ask("SELECT DeveloperName FROM ExternalClientApplication WHERE DeveloperName = 'Care'")).totalSize;
  expect(await apps()).toBe(1);
  await org.core.setup.changeApp({ presence: 'uninstalled' });
  expect(await apps()).toBe(0);
  await org.core.setup.changeApp({ presence: 'installed' });
});

test('others may use the day’s requests up, and a profile may lose the API', async () => {
  await org.core.setup.changeOrganization({ dailyApiRequests: 1000, otherApiRequests: 990 });
  const { body } = await api('GET', '/limits');
  expect(body.DailyApiRequests).toEqual({ Max: 1000, Remaining: 0 });
  await org.core.setup.changeUser(ADMIN, { isApiEnabled: false });
  const refused = await api('GET', '/limits');
  expect([refused.status, refused.body[0].errorCode]).toEqual([403, 'API_CURRENTLY_DISABLED']);
  await org.core.setup.changeUser(ADMIN, { isApiEnabled: true });
  expect((await api('GET', '/limits')).status).toBe(200);
});
