import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../../core.ts';
import { ADMIN, AGENT, OUTSIDER, startTestOrg } from '../../test-client.ts';
import { type CareStandIn, startCareStandIn } from '../../testing/care-stand-in.ts';
import { registerPages } from '../register-pages.ts';
import { visit as visitPages } from '../testing/visit.ts';

const KEY = 'the-key-of-this-connection';
const NONCE = 'nonce-of-this-frame-0000';

let org: SimulatedOrg;
let care: CareStandIn<Record<string, unknown>>;
let usual: typeof care.answer;
let admin: OrgUser;
let caseId = '';

beforeAll(async () => {
  care = await startCareStandIn();
  usual = care.answer;
  org = await startTestOrg({ careServiceUrl: care.url, pages: registerPages });
  await org.core.namedCredentials.setCredential('Care_Service', 'Connection', { Key: KEY });
  admin = org.core.users.byUsername(ADMIN) as OrgUser;
  caseId = (await org.core.records.create(admin, 'Case', { Subject: 'Torn' })).id;
});
afterAll(async () => {
  await org.stop();
  care.stop();
});
beforeEach(() => {
  care.asked = [];
  care.answer = usual;
});

async function visit(username: string) {
  const visitor = await visitPages(org, username);
  const getCode = async (recordId: string | null) => {
    const params = { recordId, nonce: NONCE };
    const response = await visitor.ask('/apex', {
      method: 'POST',
      body: { method: 'CareHostController.getCode', params },
    });
    return ((await response.json()) as { returnValue: Record<string, unknown> }).returnValue;
  };
  return { ...visitor, getCode };
}
const agent = () => visit(AGENT);

test('asks Care as the running user, with the key the browser never sees', async () => {
  const { getCode, html } = await agent();
  expect(await getCode(caseId)).toMatchObject({ code: 'c'.repeat(32), frameUrl: `${care.url}/embed/key` });
  const jonas = org.core.users.byUsername(AGENT);
  expect(care.asked).toMatchObject([
    {
      url: '/v1/embed/codes',
      authorization: `Bearer ${KEY}`,
      body: {
        orgId: org.orgId,
        userId: jonas?.id,
        recordId: caseId,
        nonce: NONCE,
        hosts: [org.url, org.visualforceUrl],
      },
    },
  ]);
  expect(html).not.toContain(KEY);
});

test('hands on a problem of the service', async () => {
  care.answer = () => ({ status: 403, body: { code: 'EMBED_NO_IDENTITY_LINK', detail: 'Not linked.' } });
  const { getCode } = await agent();
  expect(await getCode(caseId)).toMatchObject({
    problem: { code: 'EMBED_NO_IDENTITY_LINK', detail: 'Not linked.' },
  });
});

test.each([
  ['a page of a proxy', 502, '<html>Bad gateway</html>'],
  ['an answer without a code', 201, '{}'],
  ['a problem that is none', 500, '[]'],
])('takes %s for a service out of reach', async (_name, status, body) => {
  care.answer = () => ({ status, body });
  const { getCode } = await agent();
  expect(await getCode(null)).toMatchObject({ problem: { code: 'HOST_SERVICE_UNREACHABLE' } });
});

test('does not ask Care about a record the person may not read', async () => {
  const { getCode } = await agent();
  const gone = await org.core.records.create(admin, 'Case', { Subject: 'Gone' });
  await org.core.records.delete(admin, gone.id);
  for (const id of [gone.id, admin.id, 'nonsense']) {
    expect(await getCode(id)).toMatchObject({ problem: { code: 'EMBED_RECORD_FORBIDDEN' } });
  }
  expect(care.asked).toEqual([]);
});

test('is not there for a person without the permission set, in the platform’s words', async () => {
  const { ask } = await visit(OUTSIDER);
  const refused = await ask('/apex', {
    method: 'POST',
    body: { method: 'CareHostController.getCode', params: { recordId: null, nonce: NONCE } },
  });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject([
    { message: "You do not have access to the Apex class named 'CareHostController'." },
  ]);
  expect(care.asked).toEqual([]);
});

test('names the service’s address to whoever may read the setup', async () => {
  const { getCode } = await visit(ADMIN);
  expect(await getCode(null)).toMatchObject({ serviceUrl: care.url });
  expect(await (await agent()).getCode(null)).toMatchObject({ serviceUrl: null });
});

test('calls no Apex that is not there', async () => {
  const { ask } = await agent();
  for (const method of ['CareHostController.drop', 'constructor', '__proto__']) {
    expect((await ask('/apex', { method: 'POST', body: { method, params: {} } })).status).toBe(404);
  }
});
