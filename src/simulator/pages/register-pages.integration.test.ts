import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, OUTSIDER, startTestOrg } from '../test-client.ts';
import type { PageData } from './page-data.ts';
import { registerPages } from './register-pages.ts';
import { visit } from './testing/visit.ts';

/** Pages name it as a place to frame; nothing here asks it. */
const CARE_URL = 'http://127.0.0.1:9';

let org: SimulatedOrg;
let admin: OrgUser;
let caseId = '';

beforeAll(async () => {
  org = await startTestOrg({ careServiceUrl: CARE_URL, pages: registerPages });
  admin = org.core.users.byUsername(ADMIN) as OrgUser;
  const contact = await org.core.records.create(admin, 'Contact', {
    FirstName: 'Maya',
    LastName: 'Lindqvist',
  });
  const record = await org.core.records.create(admin, 'Case', {
    Subject: "It's 100% torn",
    Status: 'Working',
    ContactId: contact.id,
  });
  caseId = record.id;
});
afterAll(() => org.stop());

const agent = () => visit(org, AGENT);
const rest = (count: number) => Array.from({ length: count }, () => expect.anything());

test('asks whoever is not signed in to sign in, and comes back', async () => {
  const address = `/lightning/r/Case/${caseId}/view`;
  const response = await fetch(`${org.url}${address}`, { redirect: 'manual' });
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe(`/login?startURL=${encodeURIComponent(address)}`);
  expect((await fetch(`${org.url}/lightning/api/ui-api/records/${caseId}`)).status).toBe(401);
});

test('lets a page frame the org’s own Visualforce and exactly the address Trusted URLs allow', async () => {
  const policyOf = async () => (await agent()).page.headers.get('content-security-policy')?.split('; ');
  expect(await policyOf()).toContain(`frame-src ${org.visualforceUrl} ${CARE_URL}`);
  expect(await policyOf()).toContain("frame-ancestors 'none'");
  org.core.trustedUrls.setActive('Care_Service', false);
  expect(await policyOf()).toContain(`frame-src ${org.visualforceUrl}`);
  org.core.trustedUrls.setActive('Care_Service', true);
  expect(() => org.core.trustedUrls.setActive('Other', true)).toThrow('Name one of Care_Service');
});

test('offers the org’s apps, and those of the package to whoever may see them', async () => {
  const dataOf = async (username: string) => {
    const { html } = await visit(org, username);
    const json = /id="bootstrap">(.+)<\/script>/.exec(html)?.[1] ?? '';
    return JSON.parse(json) as PageData;
  };
  const { apps, objects } = await dataOf(AGENT);
  expect(apps.map(({ name, console }) => [name, console])).toEqual([
    ['standard__Service', true],
    ['standard__Sales', false],
    ['c__Service_Visualforce', true],
    ['c__Care', true],
  ]);
  expect(apps.at(-1)).toMatchObject({
    items: [
      { kind: 'page', name: 'Care', components: [{ component: 'careHost' }] },
      { kind: 'object', object: 'Case' },
      { kind: 'object', object: 'Lead' },
      { kind: 'object', object: 'Contact' },
      { kind: 'object', object: 'Care_Message__c' },
    ],
    utilities: [{ component: 'careHost', label: 'Care', icon: 'utility:comments', eager: false }],
    records: { Case: { component: 'careHost' }, Lead: { component: 'careHost' } },
  });
  expect(objects).toMatchObject({ '500': 'Case', a00: 'Care_Message__c' });
  expect((await dataOf(OUTSIDER)).apps.map(({ name }) => name)).not.toContain('c__Care');
});

test('lists the records of an object by the package’s list views', async () => {
  const message = {
    Case__c: caseId,
    Care_Id__c: 'listed',
    Direction__c: 'outgoing',
    Author_Name__c: 'Jonas',
  };
  const { id } = await org.core.records.create(admin, 'Care_Message__c', message);
  const { ask } = await agent();
  const all = await (await ask('/ui-api/list-records/Care_Message__c')).json();
  expect(all).toMatchObject({
    views: [{ name: 'All' }, { name: 'Incoming_Last_7_Days', label: 'Incoming, last 7 days' }],
    columns: [
      { name: 'Name', kind: 'name' },
      { name: 'Case__c' },
      { name: 'Sent_At__c', kind: 'time' },
      ...rest(4),
    ],
    records: [{ id }],
  });
  const incoming = await (await ask('/ui-api/list-records/Care_Message__c?view=Incoming_Last_7_Days')).json();
  expect(incoming).toMatchObject({ records: [] });
  const cases = await (await ask('/ui-api/list-records/Case?search=100%25')).json();
  expect(cases).toMatchObject({ views: [{ label: 'All Cases' }], records: [{ id: caseId }] });
  expect((await ask('/ui-api/list-records/Nothing')).status).toBe(404);
  await org.core.records.delete(admin, id);
});

test('serves the assets the page names, and nothing else of the disk', async () => {
  const { html } = await agent();
  for (const [, asset = ''] of html.matchAll(/(?:src|href)="(\/lightning\/assets\/[^"]+)"/g)) {
    expect((await fetch(`${org.url}${asset}`)).status, asset).toBe(200);
  }
  expect((await fetch(`${org.url}/lightning/assets/..%2F..%2Fpackage.json`)).status).toBe(404);
});

test('reads a record with the names a person reads', async () => {
  const { ask } = await agent();
  const record = await (await ask(`/ui-api/records/${caseId}`)).json();
  expect(record).toMatchObject({
    apiName: 'Case',
    fields: { Subject: { value: "It's 100% torn" }, Contact: { displayValue: 'Maya Lindqvist' } },
  });
});

test('writes as the person signed in, and only from its own page', async () => {
  const { ask } = await agent();
  const write = { method: 'PATCH', body: { fields: { Priority: 'High' } } };
  const refused = await ask(`/ui-api/records/${caseId}`, { ...write, csrf: 'x' });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject([{ errorCode: 'INVALID_CSRF_TOKEN' }]);
  expect((await ask(`/ui-api/records/${caseId}`, write)).status).toBe(200);
  const stored = await org.core.records.get(admin, caseId);
  const jonas = org.core.users.byUsername(AGENT);
  expect(stored?.fields).toMatchObject({ Priority: 'High', LastModifiedById: jonas?.id });
});

test('says in Salesforce’s shape why a write was refused', async () => {
  const { ask } = await agent();
  const response = await ask(`/ui-api/records/${caseId}`, {
    method: 'PATCH',
    body: { fields: { Subject: 'x'.repeat(256) } },
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject([{ errorCode: 'STRING_TOO_LONG', fields: ['Subject'] }]);
});

test('finds cases by words that would break a careless query', async () => {
  const { ask } = await agent();
  const find = async (term: string) =>
    (await (await ask(`/ui-api/list-records/Case?search=${encodeURIComponent(term)}`)).json()) as {
      records: unknown[];
    };
  expect((await find("It's 100%")).records).toHaveLength(1);
  expect((await find('%')).records).toHaveLength(1);
  expect((await find("' OR Subject != '")).records).toHaveLength(0);
});

test('lists the messages of a case, the newest of the conversation first', async () => {
  for (const sequence of [1, 2]) {
    const fields = {
      Case__c: caseId,
      Care_Id__c: `m${sequence}`,
      Sequence__c: sequence,
      Body__c: `Message ${sequence}`,
    };
    await org.core.records.create(admin, 'Care_Message__c', fields);
  }
  const { ask } = await agent();
  const list = await (await ask(`/ui-api/related-list-records/${caseId}/Care_Messages__r`)).json();
  expect(list).toMatchObject({ count: 2, records: [{ Body__c: 'Message 2' }, { Body__c: 'Message 1' }] });
  expect((await ask(`/ui-api/related-list-records/${caseId}/Nothing__r`)).status).toBe(404);
});

test('tells an open page which records changed', async () => {
  const { ask } = await agent();
  const stream = await ask('/changes');
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await org.core.records.update(admin, caseId, { Priority: 'Low' });
  const { value } = (await reader?.read()) ?? {};
  expect(value).toContain(caseId);
  await reader?.cancel();
});
