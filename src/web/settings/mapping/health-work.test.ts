import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { DriftShape } from '../../../api/mapping-health.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID } from '../testing/made-up.ts';
import { createHealthWork, type HealthWork } from './health-work.ts';
import { createPermissionsWork } from './permissions-work.ts';
import { createHealthStore, type HealthStore } from './store/health-store.ts';
import { createPermissionsStore } from './store/permissions-store.ts';

const BASE = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}`;
const AT = '2026-11-20T09:00:00.000Z';
const DRIFT: DriftShape = {
  id: 'drift_01934f00-0000-7000-8000-000000000001',
  kind: 'rule_added',
  severity: 'warning',
  object: 'Case',
  recordType: 'Master',
  target: 'Case, Every record',
  subject: 'No_Test',
  label: 'No_Test',
  fact: 'The validation rule is new.',
  remedy: 'Look at it.',
  foundAt: AT,
  cases: { tried: 200, refused: 13, notChecked: 0, why: null },
};

let care: FakeCare;
let store: HealthStore;
let work: HealthWork;
let drifts: DriftShape[];
let restsUntil: string | null;
const api = () => createApiClient({ fetch: care.fetch, retryDelaysMs: [] });

beforeEach(() => {
  care = startFakeCare();
  drifts = [DRIFT];
  restsUntil = null;
  const health = () => HttpResponse.json({ checkedAt: AT, failed: null, drifts, restsUntil });
  care.use(
    http.get(`${BASE}/mapping-health`, health),
    http.post(`${BASE}/mapping-health/checks`, health),
    http.post(`${BASE}/mapping-health/rest`, () => {
      restsUntil = '2026-11-21T05:00:00.000Z';
      return health();
    }),
    http.post(`${BASE}/mapping-health/drifts/${DRIFT.id}/seen`, () => {
      drifts = [];
      return new HttpResponse(null, { status: 204 });
    }),
  );
  store = createHealthStore();
  work = createHealthWork({ api: api(), store, connectionId: CONNECTION_ID });
});

test('is silent until tomorrow when asked to, and shows them all the same to who wants to see', async () => {
  await work.load();
  store.getState().set({ restShown: true });
  await work.rest();
  expect(store.getState()).toMatchObject({
    health: { drifts: [DRIFT], restsUntil: '2026-11-21T05:00:00.000Z' },
    restShown: false,
  });
});

test('shows what has changed until somebody has seen it', async () => {
  await work.load();
  expect(store.getState().health?.drifts).toEqual([DRIFT]);
  await work.see(DRIFT.id);
  expect(store.getState()).toMatchObject({ health: { drifts: [] }, busy: false, problem: null });
});

test('reads again when told to, and says why it could not', async () => {
  await work.check();
  expect(store.getState().health?.drifts).toEqual([DRIFT]);
  care.use(http.post(`${BASE}/mapping-health/checks`, () => problem(404, 'NOT_FOUND')));
  await work.check();
  expect(store.getState()).toMatchObject({ health: { drifts: [DRIFT] }, problem: { code: 'NOT_FOUND' } });
});

test('shows nothing where there is nothing to be had', async () => {
  care.use(http.get(`${BASE}/mapping-health`, () => problem(403, 'PERMISSION_MISSING')));
  await work.load();
  expect(store.getState()).toMatchObject({ health: null, problem: null });
});

test('reads the permissions the mappings take, or says why not', async () => {
  const permissions = { objects: [], permissionSet: { fileName: 'a.xml', apiVersion: '66.0', xml: '<a/>' } };
  care.use(http.get(`${BASE}/mapping-permissions`, () => HttpResponse.json(permissions), { once: true }));
  const permissionsStore = createPermissionsStore();
  const reading = createPermissionsWork({ api: api(), store: permissionsStore, connectionId: CONNECTION_ID });
  await reading.load();
  expect(permissionsStore.getState().load).toEqual({ status: 'ready', value: permissions });
  care.use(http.get(`${BASE}/mapping-permissions`, () => problem(409, 'SALESFORCE_RECONNECT_NEEDED')));
  await reading.load();
  expect(permissionsStore.getState().load).toMatchObject({ status: 'failed' });
});
