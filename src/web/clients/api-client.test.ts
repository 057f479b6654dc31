import { delay, HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { createApiClient } from './api-client.ts';
import { CASE_ID, type FakeCare, ORIGIN, problem, startFakeCare } from './testing/fake-care.ts';

let care: FakeCare;
beforeEach(() => {
  care = startFakeCare();
});

const params = { caseId: CASE_ID };
const client = (options: Parameters<typeof createApiClient>[0] = {}) =>
  createApiClient({ fetch: care.fetch, retryDelaysMs: [1, 1], ...options });

test('fills the path and the query and gives back what was answered', async () => {
  const opened = await client().call('GET /v1/cases/:caseId', { params, query: { entries: 60 } });
  expect(opened.case.id).toBe(CASE_ID);
  expect(care.asked[0]?.path).toBe(`/v1/cases/${CASE_ID}`);
});

test('sends the bearer token, and no cookie with it', async () => {
  const seen: RequestInit[] = [];
  const api = client({
    token: { current: () => 'abc', renew: async () => false },
    fetch: (input, init) => {
      seen.push(init ?? {});
      return care.fetch(input, init);
    },
  });
  await api.call('GET /v1/cases/:caseId', { params, query: {} });
  expect(care.asked[0]?.bearer).toBe('Bearer abc');
  expect(seen[0]?.credentials).toBe('omit');
});

test('gets another token after a 401 and sends the same request again, once', async () => {
  care.validToken = 'new';
  let current = 'old';
  let renewals = 0;
  const token = {
    current: () => current,
    renew: async () => {
      renewals += 1;
      current = 'new';
      return true;
    },
  };
  const opened = await client({ token }).call('GET /v1/cases/:caseId', { params, query: {} });
  expect(opened.case.id).toBe(CASE_ID);
  expect(renewals).toBe(1);
  care.validToken = 'never';
  await expect(client({ token }).call('GET /v1/cases/:caseId', { params, query: {} })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
    status: 401,
  });
});

test('gives every POST a key of its own, unless the caller has one', async () => {
  const api = client();
  const body = { kind: 'public_reply', text: 'Hello' } as const;
  await api.call('POST /v1/cases/:caseId/replies', { params, body });
  await api.call('POST /v1/cases/:caseId/replies', { params, body });
  await api.call('POST /v1/cases/:caseId/replies', { params, body }, { idempotencyKey: 'mine' });
  const keys = care.requests('POST', '/replies').map((one) => one.key);
  expect(new Set(keys).size).toBe(3);
  expect(keys[0]).toMatch(/^[\w-]{20,}$/);
  expect(keys[2]).toBe('mine');
});

test('turns a problem document into an error with code, fact, remedy and fields', async () => {
  const errors = [{ path: 'text', fact: 'Too long.' }];
  care.use(
    http.put(`${ORIGIN}/v1/cases/:id/status`, () =>
      problem(409, 'CASE_OPEN_ELSEWHERE', 'There is one.', { errors }),
    ),
  );
  await expect(
    client().call('PUT /v1/cases/:caseId/status', { params, body: { status: 'open' } }),
  ).rejects.toMatchObject({
    code: 'CASE_OPEN_ELSEWHERE',
    fact: 'There is one.',
    remedy: 'Do this.',
    errors,
    passing: false,
  });
});

test.each([
  ['a page of HTML', () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })],
  ['a document of another shape', () => HttpResponse.json({ code: 7 }, { status: 500 })],
])('says so when the answer is %s', async (_name, answer) => {
  care.use(http.put(`${ORIGIN}/v1/cases/:id/status`, answer));
  await expect(
    client().call('PUT /v1/cases/:caseId/status', { params, body: { status: 'open' } }),
  ).rejects.toMatchObject({ code: 'CARE_ANSWER_UNREADABLE' });
});

test('asks again for a GET that got no answer', async () => {
  let tries = 0;
  care.use(
    http.get(`${ORIGIN}/v1/views`, () => {
      tries += 1;
      return tries < 3 ? HttpResponse.error() : HttpResponse.json({ views: [] });
    }),
  );
  await expect(client().call('GET /v1/views', {})).resolves.toEqual({ views: [] });
});

test('never repeats a write by itself', async () => {
  let tries = 0;
  care.use(
    http.post(`${ORIGIN}/v1/cases/:id/replies`, () => {
      tries += 1;
      return HttpResponse.error();
    }),
  );
  const reply = { params, body: { kind: 'comment', text: 'Hello' } } as const;
  await expect(client().call('POST /v1/cases/:caseId/replies', reply)).rejects.toMatchObject({
    code: 'CARE_UNREACHABLE',
    passing: true,
  });
  expect(tries).toBe(1);
});

test('gives up on an answer that does not come', async () => {
  care.use(
    http.put(`${ORIGIN}/v1/cases/:id/status`, async () => {
      await delay('infinite');
      return undefined;
    }),
  );
  const api = client({ timeoutMs: 20 });
  await expect(
    api.call('PUT /v1/cases/:caseId/status', { params, body: { status: 'open' } }),
  ).rejects.toMatchObject({ code: 'CARE_TIMEOUT' });
});

test('leaves an aborted call to its caller', async () => {
  const aborting = new AbortController();
  const call = client().call('GET /v1/views', {}, { signal: aborting.signal });
  aborting.abort(new Error('no longer wanted'));
  await expect(call).rejects.toThrow('no longer wanted');
});
