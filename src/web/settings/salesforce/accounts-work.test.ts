import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { attempt, connection } from '../testing/made-up.ts';
import { type AccountsWork, createAccountsWork } from './accounts-work.ts';
import { type AccountsStore, createAccountsStore } from './store/accounts-store.ts';

let care: FakeCare;
let store: AccountsStore;
let work: AccountsWork;
let connections: ReturnType<typeof connection>[];
let said: string[];

beforeEach(() => {
  care = startFakeCare();
  connections = [connection()];
  said = [];
  care.use(
    http.get(`${ORIGIN}/v1/salesforce/connections`, () => HttpResponse.json({ connections })),
    http.get(`${ORIGIN}/v1/salesforce/attempts`, () => HttpResponse.json({ attempts: [attempt()] })),
  );
  store = createAccountsStore();
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  work = createAccountsWork({ api, store, say: (text) => said.push(text) });
});

test('shows the orgs, and where one has gone to Salesforce and not finished', async () => {
  await work.load();
  expect(store.getState().load).toMatchObject({
    status: 'ready',
    value: { connections: [{ orgName: 'Acme' }], attempts: [{ state: 'waiting' }] },
  });
});

test('says why the list is not to be had', async () => {
  care.use(http.get(`${ORIGIN}/v1/salesforce/connections`, () => problem(403, 'PERMISSION_MISSING')));
  await work.load();
  expect(store.getState().load).toMatchObject({ status: 'failed', problem: { code: 'PERMISSION_MISSING' } });
});

test('ends everything at once, and tells what Salesforce could not be told', async () => {
  care.use(
    http.post(`${ORIGIN}/v1/salesforce/kill-switch`, () => {
      connections = [];
      return HttpResponse.json({ revoked: 3, notRevoked: 2 });
    }),
  );
  work.askToEnd(true);
  await work.endEverything('Acme');
  expect(care.requests('POST', '/kill-switch')[0]?.body).toEqual({ confirm: 'Acme' });
  expect(store.getState()).toMatchObject({
    ending: false,
    busy: false,
    load: { value: { connections: [] } },
  });
  expect(said[0]).toContain('could not be told about 2 tokens');
});

test('stays open with the reason where nothing was ended', async () => {
  care.use(http.post(`${ORIGIN}/v1/salesforce/kill-switch`, () => problem(422, 'VALIDATION_FAILED')));
  work.askToEnd(true);
  await work.endEverything('Acme');
  expect(store.getState()).toMatchObject({ ending: true, problem: { code: 'VALIDATION_FAILED' } });
  expect(said).toEqual([]);
});
