import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SimulatedOrg } from '../core.ts';
import type { Org } from '../org.ts';
import { ADMIN, type Api, connectApi, startTestOrg } from '../test-client.ts';

let org: SimulatedOrg;
let api: Api;
beforeAll(async () => {
  org = await startTestOrg();
  api = await connectApi(org);
});
afterAll(() => org.stop());
afterEach(() => org.core.control.clearFaults());

const control = (path: string, init: RequestInit = {}) =>
  fetch(`${org.url}/__simulator${path}`, {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
const countCases = async () =>
  (await api('GET', '/query?q=SELECT+COUNT()+FROM+Case')).body.totalSize as number;

test('a fault refuses the nth call of its operation, as often as asked for', async () => {
  org.core.control.addFault({ operation: 'create', code: 'REQUEST_LIMIT_EXCEEDED', nth: 2, times: 2 });
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++) statuses.push((await api('POST', '/sobjects/Case', { Subject: 'x' })).status);
  expect(statuses).toEqual([201, 403, 403, 201]);
});

test('a fault of other operations leaves a call alone', async () => {
  org.core.control.addFault({ operation: 'query', code: 'SERVER_UNAVAILABLE', times: null });
  expect((await api('POST', '/sobjects/Case', { Subject: 'x' })).status).toBe(201);
  expect((await api('GET', '/query?q=SELECT+Id+FROM+Case')).body[0].errorCode).toBe('SERVER_UNAVAILABLE');
});

test('single rows of a collection can be made to fail', async () => {
  org.core.control.addFault({ operation: 'collections-create', code: 'UNABLE_TO_LOCK_ROW', rows: [1] });
  const row = { attributes: { type: 'Contact' }, LastName: 'Row' };
  const { body } = await api('POST', '/composite/sobjects', { records: [row, row, row] });
  expect(body.map(({ success }: { success: boolean }) => success)).toEqual([true, false, true]);
  expect(body[1].errors[0].statusCode).toBe('UNABLE_TO_LOCK_ROW');
});

test('a connection cut before the work leaves nothing behind, one cut after it leaves the record', async () => {
  const before = await countCases();
  org.core.control.addFault({ operation: 'create', drop: 'before' });
  await expect(api('POST', '/sobjects/Case', { Subject: 'never' })).rejects.toThrow();
  expect(await countCases()).toBe(before);
  org.core.control.addFault({ operation: 'create', drop: 'after' });
  await expect(api('POST', '/sobjects/Case', { Subject: 'silent' })).rejects.toThrow();
  expect(await countCases()).toBe(before + 1);
});

test('the second of two overlapping writes on one parent cannot lock it', async () => {
  const parent = (await api('POST', '/sobjects/Case', { Subject: 'parent' })).body.id as string;
  const write = () => api('POST', '/sobjects/Care_Message__c', { Case__c: parent, Body__c: 'x' });
  const release = await (org.core as Org).locks.acquire([parent], 0);
  org.core.control.lockWaitMs = 0;
  const second = await write();
  expect([second.status, second.body[0].errorCode]).toEqual([400, 'UNABLE_TO_LOCK_ROW']);
  expect(second.body[0].message).toContain(parent);
  release();
  org.core.control.lockWaitMs = 10_000;
  expect((await write()).status).toBe(201);
});

test('a write waits for a lock that is given back in time', async () => {
  const parent = (await api('POST', '/sobjects/Case', { Subject: 'parent' })).body.id as string;
  org.core.control.addFault({ operation: 'create', latencyMs: 50 });
  const replies = await Promise.all(
    ['a', 'b', 'c'].map((body) =>
      api('POST', '/sobjects/Care_Message__c', { Case__c: parent, Body__c: body }),
    ),
  );
  expect(replies.map(({ status }) => status)).toEqual([201, 201, 201]);
});

test('every request under /services/data is counted with its operation, user, client and records', async () => {
  org.core.control.clearCalls();
  const row = { attributes: { type: 'Contact' }, LastName: 'Logged' };
  await api('POST', '/composite/sobjects', { records: [row, row] }, { 'Sforce-Call-Options': 'client=Care' });
  await api('GET', '/nope');
  expect(org.core.control.apiCallCount()).toBe(2);
  expect(org.core.control.calls()).toMatchObject([
    {
      kind: 'api',
      operation: 'collections-create',
      username: ADMIN,
      client: 'Care',
      records: 2,
      status: 200,
      errorCode: null,
    },
    { kind: 'api', operation: 'unknown', status: 404, errorCode: 'NOT_FOUND' },
  ]);
  const summary = (await (await control('/calls')).json()) as {
    apiCalls: number;
    byOperation: Record<string, number>;
  };
  expect(summary).toMatchObject({ apiCalls: 2, byOperation: { 'api:collections-create': 1 } });
});

test('faults and records can be reached over HTTP, on loopback and not from a page', async () => {
  const added = await control('/faults', {
    method: 'POST',
    body: JSON.stringify({ operation: 'limits', code: 'UNKNOWN_EXCEPTION' }),
  });
  expect(added.status).toBe(201);
  expect((await api('GET', '/limits')).status).toBe(500);
  const made = await control(`/records?as=${ADMIN}&object=Case`, {
    method: 'POST',
    body: JSON.stringify({ Subject: 'by hand' }),
  });
  const { id } = (await made.json()) as { id: string };
  await control(`/records/${id}?as=${ADMIN}`, {
    method: 'PATCH',
    body: JSON.stringify({ Status: 'Working' }),
  });
  const record = (await (await control(`/records/${id}?as=${ADMIN}`)).json()) as {
    fields: Record<string, unknown>;
  };
  expect(record.fields.Status).toBe('Working');
  expect((await control('/calls', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
});

test('a Trusted URL is switched off and on as an admin would', async () => {
  const switchTo = (isActive: unknown, name = 'Care_Service') =>
    control(`/trusted-urls/${name}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ isActive }),
    });
  const careUrl = 'http://127.0.0.1:4400';
  expect(org.core.trustedUrls.frameSources('LEX')).toEqual([careUrl]);
  expect(org.core.trustedUrls.frameSources('VisualForce')).toEqual([careUrl]);
  expect((await switchTo(false)).status).toBe(204);
  expect(org.core.trustedUrls.frameSources('LEX')).toEqual([]);
  expect(await (await control('/trusted-urls')).json()).toMatchObject([
    { name: 'Care_Service', isActive: false },
  ]);
  expect((await switchTo(true)).status).toBe(204);
  expect((await switchTo('yes')).status).toBe(400);
  expect((await switchTo(true, 'Nothing')).status).toBe(400);
});

test('Visualforce has an origin of its own, where nothing else of the org is', async () => {
  const { url, visualforceUrl } = (await (await control('/org')).json()) as Record<string, string>;
  expect(url).toBe(org.url);
  expect(visualforceUrl).toBe(org.visualforceUrl);
  expect(new URL(visualforceUrl ?? '').hostname).toBe(new URL(org.url).hostname);
  expect(visualforceUrl).not.toBe(org.url);
  for (const path of ['/services/data', '/login', '/__simulator/org', '/lightning/o/Case/list'])
    expect((await fetch(`${visualforceUrl}${path}`)).status, path).toBe(404);
});

test('the pages can be given a form of their own', async () => {
  const withPages = await startTestOrg({
    pages: (app, core) => {
      app.post('/lightning/echo', async (request) => ({
        user: core.userFromRequest(request)?.username ?? null,
        body: request.body,
      }));
    },
  });
  const reply = await fetch(`${withPages.url}/lightning/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=1',
  });
  expect(await reply.json()).toEqual({ user: null, body: { a: '1' } });
  await withPages.stop();
});

test('a taken port refuses the start and leaves nothing open', async () => {
  await expect(startTestOrg({ port: Number(new URL(org.url).port) })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});
