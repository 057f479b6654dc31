import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import { createTicket } from '../care/sign-in.ts';
import type { RunningService } from '../main.ts';
import { walkSignIn } from '../salesforce/testing/walk-sign-in.ts';
import { enableIntegration, listIntegrationRequests, operatorNamed } from '../storage/integration-request.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { connectableTo, startTestService } from '../testing/start-test-service.ts';

const PUBLIC_URL = 'http://127.0.0.1:1';
const APP = { clientId: 'care', clientSecret: 'secret' };

let database: TestDatabase;
let org: SimulatedOrg;
let service: RunningService;
let account: SeededAccount;
let base: string;
let cookies: Record<'ines' | 'jonas', string>;

beforeAll(async () => {
  database = await createTestDatabase();
  org = await startTestOrg({
    careServiceUrl: PUBLIC_URL,
    externalClientApp: { ...APP, callbackUrl: `${PUBLIC_URL}/v1/salesforce/callback` },
  });
  service = await startTestService(database, {
    publicUrl: PUBLIC_URL,
    roles: { http: true, worker: true },
    salesforce: connectableTo(org, APP),
  });
  base = `http://127.0.0.1:${service.address.port}`;
  account = await seedAccount(service.parts.services.db, service.parts.vault);
  cookies = { ines: await signIn('ines'), jonas: await signIn('jonas') };
});
afterAll(async () => {
  await service.stop();
  await org.stop();
  await database.drop();
});

async function signIn(who: 'ines' | 'jonas'): Promise<string> {
  const ticket = await createTicket(service.parts.signIn, account.accountId, account.agents[who]);
  const response = await fetch(`${base}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

/** Of all answers, what these tests go on with. */
interface Body {
  attemptId: string;
  authorizeUrl: string;
  salesforce: { state: string };
  connections: { id: string }[];
  contact: { id: string };
  escalation: { recordId: string };
}

async function call(who: 'ines' | 'jonas', method: string, path: string, body?: unknown) {
  const response = await fetch(base + path, {
    method,
    headers: { cookie: cookies[who], ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: JSON.parse(text || '{}') as Body,
    headers: response.headers,
  };
}

const begin = (who: 'ines' | 'jonas', connectionId: string | null = null) =>
  call(who, 'POST', '/v1/salesforce/connections', { environment: 'production', connectionId });

/** What the browser does: it comes from another site, so it has the one cookie and not the session's. */
const comeBack = (query: URLSearchParams, cookie: string) =>
  fetch(`${base}/v1/salesforce/callback?${query}`, {
    redirect: 'manual',
    headers: { accept: 'text/html,application/xhtml+xml', cookie },
  });

it('is asked for, enabled, and only then connected', async () => {
  const state = async () => (await call('jonas', 'GET', '/v1/integrations')).body.salesforce;
  expect(await state()).toMatchObject({ state: 'not_requested', requestedBy: null, enabledBy: null });
  expect(await begin('ines')).toMatchObject({ status: 409, body: { code: 'INTEGRATION_NOT_ENABLED' } });

  const request = (who: 'ines' | 'jonas') => call(who, 'POST', '/v1/integrations/salesforce/request');
  expect(await request('jonas')).toMatchObject({ status: 403, body: { code: 'PERMISSION_MISSING' } });
  expect(await request('ines')).toMatchObject({ status: 200, body: { salesforce: { state: 'requested' } } });
  const first = await state();
  expect(first).toMatchObject({ state: 'requested', requestedBy: { id: account.agents.ines } });
  await request('ines');
  expect(await state()).toEqual(first);

  const requests = () => listIntegrationRequests(database.adminUrl);
  expect(await requests()).toMatchObject([
    { accountId: account.accountId, state: 'requested', requestedBy: { email: 'ines@acme.example' } },
  ]);
  const { db } = service.parts.services;
  const enable = () =>
    db.forAccount(account.accountId, (tx) => enableIntegration(tx, account.accountId, operatorNamed('Sam')));
  expect([await enable(), await enable()]).toEqual([true, false]);
  const enabled = { state: 'enabled', enabledBy: 'Sam', enabledAt: expect.any(String) };
  expect(await state()).toEqual({ ...first, ...enabled });
  expect(await requests()).toMatchObject([{ state: 'enabled', enabledBy: 'Sam' }]);
  expect((await request('ines')).body.salesforce.state).toBe('enabled');
});

it('connects an org by the way a browser takes, once its person says yes', async () => {
  const started = await begin('ines');
  expect(started.status).toBe(201);
  const { attemptId } = started.body;
  const setCookie = started.headers.get('set-cookie')!;
  expect(setCookie).toMatch(
    /^care_connect_attempt_[0-9a-f-]{36}=\S{43}; Path=\/v1\/salesforce\/callback; HttpOnly; SameSite=Lax; Max-Age=600$/,
  );
  const query = await walkSignIn(started.body.authorizeUrl, 'ines.okafor@acme.example');
  const back = await comeBack(query, setCookie.split(';')[0]!);

  const page = `/settings/integrations/salesforce/connect/${attemptId}`;
  expect([back.status, back.headers.get('location')]).toEqual([302, page]);
  expect(back.headers.get('set-cookie')).toContain(`care_connect_${attemptId}=; `);
  expect(back.headers.get('cache-control')).toBe('no-store');
  const listed = async () => (await call('jonas', 'GET', '/v1/salesforce/connections')).body.connections;
  expect(await listed()).toEqual([]);
  const attempt = `/v1/salesforce/attempts/${attemptId}`;
  expect(await call('ines', 'GET', attempt)).toMatchObject({ status: 200, body: { state: 'confirm' } });
  expect(await call('jonas', 'GET', attempt)).toMatchObject({ status: 404 });

  expect((await call('ines', 'POST', `${attempt}/confirmation`)).status).toBe(200);
  expect(await listed()).toMatchObject([{ orgId: org.orgId, state: 'connected', setup: [] }]);
  // The back button: the same address once more.
  const again = await comeBack(query, '');
  expect([again.status, again.headers.get('location')]).toEqual([302, page]);
});

it.each([
  ['a no', 'error=access_denied&error_description=end-user denied authorization'],
  ['a refusal', 'error=OAUTH_APP_BLOCKED&error_description=this app is blocked by admin'],
  ['an endless error', `error=${'x'.repeat(3_000)}`],
  ['two codes', 'code=a&code=b'],
  ['an endless code', `code=${'c'.repeat(4_000)}`],
  ['something else', 'nothing=at&all'],
  ['no answer', ''],
])('leads to the page of the attempt when %s comes back', async (_what, answer) => {
  const started = await begin('ines');
  const state = new URL(started.body.authorizeUrl).searchParams.get('state')!;
  const cookie = started.headers.get('set-cookie')!.split(';')[0]!;
  const back = await comeBack(new URLSearchParams(`${answer}&state=${state}`), cookie);

  const { attemptId } = started.body;
  expect([back.status, back.headers.get('location')]).toEqual([
    302,
    `/settings/integrations/salesforce/connect/${attemptId}`,
  ]);
  const { body } = await call('ines', 'GET', `/v1/salesforce/attempts/${attemptId}`);
  expect(body).toMatchObject({ state: 'refused', problem: { fact: expect.any(String) } });
});

it('ends on a page that says what to do when what comes back belongs to no attempt', async () => {
  const unknown = { code: 'x', state: '<script>alert(1)</script>', error_description: '<script>' };
  const back = await comeBack(new URLSearchParams(unknown), 'care_connect_attempt=nothing');
  const page = await back.text();

  expect(back.status).toBe(400);
  expect(back.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page).toContain('Start again from Care.');
  expect(page).not.toContain('<script>');
});

it('lets agents connect themselves to an org, and no more', async () => {
  expect(await begin('jonas')).toMatchObject({ status: 403, body: { code: 'PERMISSION_MISSING' } });
  const { connections } = (await call('jonas', 'GET', '/v1/salesforce/connections')).body;
  const { id } = connections[0]!;
  expect((await begin('jonas', id)).status).toBe(201);
  const mode = { mode: 'bidirectional' };
  const path = `/v1/salesforce/connections/${id}/status-sync`;
  expect(await call('jonas', 'PUT', path, mode)).toMatchObject({ status: 403 });
  expect(await call('ines', 'PUT', path, mode)).toMatchObject({
    status: 200,
    body: { connection: { statusSync: 'bidirectional' } },
  });
  const link = `/v1/salesforce/connections/${id}/identity-links/005000000000001AAA`;
  expect(await call('jonas', 'PUT', link, { agentId: account.agents.jonas })).toMatchObject({ status: 403 });
  expect(await call('ines', 'PUT', link, { agentId: account.agents.jonas })).toMatchObject({ status: 204 });
  expect(
    await call('ines', 'PUT', link, { agentId: account.accountId.replace('acct', 'agent') }),
  ).toMatchObject({ status: 422, body: { code: 'AGENT_UNKNOWN' } });
});

it('takes a case from the customer’s message to the Salesforce case', async () => {
  const caseId = await customerWrites('My parcel is lost');
  const path = `/v1/cases/${caseId}/salesforce`;
  expect(await call('jonas', 'GET', path)).toMatchObject({
    status: 200,
    body: { contact: null, escalations: [], blocked: { code: 'CONTACT_LINK_REQUIRED' } },
  });
  const made = await call('jonas', 'POST', `${path}/contacts`, {
    fields: { LastName: 'Berg' },
  });
  expect(made).toMatchObject({ status: 201, body: { contact: { name: 'Berg' } } });
  const form = await call('jonas', 'GET', `${path}/case-form`);
  expect(form).toMatchObject({
    status: 200,
    body: { actingUser: 'Ines Okafor', because: expect.stringContaining('you are'), messages: 1 },
  });
  const escalated = await call('jonas', 'POST', `${path}/cases`, { fields: { Subject: 'A lost parcel' } });

  expect(escalated).toMatchObject({
    status: 201,
    body: { escalation: { state: 'created', object: 'Case', recordId: expect.stringMatching(/^500/) } },
  });
  const admin = org.core.users.byUsername('ines.okafor@acme.example')!;
  const record = await org.core.records.get(admin, escalated.body.escalation.recordId);
  expect(record?.fields).toMatchObject({
    Subject: 'A lost parcel',
    Description: 'My parcel is lost',
    ContactId: made.body.contact.id,
    Origin: 'Social',
    Care_Case_Id__c: caseId,
  });
  expect(await call('jonas', 'GET', path)).toMatchObject({
    body: { blocked: { code: 'ALREADY_ESCALATED' }, contact: { id: made.body.contact.id } },
  });
});

it('maps the cases of the org by its contract, from the list to the version that was rolled back', async () => {
  const [connection] = (await call('ines', 'GET', '/v1/salesforce/connections')).body.connections;
  const root = `/v1/salesforce/connections/${connection!.id}`;
  const ofCase = `${root}/mappings/Case/Master`;
  const caseId = await customerWrites('Where is my order?');
  const subject = { field: 'Subject', source: { kind: 'template', template: 'From {brand_name}' } };

  expect(await call('ines', 'GET', `${root}/mappings?again=true`)).toMatchObject({
    status: 200,
    body: { unavailable: null, reading: { readAs: { username: 'ines.okafor@acme.example' } } },
  });
  for (const object of ['Case', 'Contact', 'Lead', 'Account']) {
    expect((await call('ines', 'GET', `${root}/mappings/${object}/Master`)).status).toBe(200);
  }
  const draft = { fields: [subject] };
  expect(await call('ines', 'POST', `${ofCase}/preview`, { ...draft, caseId, recent: true })).toMatchObject({
    status: 200,
    body: { problems: [], rows: expect.arrayContaining([expect.objectContaining({ field: 'Subject' })]) },
  });
  expect(await call('ines', 'PUT', ofCase, { ...draft, base: 0 })).toMatchObject({
    status: 200,
    body: { saved: { version: 1, author: { id: account.agents.ines } } },
  });
  expect(await call('ines', 'PUT', ofCase, { ...draft, base: 0 })).toMatchObject({
    status: 409,
    body: { code: 'MAPPING_CHANGED' },
  });
  expect((await call('ines', 'PUT', `${root}/mappings/Case`, { recordType: 'Master' })).status).toBe(204);
  expect((await call('ines', 'POST', `${ofCase}/versions/0/roll-back`, { base: 1 })).status).toBe(200);
  expect(await call('ines', 'GET', `${ofCase}/versions`)).toMatchObject({
    status: 200,
    body: { versions: [{ version: 2, origin: 'rolled_back', rolledBackTo: 0 }, { version: 1 }] },
  });
  expect((await call('ines', 'GET', `${ofCase}/versions/2?against=0`)).body).toMatchObject({ changes: [] });
  expect((await call('ines', 'GET', `${ofCase}/suggestion`)).status).toBe(200);
  expect((await call('ines', 'GET', `${root}/external-ids/Case`)).status).toBe(200);
  const file = await call('ines', 'GET', `${root}/mapping-file`);
  expect(await call('ines', 'POST', `${root}/mapping-file`, { file: file.body })).toMatchObject({
    status: 200,
    body: { mappings: [{ missing: null, problems: [], version: null }] },
  });
  expect((await call('jonas', 'GET', ofCase)).status).toBe(403);
});

async function customerWrites(text: string): Promise<string> {
  const id = randomBytes(6).toString('hex');
  const at = new Date();
  const customer = { id, handle: 'maya', name: 'Maya' };
  const body = JSON.stringify({ id, customer, kind: 'direct_message', text, sentAt: at.toISOString() });
  const response = await fetch(`${base}/v1/channels/${account.profileId}/messages`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(account.signingSecret).sign(id, at, body),
    },
  });
  return ((await response.json()) as { caseId: string }).caseId;
}
