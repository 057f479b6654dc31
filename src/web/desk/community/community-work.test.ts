import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CommunityMessageShape } from '../../../api/community.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { formField } from '../testing/form-field.ts';
import { type CommunityStore, createCommunityStore, hasUnsavedRecord } from './community-store.ts';
import { type CommunityWork, createCommunityWork } from './community-work.ts';
import { madeUpMessage, madeUpRecord } from './testing/made-up-message.ts';

const ID = madeUpMessage().id;
const BASE = `${ORIGIN}/v1/community/messages`;

let care: FakeCare;
let store: CommunityStore;
let work: CommunityWork;
let now: CommunityMessageShape;
let signedOut: number;
let went: string[];

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' });
  care = startFakeCare();
  now = madeUpMessage();
  signedOut = 0;
  went = [];
  care.use(
    http.get(BASE, ({ request }) => {
      const query = new URL(request.url).searchParams;
      if (query.get('search') === 'nobody') return HttpResponse.json({ messages: [], nextCursor: null });
      const further = query.get('cursor') !== null;
      return HttpResponse.json({
        messages: [further ? madeUpMessage({ id: 'cmsg_2' }) : now],
        nextCursor: further ? null : now.id,
      });
    }),
    http.get(`${BASE}/${ID}`, () => HttpResponse.json({ message: now, connection: null })),
    http.get(`${BASE}/${ID}/form`, () =>
      HttpResponse.json({ fields: [formField()], actingUser: 'Ines', because: null }),
    ),
    http.post(`${BASE}/${ID}/records`, () => {
      now = madeUpMessage({ records: [madeUpRecord()] });
      return HttpResponse.json({ record: madeUpRecord() }, { status: 201 });
    }),
  );
  store = createCommunityStore();
  work = createCommunityWork({
    api: createApiClient({ fetch: care.fetch, retryDelaysMs: [] }),
    store,
    signedOut: () => (signedOut += 1),
    goTo: (address) => went.push(address),
    lookEveryMs: 20,
  });
});
afterEach(() => {
  work.end();
  vi.unstubAllGlobals();
});
const state = () => store.getState();
const created = () => care.requests('POST', '/records');

test('shows what has come, a page at a time, and what comes later without being asked', async () => {
  await work.refresh();
  expect(state()).toMatchObject({ load: { status: 'ready' }, rows: [{ id: ID }] });
  await work.loadMore();
  expect(state().rows.map(({ id }) => id)).toEqual([ID, 'cmsg_2']);
  now = madeUpMessage({ text: 'Changed since' });
  await vi.waitFor(() => expect(state().rows[0]?.text).toBe('Changed since'));
});

test('searches, and says when nothing has the words', async () => {
  await work.refresh();
  work.search(' nobody ');
  await vi.waitFor(() =>
    expect(state()).toMatchObject({ search: 'nobody', rows: [], load: { status: 'ready' } }),
  );
});

test('says why the list did not come, and tells whoever has to know that the session is over', async () => {
  care.use(http.get(BASE, () => problem(403, 'PERMISSION_MISSING')));
  await work.refresh();
  expect(state().load).toMatchObject({ status: 'failed', problem: { code: 'PERMISSION_MISSING' } });
  care.use(http.get(BASE, () => problem(401, 'UNAUTHENTICATED')));
  await work.refresh();
  await vi.waitFor(() => expect(signedOut).toBeGreaterThan(0));
});

test('says why a message did not come', async () => {
  care.use(http.get(`${BASE}/${ID}`, () => problem(404, 'NOT_FOUND')));
  await work.show(ID);
  expect(state()).toMatchObject({
    open: null,
    openLoad: { status: 'failed', problem: { code: 'NOT_FOUND' } },
  });
});

test('the form goes out with what was changed, and the record shows where the message is', async () => {
  await work.refresh();
  await work.show(ID);
  await work.prepare('Case', false);
  state().edited('Subject', 'Torn seam, order');
  expect(hasUnsavedRecord(state())).toBe(true);
  expect(await work.submit()).toBe(true);
  expect(created()[0]?.body).toEqual({
    object: 'Case',
    fields: { Subject: 'Torn seam, order' },
    another: false,
  });
  expect(hasUnsavedRecord(state())).toBe(false);
  expect(state()).toMatchObject({
    making: { status: 'done', record: { number: '00001001' } },
    open: { message: { records: [{ number: '00001001' }] } },
  });
  expect(state().rows[0]?.records).toHaveLength(1);
});

test('nothing goes out while a field needs mending', async () => {
  await work.show(ID);
  await work.prepare('Case', false);
  state().edited('Subject', '');
  expect(await work.submit()).toBe(false);
  expect(created()).toEqual([]);
});

test('pressing again after a lost answer is the same record; after a refusal it is another try', async () => {
  await work.show(ID);
  await work.prepare('Case', false);
  const answer = http.post(`${BASE}/${ID}/records`, () => HttpResponse.error(), { once: true });
  care.use(answer);
  await work.submit();
  expect(state().making).toMatchObject({ status: 'editing', problem: { code: 'CARE_UNREACHABLE' } });
  care.use(http.post(`${BASE}/${ID}/records`, () => problem(422, 'SALESFORCE_REFUSED'), { once: true }));
  await work.submit();
  await work.submit();
  const [first, second, third] = created().map(({ key }) => key);
  expect(first).toBe(second);
  expect(second).not.toBe(third);
});

test('a form that did not come says so, and another message begins without it', async () => {
  care.use(http.get(`${BASE}/${ID}/form`, () => problem(409, 'SALESFORCE_RECONNECT_NEEDED')));
  await work.show(ID);
  await work.prepare('Lead', true);
  expect(state()).toMatchObject({
    object: 'Lead',
    another: true,
    making: { status: 'failed', problem: { code: 'SALESFORCE_RECONNECT_NEEDED' } },
  });
  await work.show(null);
  expect(state()).toMatchObject({
    messageId: null,
    open: null,
    another: false,
    making: { status: 'closed' },
  });
});

test('an expired connection is mended in Salesforce', async () => {
  const connection = { id: 'conn_1', environment: 'sandbox' };
  care.use(
    http.get(`${BASE}/${ID}`, () => HttpResponse.json({ message: now, connection })),
    http.post(`${ORIGIN}/v1/salesforce/connections`, () =>
      HttpResponse.json({ authorizeUrl: 'https://acme.example/authorize' }, { status: 201 }),
    ),
  );
  await work.show(ID);
  await work.reconnect();
  expect(care.requests('POST', '/connections')[0]?.body).toEqual({
    environment: 'sandbox',
    connectionId: 'conn_1',
  });
  expect(went).toEqual(['https://acme.example/authorize']);
  care.use(http.post(`${ORIGIN}/v1/salesforce/connections`, () => problem(403, 'PERMISSION_MISSING')));
  await work.reconnect();
  expect(state().reconnectProblem).toMatchObject({ code: 'PERMISSION_MISSING' });
});
