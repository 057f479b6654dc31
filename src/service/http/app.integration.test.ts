import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../api/index.ts';
import { ProblemBody } from '../../api/problems.ts';
import { createTicket } from '../care/sign-in.ts';
import type { RunningService } from '../main.ts';
import { createTestDatabase, type TestDatabase } from '../storage/testing/create-test-database.ts';
import { type SeededAccount, seedAccount } from '../testing/seed-account.ts';
import { startTestService } from '../testing/start-test-service.ts';

let database: TestDatabase;
let service: RunningService;
let mine: SeededAccount;
let theirs: SeededAccount;
let base: string;
let cookie: string;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService(database);
  base = `http://127.0.0.1:${service.address.port}`;
  mine = await seedAccount(service.parts.services.db, service.parts.vault);
  theirs = await seedAccount(service.parts.services.db, service.parts.vault);
  cookie = await signIn(mine, 'jonas');
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

async function signIn(account: SeededAccount, who: 'ines' | 'jonas' | 'priya'): Promise<string> {
  const ticket = await createTicket(service.parts.signIn, account.accountId, account.agents[who]);
  const response = await fetch(`${base}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  expect(response.status).toBe(201);
  const again = await fetch(`${base}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ticket }),
  });
  expect(again.status).toBe(401);
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(base + path, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

function customerWrites(
  account: SeededAccount,
  text: string,
  options: { id?: string; secret?: string; at?: Date; customer?: string } = {},
) {
  const id = options.id ?? randomBytes(6).toString('hex');
  const at = options.at ?? new Date();
  const body = JSON.stringify({
    id,
    customer: { id: options.customer ?? `c-${account.accountId}`, handle: 'maya', name: 'Maya' },
    kind: 'public_reply',
    text,
    sentAt: new Date().toISOString(),
  });
  return fetch(`${base}/v1/channels/${account.profileId}/messages`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(options.secret ?? account.signingSecret).sign(id, at, body),
    },
  });
}

async function aCase(account = mine): Promise<string> {
  const response = await customerWrites(account, 'Hello', { customer: randomBytes(6).toString('hex') });
  return ((await response.json()) as { caseId: string }).caseId;
}

test('health and readiness answer JSON', async () => {
  expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ status: 'ok' });
  expect(await (await fetch(`${base}/readyz`)).json()).toEqual({
    status: 'ready',
    checks: { database: 'ok' },
  });
});

describe('a customer’s message', () => {
  test('is taken once, by its signature', async () => {
    const first = await customerWrites(mine, 'Hi', { id: 'once' });
    const second = await customerWrites(mine, 'Hi', { id: 'once' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(await second.json()).toMatchObject({
      duplicate: true,
      caseId: ((await first.json()) as { caseId: string }).caseId,
    });
  });

  test.each([
    ['another profile’s secret', () => customerWrites(mine, 'Hi', { secret: theirs.signingSecret })],
    ['a timestamp ten minutes old', () => customerWrites(mine, 'Hi', { at: new Date(Date.now() - 600_000) })],
  ])('is refused with %s', async (_name, send) => {
    const response = await send();
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'CHANNEL_SIGNATURE_INVALID' });
  });
});

test('a reply with one Idempotency-Key is sent once, and another body with it is refused', async () => {
  const caseId = await aCase();
  await call('PUT', `/v1/cases/${caseId}/assignee`, { agentId: mine.agents.jonas });
  const send = (text: string) =>
    call(
      'POST',
      `/v1/cases/${caseId}/replies`,
      { kind: 'public_reply', text },
      { 'idempotency-key': `reply-${caseId}` },
    );
  const [one, two] = await Promise.all([send('On its way'), send('On its way')]);

  expect([one.status, two.status]).toEqual([201, 201]);
  expect(((await one.json()) as { entry: { id: string } }).entry.id).toBe(
    ((await two.json()) as { entry: { id: string } }).entry.id,
  );
  expect(await (await send('Something else')).json()).toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
    status: 422,
  });
});

test('text that no database holds is kept as near as it can be, wherever it is sent', async () => {
  const caseId = await aCase();
  const labels = ['half \ud83d', 'nothing \u0000', 'whole 😞'];

  const kept = await call('PUT', `/v1/cases/${caseId}/properties`, { labels });
  const searched = await call('GET', '/v1/cases?view=latest&search=%00');

  expect(kept.status).toBe(200);
  expect(((await kept.json()) as { labels: string[] }).labels).toEqual([
    'half \uFFFD',
    'nothing \uFFFD',
    'whole 😞',
  ]);
  expect(searched.status).toBe(200);
});

test('problems carry code, fact and remedy as RFC 9457', async () => {
  const caseId = await aCase();
  const response = await call('POST', `/v1/cases/${caseId}/replies`, { kind: 'public_reply', text: 'x' });
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const problem = ProblemBody.parse(await response.json());
  expect(problem).toMatchObject({
    type: 'urn:care:problem:reply-not-assigned',
    status: 403,
    code: 'REPLY_NOT_ASSIGNED',
  });
  expect(problem.remedy).not.toBe('');
});

test('a write from another site is refused even with the cookie', async () => {
  const caseId = await aCase();
  const response = await call(
    'PUT',
    `/v1/cases/${caseId}/status`,
    { status: 'spam' },
    { 'sec-fetch-site': 'cross-site' },
  );
  expect(await response.json()).toMatchObject({ code: 'CROSS_SITE_REQUEST' });
});

test('every operation on a case answers that another account’s case is not there', async () => {
  const foreign = await aCase(theirs);
  const served = new Set(service.parts.app.printRoutes({ commonPrefix: false }).match(/:caseId[^\s(]*/g));
  const onCases = Object.values(ENDPOINTS).filter(
    (each) => each.path.startsWith('/v1/cases/:caseId') && !each.path.includes('/salesforce'),
  );
  expect(onCases.length).toBeGreaterThan(8);
  expect(served.size).toBeGreaterThan(0);
  const bodies: Record<string, unknown> = {
    replies: { kind: 'public_reply', text: 'x' },
    notes: { text: 'x' },
    status: { status: 'done' },
    priority: { priority: 'low' },
    assignee: { agentId: mine.agents.jonas },
    draft: { mode: 'note', text: 'x', inReplyTo: null },
  };
  for (const { method, path } of onCases) {
    const response = await call(
      method,
      path.replace(':caseId', foreign),
      method === 'GET' ? undefined : bodies[path.split('/').at(-1)!],
    );
    expect(response.status, `${method} ${path}`).toBe(404);
  }
});

test('a watcher hears each event of the case once and in order, also what came before it', async () => {
  const caseId = ((await (await customerWrites(mine, 'Hello')).json()) as { caseId: string }).caseId;
  const before = (await (await call('GET', `/v1/cases/${caseId}`)).json()) as { case: { seq: number } };
  await customerWrites(mine, 'One more');
  const stop = new AbortController();
  const response = await fetch(`${base}/v1/live?caseId=${caseId}&after=${before.case.seq}`, {
    headers: { cookie },
    signal: stop.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (count: number) => {
    while ((text.match(/^event: case$/gm) ?? []).length < count) text += (await reader.read()).value ?? '';
  };
  await until(1);
  await call('PUT', `/v1/cases/${caseId}/priority`, { priority: 'high' });
  await customerWrites(mine, 'And one');
  await until(3);
  // What there is to say of cases changes under every one that is looked at.
  const field = { name: 'Warranty', type: 'text' };
  const added = await call('POST', '/v1/case-fields', field, { cookie: await signIn(mine, 'ines') });
  expect(added.status).toBe(201);
  while (!text.includes('event: notice')) text += (await reader.read()).value ?? '';
  expect(text).toContain(`event: notice\ndata: {"caseId":"${caseId}"`);
  stop.abort();
  const events = [...text.matchAll(/^event: case\ndata: (.*)$/gm)].map(
    (match) => JSON.parse(match[1]!) as { seq: number; type: string },
  );
  expect(events.map((event) => event.type)).toEqual(['message_added', 'case_changed', 'message_added']);
  expect(events.map((event) => event.seq)).toEqual([1, 2, 3].map((step) => before.case.seq + step));
});

test('pages that are not built say so, and nobody may frame what answers', async () => {
  const response = await fetch(`${base}/desk`);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: 'WEB_APPS_NOT_BUILT' });
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('a frame address nobody was given is not there', async () => {
  expect((await fetch(`${base}/embed/unknown`)).status).toBe(404);
});

test('a person who asks too often is told to wait, and others at the same address are not', async () => {
  const [greedy, calm] = [await signIn(mine, 'priya'), await signIn(mine, 'ines')];
  const { app } = service.parts;
  const asks = (who: string) => app.inject({ url: '/v1/session', headers: { cookie: who } });
  const answers = await Promise.all(Array.from({ length: 1_201 }, () => asks(greedy)));
  const refused = answers.filter(({ statusCode }) => statusCode !== 200);
  expect(refused.map(({ statusCode }) => statusCode)).toEqual([429]);
  expect(refused[0]!.json()).toMatchObject({ code: 'RATE_LIMITED' });
  expect(Number(refused[0]!.headers['retry-after'])).toBeGreaterThan(0);
  expect((await asks(calm)).statusCode).toBe(200);
});
