import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../clients/api-client.ts';
import { createDemoClient } from '../clients/demo-client.ts';
import {
  CASE_ID,
  type FakeCare,
  ME,
  ORIGIN,
  problem,
  startFakeCare,
  summary,
} from '../clients/testing/fake-care.ts';
import { createDeskSession, type DeskSession } from './desk-session.ts';
import { createDeskStore, type DeskStore } from './store/desk-store.ts';
import { hasUnsaved } from './store/open-case-slice.ts';

const who = {
  agent: { ...ME, email: 'ines@acme.example' },
  account: { id: 'acct_1', name: 'Acme' },
  modules: ['care'],
  role: { id: 'role_1', name: 'Admin' },
  permissions: ['manage_cases'],
  contactsAndCases: 'modify',
  demo: false,
};

const ALONE = { ticket: null, problem: null, returnTo: 'desk' } as const;
const WAYS = { demo: false, oidc: null, links: true, problem: null };

let care: FakeCare;
let store: DeskStore;
let desk: DeskSession;
let signedIn: boolean;

beforeEach(() => {
  care = startFakeCare();
  signedIn = true;
  care.use(
    http.get(`${ORIGIN}/v1/session`, () =>
      signedIn ? HttpResponse.json(who) : problem(401, 'UNAUTHENTICATED', 'Nobody is signed in.'),
    ),
    http.get(`${ORIGIN}/v1/views`, () =>
      HttpResponse.json({ views: [{ view: 'inbox', label: 'Inbox', count: 1 }] }),
    ),
    http.get(`${ORIGIN}/v1/cases`, ({ request }) => {
      const search = new URL(request.url).searchParams.get('search');
      return HttpResponse.json({ cases: search === 'nobody' ? [] : [care.summary], nextCursor: null });
    }),
    http.get(`${ORIGIN}/v1/cases/${CASE_ID}/salesforce`, () =>
      HttpResponse.json({ connection: null, contact: null, escalations: [], blocked: null }),
    ),
    http.get(`${ORIGIN}/v1/sign-in`, () => HttpResponse.json(WAYS)),
  );
  store = createDeskStore();
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  desk = createDeskSession({ api, demo: createDemoClient(api), store });
});
afterEach(() => {
  desk.end();
});
const state = () => store.getState();

test('shows the inbox and its count to whoever is signed in', async () => {
  await desk.start(ALONE);
  expect(state().session).toMatchObject({ status: 'signed_in', agent: { name: ME.name } });
  await vi.waitFor(() => expect(state().rows.map((row) => row.id)).toEqual([CASE_ID]));
  await vi.waitFor(() => expect(state().views[0]?.count).toBe(1));
});

test('asks for no case of an account without Care', async () => {
  care.use(http.get(`${ORIGIN}/v1/session`, () => HttpResponse.json({ ...who, modules: ['community'] })));
  await desk.start(ALONE);
  desk.tryNow();
  expect(state().session).toMatchObject({ status: 'signed_in', modules: ['community'] });
  expect(care.asked.map(({ path }) => path)).toEqual(['/v1/session']);
});

test('asks who it is when nobody is signed in, without a reproach', async () => {
  signedIn = false;
  await desk.start(ALONE);
  expect(state().session).toEqual({ status: 'signed_out', problem: null });
  expect(state().people).toBeNull();
});

test('offers the people of the demo, and lets them in by one click', async () => {
  signedIn = false;
  care.use(
    http.get(`${ORIGIN}/v1/sign-in`, () => HttpResponse.json({ ...WAYS, demo: true })),
    http.get(`${ORIGIN}/v1/demo/people`, () =>
      HttpResponse.json({ people: [{ agentId: ME.id, name: ME.name, role: 'Agent' }] }),
    ),
    http.post(`${ORIGIN}/v1/demo/sign-in`, () => {
      signedIn = true;
      return new HttpResponse(null, { status: 204 });
    }),
  );
  await desk.start(ALONE);
  expect(state().people).toHaveLength(1);
  await desk.signInAs(ME.id);
  expect(state().session.status).toBe('signed_in');
});

test('offers the company’s sign-in, and says what kept somebody out there', async () => {
  signedIn = false;
  const kept = { code: 'SIGN_IN_UNKNOWN_PERSON', fact: 'Nobody with your e-mail.', remedy: 'Ask.' };
  care.use(
    http.get(`${ORIGIN}/v1/sign-in`, ({ request }) => {
      const asked = new URL(request.url).searchParams.get('problem');
      return HttpResponse.json({
        ...WAYS,
        oidc: { label: 'Acme ID' },
        problem: asked === kept.code ? kept : null,
      });
    }),
  );
  await desk.start({ ...ALONE, problem: kept.code, returnTo: 'settings' });
  expect(state().company).toEqual({ label: 'Acme ID', href: '/v1/sign-in/oidc?returnTo=settings' });
  expect(state().people).toBeNull();
  expect(state().session).toMatchObject({ status: 'signed_out', problem: kept });
});

test('turns a sign-in link into a session, and says why when it cannot', async () => {
  care.use(
    http.post(`${ORIGIN}/v1/session`, () => problem(401, 'SIGN_IN_LINK_INVALID', 'Used before.'), {
      once: true,
    }),
    http.post(`${ORIGIN}/v1/session`, () => HttpResponse.json(who, { status: 201 })),
  );
  await desk.start({ ...ALONE, ticket: 't'.repeat(30) });
  expect(state().session).toMatchObject({ status: 'signed_out', problem: { code: 'SIGN_IN_LINK_INVALID' } });
  await desk.start({ ...ALONE, ticket: 't'.repeat(30) });
  expect(state().session.status).toBe('signed_in');
});

test('a case on the desk follows its own store, and its row with it', async () => {
  await desk.start(ALONE);
  await vi.waitFor(() => expect(state().rows).toHaveLength(1));
  desk.showCase(CASE_ID);
  await vi.waitFor(() => expect(state().openCase?.store.getState().load.status).toBe('ready'));
  await state().openCase?.work.setStatus('done');
  expect(state().rows[0]?.status).toBe('done');
  desk.showCase(null);
  expect(state().openCase).toBeNull();
});

test('properties that were changed and not saved are something to lose', async () => {
  await desk.start(ALONE);
  desk.showCase(CASE_ID);
  const open = state().openCase!;
  expect(hasUnsaved(open)).toBe(false);
  open.properties.work.edit({ labels: ['refund'] });
  expect(hasUnsaved(open)).toBe(true);
  open.properties.work.discard();
  expect(hasUnsaved(open)).toBe(false);
});

test('shows only what was asked for last, however late the rest comes', async () => {
  await desk.start(ALONE);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  care.use(
    http.get(`${ORIGIN}/v1/cases`, async ({ request }) => {
      if (!request.url.includes('view=done')) return undefined;
      await held;
      return HttpResponse.json({ cases: [summary({ id: 'case_late' })], nextCursor: null });
    }),
  );
  desk.chooseView('done');
  desk.chooseView('my_open');
  await vi.waitFor(() => expect(state().rows.map((row) => row.id)).toEqual([CASE_ID]));
  release();
  await vi.waitFor(() => expect(care.requests('GET', '/v1/cases').length).toBeGreaterThan(2));
  expect(state().rows.map((row) => row.id)).toEqual([CASE_ID]);
});

test('a look at the list leaves what was asked for further down, and what is chosen there', async () => {
  const all = Array.from({ length: 120 }, (_, at) => summary({ id: `case_${at}` }));
  care.use(
    http.get(`${ORIGIN}/v1/cases`, ({ request }) => {
      const { searchParams } = new URL(request.url);
      const from = Number(searchParams.get('cursor') ?? 0);
      const to = from + Number(searchParams.get('limit') ?? 50);
      const nextCursor = to < all.length ? String(to) : null;
      return HttpResponse.json({ cases: all.slice(from, to), nextCursor });
    }),
  );
  await desk.start(ALONE);
  await vi.waitFor(() => expect(state().rows).toHaveLength(50));
  await desk.loadMore();
  expect(state().rows).toHaveLength(100);
  await desk.refresh();
  expect(state().rows).toHaveLength(100);
});

test('an empty search says so; other words bring the rows back', async () => {
  await desk.start(ALONE);
  desk.search('nobody');
  await vi.waitFor(() =>
    expect(state()).toMatchObject({ search: 'nobody', rows: [], inboxLoad: { status: 'ready' } }),
  );
  desk.search('');
  await vi.waitFor(() => expect(state().rows).toHaveLength(1));
});

test('leaves nothing on the page when the session has ended', async () => {
  await desk.start(ALONE);
  desk.showCase(CASE_ID);
  await desk.signOut();
  expect(state()).toMatchObject({ session: { status: 'signed_out' }, openCase: null, rows: [] });
});
