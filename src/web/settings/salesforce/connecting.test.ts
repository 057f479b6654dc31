import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { ATTEMPT_ID, attempt, CONNECTION_ID, found } from '../testing/made-up.ts';
import { type AttemptWork, createAttemptWork } from './attempt-work.ts';
import { attemptPath, createConnectingWork } from './connecting-work.ts';
import { type AttemptStore, createAttemptStore } from './store/attempt-store.ts';
import { createConnectingStore } from './store/connecting-store.ts';

const started = {
  attemptId: ATTEMPT_ID,
  authorizeUrl: 'https://login.salesforce.com/services/oauth2/authorize?state=1',
  scopes: [{ scope: 'api', why: 'To write cases.' }],
};
const address = `${ORIGIN}/v1/salesforce/attempts/${ATTEMPT_ID}`;

let care: FakeCare;
let store: AttemptStore;
let work: AttemptWork;
let went: string[];

const api = () => createApiClient({ fetch: care.fetch, retryDelaysMs: [] });

beforeEach(() => {
  care = startFakeCare();
  went = [];
  care.use(
    http.post(`${ORIGIN}/v1/salesforce/connections`, () => HttpResponse.json(started, { status: 201 })),
    http.delete(address, () => new HttpResponse(null, { status: 204 })),
    http.get(address, () => HttpResponse.json(attempt())),
  );
  store = createAttemptStore();
  work = createAttemptWork({ api: api(), store, attemptId: ATTEMPT_ID, go: (path) => went.push(path) });
});
afterEach(() => {
  work.end();
  vi.unstubAllGlobals();
});

test('explains what will be asked for, and the way back from Salesforce leads to the attempt', async () => {
  const pushState = vi.fn();
  vi.stubGlobal('history', { pushState });
  const connecting = createConnectingStore();
  const way = createConnectingWork({ api: api(), store: connecting, goTo: (to) => went.push(to) });
  await way.begin({ environment: 'production', loginUrl: null });
  expect(connecting.getState().connecting).toMatchObject({ status: 'explaining', attempt: started });
  expect(went).toEqual([]);
  way.leave();
  expect(pushState).toHaveBeenCalledWith(null, '', attemptPath(ATTEMPT_ID));
  expect(went).toEqual([started.authorizeUrl]);
});

test('staying calls the attempt off', async () => {
  const connecting = createConnectingStore();
  const way = createConnectingWork({ api: api(), store: connecting, goTo: (to) => went.push(to) });
  await way.begin({ environment: 'sandbox', loginUrl: null });
  await way.stay();
  expect(connecting.getState().connecting).toEqual({ status: 'idle' });
  expect(care.requests('DELETE', ATTEMPT_ID)).toHaveLength(1);
  way.leave();
  expect(went).toEqual([]);
});

test('keeps why an attempt could not begin', async () => {
  care.use(http.post(`${ORIGIN}/v1/salesforce/connections`, () => problem(422, 'ORG_HOST_REFUSED')));
  const connecting = createConnectingStore();
  await createConnectingWork({ api: api(), store: connecting }).begin({ environment: 'production' });
  expect(connecting.getState().connecting).toMatchObject({
    status: 'failed',
    problem: { code: 'ORG_HOST_REFUSED' },
  });
});

test('looks until Salesforce has answered and somebody has said yes, then no more', async () => {
  vi.useFakeTimers();
  try {
    await work.load();
    expect(store.getState().load).toMatchObject({ status: 'ready', value: { state: 'waiting' } });
    care.use(
      http.get(address, () => HttpResponse.json(attempt({ state: 'confirm', found: found() }))),
      http.post(`${address}/confirmation`, () => HttpResponse.json({ connectionId: CONNECTION_ID })),
    );
    await vi.runOnlyPendingTimersAsync();
    await vi.waitFor(() => expect(store.getState().load).toMatchObject({ value: { state: 'confirm' } }));
    care.use(http.get(address, () => HttpResponse.json(attempt({ state: 'done' }))));
    await work.confirm();
    expect(went).toEqual([`/settings/integrations/salesforce/${CONNECTION_ID}`]);
    const looks = care.requests('GET', ATTEMPT_ID).length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(care.requests('GET', ATTEMPT_ID)).toHaveLength(looks);
  } finally {
    vi.useRealTimers();
  }
});

test('shows why a confirmation was refused beside what it was about', async () => {
  care.use(
    http.get(address, () => HttpResponse.json(attempt({ state: 'confirm', found: found() }))),
    http.post(`${address}/confirmation`, () => problem(403, 'ATTEMPT_OF_OTHER_BROWSER')),
  );
  await work.confirm();
  expect(store.getState()).toMatchObject({
    busy: false,
    problem: { code: 'ATTEMPT_OF_OTHER_BROWSER' },
    load: { status: 'ready', value: { state: 'confirm' } },
  });
  expect(went).toEqual([]);
});

test('what was shown stays while Care cannot be reached', async () => {
  await work.load();
  care.use(http.get(address, () => HttpResponse.error()));
  await work.load();
  expect(store.getState().load).toMatchObject({ status: 'ready', value: { state: 'waiting' } });
  care.use(http.get(address, () => problem(404, 'NOT_FOUND')));
  await work.load();
  expect(store.getState().load).toMatchObject({ status: 'failed', problem: { code: 'NOT_FOUND' } });
});
