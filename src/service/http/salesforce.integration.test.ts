import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SimulatedOrg } from '../../simulator/core.ts';
import { startTestOrg } from '../../simulator/test-client.ts';
import { createTicket } from '../care/sign-in.ts';
import type { RunningService } from '../main.ts';
import { walkSignIn } from '../salesforce/testing/walk-sign-in.ts';
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
  authorizeUrl: string;
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

it('connects an org by the way a browser takes', async () => {
  const started = await begin('ines');
  expect(started.status).toBe(201);
  const setCookie = started.headers.get('set-cookie')!;
  expect(setCookie).toMatch(/^care_connect=\S+; Path=\/v1\/salesforce\/callback; HttpOnly; SameSite=Lax;/);
  const query = await walkSignIn(started.body.authorizeUrl, 'ines.okafor@acme.example');
  const back = await comeBack(query, setCookie.split(';')[0]!);

  expect([back.status, back.headers.get('location')]).toEqual([302, '/desk?salesforce=connected']);
  const { connections } = (await call('jonas', 'GET', '/v1/salesforce/connections')).body;
  expect(connections).toMatchObject([{ orgId: org.orgId, state: 'connected', setup: [] }]);
});

it('ends on a page that says what to do when it cannot be finished', async () => {
  const started = await begin('ines');
  const query = await walkSignIn(started.body.authorizeUrl, 'ines.okafor@acme.example');
  query.set('error_description', '<script>alert(1)</script>');
  const back = await comeBack(query, 'care_connect=nothing');
  const page = await back.text();

  expect(back.status).toBe(400);
  expect(back.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(page).toContain('Start again from Care.');
  expect(page).not.toContain('<script>');
});

it('lets agents connect themselves to an org, and no more', async () => {
  expect(await begin('jonas')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
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
    firstName: 'Maya',
    lastName: 'Berg',
    email: 'maya@example.com',
    phone: null,
  });
  expect(made).toMatchObject({ status: 201, body: { contact: { name: 'Maya Berg' } } });
  const form = await call('jonas', 'GET', `${path}/case-form`);
  expect(form).toMatchObject({ status: 200, body: { actingUser: 'Ines Okafor', messages: 1 } });
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
