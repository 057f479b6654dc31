import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { AuditEntryShape } from '../../../api/audit.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ME, ORIGIN, OTHER, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID, connection } from '../testing/made-up.ts';
import { type ActivityWork, createActivityWork } from './activity-work.ts';
import { type ActivityStore, createActivityStore } from './store/activity-store.ts';
import { kindsOf } from './store/kind-words.ts';

let care: FakeCare;
let store: ActivityStore;
let work: ActivityWork;
/** What the service was asked for, as its query. */
let asked: Record<string, string>[];

const state = () => store.getState();
const entry = (id: string): AuditEntryShape => ({
  id,
  at: '2026-11-20T09:00:00.000Z',
  kind: 'org.connected',
  actor: { kind: 'agent', ...ME },
  connection: null,
  fact: 'Ines Okafor connected Acme.',
});

beforeEach(() => {
  care = startFakeCare();
  asked = [];
  care.use(
    http.get(`${ORIGIN}/v1/audit`, ({ request }) => {
      const query = Object.fromEntries(new URL(request.url).searchParams);
      asked.push(query);
      return HttpResponse.json(
        query.before ? { entries: [entry('2')], next: null } : { entries: [entry('1')], next: 'after-1' },
      );
    }),
  );
  store = createActivityStore();
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  work = createActivityWork({ api, store, connectionId: CONNECTION_ID });
});

test('older entries come below, until there are none', async () => {
  await work.load();
  await work.older();
  expect(state().load).toEqual({ status: 'ready', value: { entries: [entry('1'), entry('2')], next: null } });
  expect(asked[1]).toEqual({ connectionId: CONNECTION_ID, before: 'after-1' });
  await work.older();
  expect(asked.length).toBe(2);
});

test('what was shown stays when older entries do not come', async () => {
  await work.load();
  care.use(http.get(`${ORIGIN}/v1/audit`, () => problem(403, 'PERMISSION_MISSING')));
  await work.older();
  expect(state()).toMatchObject({
    load: { value: { entries: [{ id: '1' }] } },
    problem: { code: 'PERMISSION_MISSING' },
    loadingOlder: false,
  });
});

test('a day is looked for from midnight to midnight, and the file has the same', async () => {
  await work.filter({ kind: 'user.connected', actor: ME.id, from: '2026-11-20', to: '2026-11-20' });
  const query = {
    kind: 'user.connected',
    actor: ME.id,
    connectionId: CONNECTION_ID,
    from: new Date(2026, 10, 20).toISOString(),
    to: new Date(2026, 10, 21).toISOString(),
  };
  expect(asked).toEqual([query]);
  expect(work.csvAddress()).toBe(`/v1/audit.csv?${new URLSearchParams(query)}`);
  await work.clear();
  expect(asked[1]).toEqual({ connectionId: CONNECTION_ID });
});

test('the page does without people and connection when they are not to be had', async () => {
  care.use(
    http.get(`${ORIGIN}/v1/audit/actors`, () => problem(403, 'PERMISSION_MISSING')),
    http.get(`${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}`, () =>
      HttpResponse.json({ connection: connection(), suggestedUsers: [] }),
    ),
  );
  await work.loadAround();
  expect(state()).toMatchObject({ actors: [], connection: { orgName: 'Acme' } });
});

test('offers whoever did something with the connection, also who is no longer active', async () => {
  const actors = [
    { ...ME, active: true },
    { ...OTHER, active: false },
  ];
  let about: string | null = '';
  care.use(
    http.get(`${ORIGIN}/v1/audit/actors`, ({ request }) => {
      about = new URL(request.url).searchParams.get('connectionId');
      return HttpResponse.json({ actors });
    }),
    http.get(`${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}`, () => problem(404, 'NOT_FOUND')),
  );
  await work.loadAround();
  expect(state()).toMatchObject({ actors, connection: null });
  expect(about).toBe(CONNECTION_ID);
});

test('the kinds of one connection are those that are about one', () => {
  expect(kindsOf(true)).toContain('role.changed');
  expect(kindsOf(false)).not.toContain('role.changed');
  expect(kindsOf(false)).toContain('token.state_changed');
});
