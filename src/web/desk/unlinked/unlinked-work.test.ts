// @vitest-environment node
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, startFakeCare } from '../../clients/testing/fake-care.ts';
import { createUnlinkedStore, type UnlinkedStore } from './unlinked-store.ts';
import { createUnlinkedWork, type UnlinkedWork } from './unlinked-work.ts';

const ALL = Array.from({ length: 45 }, (_, at) => ({ id: `case_${at}`, customer: { name: `Ana ${at}` } }));

let care: FakeCare;
let store: UnlinkedStore;
let work: UnlinkedWork;

beforeEach(() => {
  care = startFakeCare();
  care.use(
    http.get(`${ORIGIN}/v1/salesforce/cases-without-contact`, ({ request }) => {
      const { searchParams } = new URL(request.url);
      const found = ALL.filter(({ customer }) => customer.name.includes(searchParams.get('search') ?? ''));
      const from = Number(searchParams.get('cursor') ?? 0);
      const to = from + Number(searchParams.get('limit') ?? 20);
      const nextCursor = to < found.length ? String(to) : null;
      return HttpResponse.json({ cases: found.slice(from, to), nextCursor, total: found.length });
    }),
    http.get(`${ORIGIN}/v1/cases/:caseId/salesforce/suggested-contacts`, () =>
      HttpResponse.json({ contacts: [] }),
    ),
  );
  store = createUnlinkedStore();
  work = createUnlinkedWork(createApiClient({ fetch: care.fetch, retryDelaysMs: [] }), store);
});
afterEach(() => work.end());
const lists = () => care.requests('GET', '/cases-without-contact').length;

test('what is being typed is searched for although a case moves meanwhile', async () => {
  await work.load();
  work.search('Ana 44');
  work.moved();
  await expect.poll(() => store.getState().cases.map(({ id }) => id)).toEqual(['case_44']);
});

test('a case that moves leaves as many on the page as were asked for', async () => {
  await work.load();
  await work.more();
  expect(store.getState().cases).toHaveLength(40);
  const before = lists();
  work.moved();
  await expect.poll(lists).toBe(before + 1);
  await expect.poll(() => store.getState().nextCursor).toBe('40');
  expect(store.getState().cases).toHaveLength(40);
});

test('looks again in an account where a case moves all the time', async () => {
  await work.load();
  const before = lists();
  const moving = setInterval(() => work.moved(), 50);
  try {
    await expect.poll(lists, { timeout: 3_000 }).toBeGreaterThan(before);
  } finally {
    clearInterval(moving);
  }
});
