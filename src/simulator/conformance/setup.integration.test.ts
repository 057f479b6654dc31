import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, openTarget, soql, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
});
afterAll(() => target.stop());

const rows = async (query: string, path = '') => (await api('GET', `${path}${soql(query)}`)).body.records;

test('the org says which one it is', async () => {
  const [org] = await rows(
    'SELECT Id, Name, IsSandbox, OrganizationType, InstanceName, TrialExpirationDate FROM Organization',
  );
  expect(org.Id).toMatch(/^00D\w{15}$/);
  expect([typeof org.IsSandbox, typeof org.OrganizationType, typeof org.InstanceName]).toEqual([
    'boolean',
    'string',
    'string',
  ]);
});

test('a permission set is assigned once, and taken back', async () => {
  const [set] = await rows("SELECT Id FROM PermissionSet WHERE Name = 'Care_Agent'");
  const [user] = await rows(
    `SELECT Id FROM User WHERE IsActive = true AND UserType = 'Standard' AND Id NOT IN (SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSetId = '${set.Id}') LIMIT 1`,
  );
  const assignment = { PermissionSetId: set.Id, AssigneeId: user.Id };
  const id = await target.create('PermissionSetAssignment', assignment);
  const [made] = await rows(
    `SELECT PermissionSet.Name, Assignee.Id FROM PermissionSetAssignment WHERE Id = '${id}'`,
  );
  expect(made).toMatchObject({ PermissionSet: { Name: 'Care_Agent' }, Assignee: { Id: user.Id } });
  const again = await api('POST', '/sobjects/PermissionSetAssignment', assignment);
  expect([again.status, again.body[0].errorCode]).toEqual([400, 'DUPLICATE_VALUE']);
  expect((await api('DELETE', `/sobjects/PermissionSetAssignment/${id}`)).status).toBe(204);
  expect(await rows(`SELECT Id FROM PermissionSetAssignment WHERE Id = '${id}'`)).toEqual([]);
});

test('a Trusted URL is found, made, switched and taken away', async () => {
  expect(
    await rows(
      "SELECT Context, IsActive FROM CspTrustedSite WHERE DeveloperName = 'Care_Service'",
      '/tooling',
    ),
  ).toMatchObject([{ IsActive: true }]);
  const name = newKey().replace(/\W+/g, '_');
  const id = await target.create('CspTrustedSite', {
    DeveloperName: name,
    MasterLabel: name,
    EndpointUrl: 'https://elsewhere.example.invalid',
    Context: 'LEX',
    IsActive: true,
    IsApplicableToFrameSrc: true,
  });
  await api('PATCH', `/sobjects/CspTrustedSite/${id}`, { IsActive: false });
  expect((await api('GET', `/sobjects/CspTrustedSite/${id}`)).body.IsActive).toBe(false);
  expect((await api('DELETE', `/sobjects/CspTrustedSite/${id}`)).status).toBe(204);
});

test('fields are described by name of their object, and only then', async () => {
  const [field] = await rows(
    "SELECT QualifiedApiName, DataType, EntityDefinition.QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Case' AND QualifiedApiName = 'Care_Escalation_Id__c'",
  );
  expect(field).toMatchObject({
    DataType: expect.stringMatching(/^Text\(255\).*External ID/),
    EntityDefinition: { QualifiedApiName: 'Case' },
  });
  expect(
    await rows("SELECT DurableId FROM EntityDefinition WHERE QualifiedApiName = 'Care_Message__c'"),
  ).toHaveLength(1);
  expect((await api('GET', soql('SELECT QualifiedApiName FROM FieldDefinition'))).status).toBe(400);
});

test('whoever asks is told their own permissions', async () => {
  const [own] = await rows(
    'SELECT PermissionsApiEnabled, PermissionsViewSetup, PermissionsCustomizeApplication FROM UserPermissionAccess',
  );
  expect(own).toMatchObject({ PermissionsApiEnabled: true, PermissionsViewSetup: true });
});

test('the channel of changes and its members are there for the Tooling API alone', async () => {
  const [channel] = await rows(
    "SELECT Id, MasterLabel FROM PlatformEventChannel WHERE DeveloperName = 'Care'",
    '/tooling',
  );
  const members = await rows(
    `SELECT SelectedEntity, FilterExpression FROM PlatformEventChannelMember WHERE EventChannel = '${channel.Id}' ORDER BY SelectedEntity`,
    '/tooling',
  );
  expect(members.map(({ SelectedEntity }: { SelectedEntity: string }) => SelectedEntity)).toEqual([
    'Care_Message__ChangeEvent',
    'CaseChangeEvent',
  ]);
  expect((await api('GET', soql('SELECT Id FROM PlatformEventChannel'))).body[0].errorCode).toBe(
    'INVALID_TYPE',
  );
});

test('a named credential says where it leads, and whose secret it needs', async () => {
  const named = await api('GET', '/named-credentials/named-credential-setup/Care_Service');
  expect(named.body).toMatchObject({
    developerName: 'Care_Service',
    calloutUrl: expect.stringMatching(/^https?:/),
    externalCredentials: [{ developerName: 'Care_Service' }],
  });
  const external = await api('GET', '/named-credentials/external-credentials/Care_Service');
  expect(external.body).toMatchObject({
    authenticationProtocol: 'Custom',
    principals: [{ principalName: 'Connection', principalType: 'NamedPrincipal' }],
  });
});

test('limits say what is left of the day’s requests, and every answer its date', async () => {
  const { body, headers } = await api('GET', '/limits');
  const { Max, Remaining } = body.DailyApiRequests;
  expect(Remaining).toBeGreaterThan(0);
  expect(Remaining).toBeLessThanOrEqual(Max);
  expect(headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/\d+/);
  expect(Date.parse(headers.get('date') ?? '')).toBeGreaterThan(0);
});
