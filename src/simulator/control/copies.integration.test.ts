import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedOrg } from '../core.ts';
import { TestSubscriber } from '../events/test-subscriber.ts';
import { ADMIN, AGENT, type Api, apiFor, connect, signIn, startTestOrg } from '../test-client.ts';

const CHANNEL = '/data/Care__chn';

interface Copied {
  url: string;
  visualforceUrl: string;
  orgId: string;
}

let org: SimulatedOrg;
let uat: Copied;
let dev: Copied;
let caseId: string;
beforeAll(async () => {
  org = await startTestOrg({ organization: { number: 7 } });
  const admin = org.core.users.byUsername(ADMIN)!;
  await org.core.schemaSetup.addObject('Ticket__c', 'Ticket');
  caseId = (await org.core.records.create(admin, 'Case', { Subject: 'Torn', Care_Case_Id__c: 'case_1' })).id;
  // Both at once: neither may take the other's id.
  const made = await Promise.all(['uat', 'dev'].map((name) => copy({ name })));
  [uat, dev] = made.map(({ body }) => body) as [Copied, Copied];
});
afterAll(() => org.stop());

async function control(at: string, method: string, path: string, body?: unknown) {
  const reply = await fetch(`${at}/__simulator${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return { status: reply.status, body: await reply.json() };
}

const copy = (body?: unknown) => control(org.url, 'POST', '/copies', body);

const connected = async (url: string, username: string): Promise<{ token: string; api: Api }> => {
  const { access_token: token } = await connect(url, username);
  return { token, api: apiFor(url, token) };
};

test('each copy of a running org is a sandbox of its own, which holds what the org held', async () => {
  const found = await Promise.all([uat, dev].map(({ url }) => control(url, 'GET', '/org')));
  expect(found.map(({ body }) => [body.orgId, body.isSandbox, body.myDomain])).toEqual([
    [uat.orgId, true, 'acme--uat.sandbox'],
    [dev.orgId, true, 'acme--dev.sandbox'],
  ]);
  expect(new Set([org.orgId, uat.orgId, dev.orgId]).size).toBe(3);
  const { api } = await connected(uat.url, `${ADMIN}.uat`);
  expect((await api('GET', `/sobjects/Case/${caseId}`)).body.Subject).toBe('Torn');
  expect((await api('POST', '/sobjects/Ticket__c', {})).status).toBe(201);
});

test('what is done to a copy is done to it alone', async () => {
  await control(uat.url, 'POST', '/faults', { operation: 'query', code: 'SERVER_UNAVAILABLE' });
  const { api } = await connected(org.url, ADMIN);
  expect((await api('GET', '/query?q=SELECT+Id+FROM+Case')).status).toBe(200);
  expect((await control(uat.url, 'GET', '/faults')).body).toHaveLength(1);
});

test('somebody signed in to the org stays so beside a copy under the same host name', async () => {
  const [here, there] = [await signIn(org.url, ADMIN), await signIn(uat.url, `${ADMIN}.uat`)];
  const names = [here, there].map((cookie) => cookie.split('=')[0]);
  expect(new Set(names).size).toBe(2);
});

test('one Pub/Sub address tells each org’s subscribers of its own changes only', async () => {
  const there = { ...uat, pubSubAddress: org.pubSubAddress };
  const production = await connected(org.url, ADMIN);
  const sandbox = await connected(uat.url, `${ADMIN}.uat`);
  const ofProduction = new TestSubscriber(org, production.token);
  const ofSandbox = new TestSubscriber(there, sandbox.token);
  const everything = { topic_name: CHANNEL, replay_preset: 'EARLIEST', num_requested: 10 } as const;
  ofProduction.fetch(everything);
  ofSandbox.fetch(everything);
  expect((await ofSandbox.topic(CHANNEL)).tenant_guid).toBe(uat.orgId);
  await sandbox.api('PATCH', `/sobjects/Case/${caseId}`, { Subject: 'In the sandbox' });
  await ofSandbox.until(() => ofSandbox.events.length > 0);
  await production.api('PATCH', `/sobjects/Case/${caseId}`, { Subject: 'In production' });
  await ofProduction.until(() => ofProduction.events.length > 1);
  const subjects = (subscriber: TestSubscriber) => subscriber.events.map(({ fields }) => fields.Subject);
  expect([subjects(ofProduction), subjects(ofSandbox)]).toEqual([
    ['Torn', 'In production'],
    ['In the sandbox'],
  ]);
  const stranger = new TestSubscriber(there, production.token);
  await expect(stranger.topic(CHANNEL)).rejects.toMatchObject({ code: status.UNAUTHENTICATED });
  for (const subscriber of [ofProduction, ofSandbox, stranger]) subscriber.close();
});

test.each([
  [{}, 'a name'],
  [{ name: 'Full copy' }, 'a name'],
  [{ name: 'qa', port: 'any' }, 'a port'],
  [{ name: 'qa', visualforcePort: 70_000 }, 'a port'],
])('a copy by %j is refused and says what may be', async (body, words) => {
  const refused = await copy(body);
  expect([refused.status, refused.body[0].errorCode]).toEqual([400, 'BAD_CONTROL_REQUEST']);
  expect(refused.body[0].message).toContain(words);
});

test('a copy whose port is taken is not made, and the next one is', async () => {
  const port = Number(new URL(uat.url).port);
  expect((await copy({ name: 'qa', port })).body[0].message).toContain('EADDRINUSE');
  expect((await copy({ name: 'qa' })).status).toBe(201);
});

test('a copy ends with the org', async () => {
  const original = await startTestOrg();
  const made = await control(original.url, 'POST', '/copies', { name: 'uat' });
  await original.stop();
  await expect(connect(made.body.url, `${AGENT}.uat`)).rejects.toThrow('fetch failed');
});
