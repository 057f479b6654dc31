import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OrgUser, RecordChange, SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, type Api, connectApi, OUTSIDER, startTestOrg } from '../test-client.ts';

let org: SimulatedOrg;
let admin: OrgUser;
let agent: OrgUser;
let outsider: OrgUser;
let api: Api;
beforeAll(async () => {
  org = await startTestOrg();
  [admin, agent, outsider] = [ADMIN, AGENT, OUTSIDER].map((name) => org.core.users.byUsername(name)!) as [
    OrgUser,
    OrgUser,
    OrgUser,
  ];
  api = await connectApi(org);
});
afterAll(() => org.stop());

const ownerOf = async (id: string) => (await org.core.records.get(admin, id))?.fields.OwnerId;

describe('assignment', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await org.core.records.create(admin, 'Case', { Subject: 'Mine' }));
  });

  test('an update that does not switch it off moves the Case to the queue', async () => {
    await api('PATCH', `/sobjects/Case/${id}`, { Subject: 'Moved' });
    expect(await ownerOf(id)).toBe(org.core.assignmentRules[0]?.ownerId);
  });

  test('with Sforce-Auto-Assign: FALSE the owner stays', async () => {
    await api('PATCH', `/sobjects/Case/${id}`, { Subject: 'Stays' }, { 'Sforce-Auto-Assign': 'FALSE' });
    expect(await ownerOf(id)).toBe(admin.id);
  });

  test('with no active rule the Case goes to the default owner', async () => {
    const rule = org.core.assignmentRules[0]!;
    await org.core.records.update(admin, id, { OwnerId: agent.id });
    rule.active = false;
    await api('PATCH', `/sobjects/Case/${id}`, { Subject: 'Default' });
    rule.active = true;
    expect(await ownerOf(id)).toBe(admin.id);
  });

  test('an edit in the pages assigns nothing', async () => {
    await org.core.records.update(agent, id, { Status: 'Working' });
    expect(await ownerOf(id)).toBe(admin.id);
  });
});

describe('rights', () => {
  test('an agent reads the messages of a Case and cannot write them', async () => {
    const { id } = await org.core.records.create(admin, 'Case', {
      Subject: 'Rights',
      Care_Case_Id__c: 'case_r',
    });
    const { id: message } = await org.core.records.create(admin, 'Care_Message__c', {
      Case__c: id,
      Body__c: 'Hello',
    });
    expect((await org.core.records.get(agent, message))?.fields.Body__c).toBe('Hello');
    await expect(org.core.records.update(agent, message, { Body__c: 'x' })).rejects.toMatchObject({
      errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY',
    });
    await expect(org.core.records.update(agent, id, { Care_Version__c: 9 })).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
    });
  });

  test('without the permission set the package might as well not be there', async () => {
    const { id } = await org.core.records.create(admin, 'Case', {
      Subject: 'Rights',
      Care_Case_Id__c: 'case_r',
    });
    expect((await org.core.records.get(outsider, id))?.fields).not.toHaveProperty('Care_Case_Id__c');
    await expect(org.core.records.query(outsider, 'SELECT Care_Case_Id__c FROM Case')).rejects.toMatchObject({
      errorCode: 'INVALID_FIELD',
    });
    await expect(org.core.records.query(outsider, 'SELECT Id FROM Care_Message__c')).rejects.toMatchObject({
      errorCode: 'INVALID_TYPE',
    });
    expect(outsider.rights.externalCredential('Care_Service')).toBe(false);
    expect(agent.rights.externalCredential('Care_Service')).toBe(true);
    expect(await org.core.records.access(outsider, id)).toEqual({ read: true, edit: true, delete: false });
  });

  test('the fence looks at nobody but those who hold Care Writes', async () => {
    const { id } = await org.core.records.create(admin, 'Case', { Subject: 'Fence', Care_Version__c: 5 });
    await org.core.records.update(agent, id, { Status: 'Working' });
    await expect(org.core.records.update(admin, id, { Care_Version__c: 1 })).rejects.toMatchObject({
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    });
  });
});

test('a merge moves the children, names the master and tells of both', async () => {
  const { id: master } = await org.core.records.create(admin, 'Contact', { LastName: 'Master' });
  const { id: loser } = await org.core.records.create(admin, 'Contact', { LastName: 'Loser' });
  const { id: ticket } = await org.core.records.create(admin, 'Case', {
    Subject: 'Theirs',
    ContactId: loser,
  });
  const changes: RecordChange[] = [];
  const stop = org.core.onChange((committed) => changes.push(...committed));
  await org.core.records.merge(admin, master, [loser]);
  stop();
  expect((await org.core.records.get(admin, ticket))?.fields.ContactId).toBe(master);
  const gone = await api(
    'GET',
    `/queryAll?q=${encodeURIComponent(`SELECT IsDeleted, MasterRecordId FROM Contact WHERE Id = '${loser}'`)}`,
  );
  expect(gone.body.records[0]).toMatchObject({ IsDeleted: true, MasterRecordId: master });
  expect((await api('PATCH', `/sobjects/Contact/${loser}`, { Title: 'x' })).body[0].errorCode).toBe(
    'ENTITY_IS_DELETED',
  );
  expect(changes.map(({ id, type }) => [id, type])).toEqual(
    expect.arrayContaining([
      [loser, 'DELETE'],
      [ticket, 'UPDATE'],
    ]),
  );
});

test('many upserts of one key at once make one record', async () => {
  const path = '/sobjects/Case/Care_Escalation_Id__c/acct:escalation:race';
  const replies = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      api('PATCH', path, { Subject: `Write ${n}` }, { 'Sforce-Auto-Assign': 'FALSE' }),
    ),
  );
  expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
});

test('deleting a contact empties the lookup of its Case', async () => {
  const { id: contact } = await org.core.records.create(admin, 'Contact', { LastName: 'Short' });
  const { id } = await org.core.records.create(admin, 'Case', { ContactId: contact });
  await org.core.records.delete(admin, contact);
  expect((await org.core.records.get(admin, id))?.fields.ContactId).toBeNull();
});

test('a Case takes its account from its contact', async () => {
  const [clara] = (
    await org.core.records.query(admin, "SELECT Id, AccountId FROM Contact WHERE LastName = 'Voss'")
  ).records;
  const { id } = await org.core.records.create(admin, 'Case', { ContactId: String(clara?.Id) });
  expect((await org.core.records.get(admin, id))?.fields.AccountId).toBe(clara?.AccountId);
});

test('describe answers 304 to a client whose copy is fresh', async () => {
  const first = await api('GET', '/sobjects/Case/describe');
  const since = first.headers.get('last-modified') ?? '';
  expect(
    (await api('GET', '/sobjects/Case/describe', undefined, { 'If-Modified-Since': since })).status,
  ).toBe(304);
  const key = first.body.fields.find(({ name }: { name: string }) => name === 'Care_Escalation_Id__c');
  expect(key).toMatchObject({
    externalId: true,
    unique: true,
    caseSensitive: true,
    length: 255,
    nillable: true,
    createable: true,
  });
  expect(first.body.childRelationships).toContainEqual(
    expect.objectContaining({
      childSObject: 'Care_Message__c',
      field: 'Case__c',
      relationshipName: 'Care_Messages__r',
      cascadeDelete: true,
    }),
  );
});

test('a write that meets a newer record answers 412', async () => {
  const { id } = await org.core.records.create(admin, 'Case', { Subject: 'Guarded' });
  const headers = { 'If-Unmodified-Since': 'Mon, 01 Jan 2024 00:00:00 GMT', 'Sforce-Auto-Assign': 'FALSE' };
  expect((await api('PATCH', `/sobjects/Case/${id}`, { Subject: 'Late' }, headers)).status).toBe(412);
  expect((await org.core.records.get(admin, id))?.fields.Subject).toBe('Guarded');
});

test('a secret set over Connect REST reaches callouts and nobody else', async () => {
  const body = {
    externalCredential: 'Care_Service',
    principalName: 'Connection',
    principalType: 'NamedPrincipal',
    authenticationProtocol: 'Custom',
    credentials: { Key: { value: 'first-key', encrypted: true } },
  };
  const credential = () => org.core.namedCredentials.get('Care_Service');
  expect([credential()?.url, credential()?.headers()]).toEqual(['http://127.0.0.1:4400', null]);
  expect((await api('PUT', '/named-credentials/credential', body)).status).toBe(400);
  const made = await api('POST', '/named-credentials/credential', body);
  expect([made.status, JSON.stringify(made.body).includes('first-key')]).toEqual([201, false]);
  expect(credential()?.headers()).toEqual({ Authorization: 'Bearer first-key' });
  await api('PUT', '/named-credentials/credential', {
    ...body,
    credentials: { Key: { value: 'second-key' } },
  });
  expect(credential()?.headers()).toEqual({ Authorization: 'Bearer second-key' });
  const list = await api('GET', '/named-credentials/external-credentials');
  expect(list.body.externalCredentials[0].principals[0].authenticationStatus).toBe('Configured');
  const agentApi = await connectApi(org, AGENT);
  expect((await agentApi('POST', '/named-credentials/credential', body)).status).toBe(403);
});
