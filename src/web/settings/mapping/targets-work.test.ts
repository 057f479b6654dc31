import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID } from '../testing/made-up.ts';
import { createTargetsStore, type TargetsStore } from './store/targets-store.ts';
import { createTargetsWork, knownTargets, type TargetsWork } from './targets-work.ts';

const AT = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}`;
const LISTED = { reading: null, objects: [], unavailable: null };

let care: FakeCare;
let store: TargetsStore;
let work: TargetsWork;
let said: string[];

beforeEach(() => {
  care = startFakeCare();
  said = [];
  care.use(
    http.get(AT, () => problem(403, 'PERMISSION_MISSING')),
    http.get(`${AT}/mappings`, () => HttpResponse.json(LISTED), { once: true }),
  );
  store = createTargetsStore({ connection: null, load: { status: 'loading' } });
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  work = createTargetsWork({ api, store, connectionId: CONNECTION_ID, say: (text) => said.push(text) });
});

test('shows the list without the account, where one may not see that, and knows it on the next page', async () => {
  await work.load();
  expect(store.getState()).toMatchObject({ connection: null, load: { status: 'ready', value: LISTED } });
  expect(knownTargets(CONNECTION_ID).load).toEqual({ status: 'ready', value: LISTED });
  expect(knownTargets('conn_other').load).toEqual({ status: 'loading' });
});

test('keeps a list that cannot be read anew, and says why', async () => {
  await work.load();
  care.use(http.get(`${AT}/mappings`, () => problem(502, 'SALESFORCE_UNAVAILABLE', 'Salesforce is down.')));
  await work.load();
  expect(await work.readAgain()).toBe(false);
  expect(store.getState()).toMatchObject({ reading: false, load: { status: 'ready' } });
  expect(said).toEqual(['Salesforce is down.', 'Salesforce is down.']);
});

test('says for what a record type is used from now on', async () => {
  care.use(
    http.put(`${AT}/mappings/Case`, () => new HttpResponse(null, { status: 204 })),
    http.get(`${AT}/mappings`, () => HttpResponse.json(LISTED)),
  );
  await work.useForNew('Case', 'Warranty', 'Warranty');
  expect(care.requests('PUT', '/mappings/Case')[0]?.body).toEqual({ recordType: 'Warranty' });
  expect(said).toEqual(['Warranty is used for new cases']);
});
