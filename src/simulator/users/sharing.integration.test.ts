import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, type Api, connectApi, startTestOrg } from '../test-client.ts';

const OTHER = 'noor.haddad@acme.example';
const MANAGER = 'priya.raman@acme.example';

let org: SimulatedOrg;
let caseId = '';
let messageId = '';
const user = (username: string) => org.core.users.byUsername(username) as OrgUser;

beforeAll(async () => {
  org = await startTestOrg();
  caseId = (await org.core.records.create(user(AGENT), 'Case', { Subject: 'Torn' })).id;
  const message = { Case__c: caseId, Care_Id__c: 'm1', Body__c: 'Hello' };
  messageId = (await org.core.records.create(user(ADMIN), 'Care_Message__c', message)).id;
  org.core.setSharingModel('Case', 'Private');
});
afterAll(() => org.stop());

/** What a person gets to see of the case and of its message, by every way to ask. */
async function seen(username: string) {
  const api: Api = await connectApi(org, username);
  const count = async (object: string) =>
    (await api('GET', `/query?q=${encodeURIComponent(`SELECT COUNT() FROM ${object}`)}`)).body.totalSize;
  return {
    records: await Promise.all(
      [caseId, messageId].map(async (id) => (await org.core.records.get(user(username), id)) !== null),
    ),
    queries: [await count('Case'), await count('Care_Message__c')],
    rest: (await api('GET', `/sobjects/Case/${caseId}`)).status,
    edit: (await api('PATCH', `/sobjects/Case/${caseId}`, { Priority: 'High' })).status,
    access: await org.core.records.access(user(username), messageId),
  };
}

test.each([
  ['its owner', AGENT],
  ['the manager above the owner', MANAGER],
])('a private case, and its messages with it, are open to %s', async (_who, username) => {
  expect(await seen(username)).toMatchObject({
    records: [true, true],
    queries: [1, 1],
    rest: 200,
    edit: 204,
    access: { read: true },
  });
});

test('a private case, and its messages with it, are closed to another agent', async () => {
  expect(await seen(OTHER)).toEqual({
    records: [false, false],
    queries: [0, 0],
    rest: 404,
    edit: 403,
    access: { read: false, edit: false, delete: false },
  });
});

test('whoever may view all sees a private case', async () => {
  expect((await seen(ADMIN)).records).toEqual([true, true]);
});

test('a queue’s case is open to its members, and when the default is public again to everybody', async () => {
  const api = await connectApi(org, ADMIN);
  const { body } = await api('GET', "/query?q=SELECT+Id+FROM+Group+WHERE+DeveloperName+=+'Support'");
  await org.core.records.update(user(ADMIN), caseId, { OwnerId: body.records[0].Id });
  expect((await org.core.records.get(user(AGENT), caseId))?.id).toBe(caseId);
  expect(await org.core.records.get(user(OTHER), caseId)).toBeNull();
  org.core.setSharingModel('Case', 'ReadWrite');
  expect((await org.core.records.get(user(OTHER), caseId))?.id).toBe(caseId);
});

test('a public case can be edited by everybody, and deleted by its owner, those above, and who may modify all', async () => {
  const { id } = await org.core.records.create(user(AGENT), 'Case', { Subject: 'Public' });
  const message = { Case__c: id, Care_Id__c: 'm2', Body__c: 'Hello' };
  const detail = (await org.core.records.create(user(ADMIN), 'Care_Message__c', message)).id;
  for (const username of [AGENT, OTHER, MANAGER])
    await org.core.schemaSetup.setRights(username, {
      objects: { Case: { delete: true }, Care_Message__c: { delete: true } },
    });
  const may = async (username: string, what = id) =>
    (await org.core.records.access(user(username), what)).delete;
  const told = async (username: string) => {
    const api = await connectApi(org, ADMIN);
    const query = `SELECT RecordId, HasEditAccess, HasDeleteAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${user(username).id}' AND RecordId = '${id}'`;
    const { body } = await api('GET', `/query?q=${encodeURIComponent(query)}`);
    const { HasEditAccess, HasDeleteAccess, MaxAccessLevel } = body.records[0];
    return [HasEditAccess, HasDeleteAccess, MaxAccessLevel];
  };

  expect([await may(AGENT), await may(MANAGER), await may(ADMIN), await may(OTHER)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(await may(OTHER, detail)).toBe(true);
  expect([await told(OTHER), await told(AGENT)]).toEqual([
    [true, false, 'Edit'],
    [true, true, 'All'],
  ]);
  const api = await connectApi(org, OTHER);
  expect(await api('DELETE', `/sobjects/Case/${id}`)).toMatchObject({
    status: 403,
    body: [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }],
  });

  await org.core.schemaSetup.setRights(AGENT, { objects: { Case: { delete: false } } });
  expect(await may(AGENT)).toBe(false);
});
