// @vitest-environment node
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { type BulkStore, createBulkStore } from './bulk-store.ts';
import { type BulkWork, createBulkWork } from './bulk-work.ts';

const JOBS = `${ORIGIN}/v1/salesforce/bulk-escalations`;
const row = (caseId: string, state: string) => ({ caseId, state, warnings: [] });
const job = (state: string) => ({ id: 'bulk_1', state, counts: {}, total: 2 });

let care: FakeCare;
let store: BulkStore;
let work: BulkWork;
let started: string[];

beforeEach(() => {
  care = startFakeCare();
  store = createBulkStore();
  started = [];
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  work = createBulkWork({ api, store, started: (jobId) => started.push(jobId) });
  care.use(
    http.post(`${JOBS}/preview`, () =>
      HttpResponse.json({
        cases: [row('case_1', 'ready'), row('case_2', 'blocked'), row('case_3', 'ready')],
        notChecked: [],
        writers: [],
      }),
    ),
    http.post(JOBS, () => HttpResponse.json({ job: job('running') }, { status: 201 })),
    http.get(`${JOBS}/bulk_1`, () => HttpResponse.json({ job: job('done'), rows: [] })),
  );
});
afterEach(() => work.end());
const chosen = () => [...store.getState().chosen];

test('chooses what is ready beforehand, and sends what is left of it', async () => {
  await work.show({ at: 'new' }, ['case_1', 'case_2', 'case_3']);
  expect(chosen()).toEqual(['case_1', 'case_3']);
  work.toggle('case_1');
  await work.start();
  expect(started).toEqual(['bulk_1']);
  const [sent] = care.requests('POST', '/bulk-escalations');
  expect(sent?.body).toEqual({ caseIds: ['case_3'] });
});

test('takes all that is ready in or out', async () => {
  await work.show({ at: 'new' }, ['case_1']);
  work.toggleAll();
  expect(chosen()).toEqual([]);
  work.toggleAll();
  expect(chosen()).toEqual(['case_1', 'case_3']);
});

test('means one job by pressing twice, also when the first answer was lost', async () => {
  care.use(http.post(JOBS, () => HttpResponse.error(), { once: true }));
  await work.show({ at: 'new' }, ['case_1']);
  await Promise.all([work.start(), work.start()]);
  expect(store.getState().problem).not.toBeNull();
  await work.start();
  const keys = care.requests('POST', '/bulk-escalations').map(({ key }) => key);
  expect(new Set(keys).size).toBe(1);
  expect(started).toEqual(['bulk_1']);
});

test('takes other cases for another job after a lost answer', async () => {
  await work.show({ at: 'new' }, ['case_1', 'case_2', 'case_3']);
  care.use(http.post(JOBS, () => HttpResponse.error(), { once: true }));
  await work.start();
  work.toggle('case_3');
  await work.start();
  const keys = care.requests('POST', '/bulk-escalations').map(({ key }) => key);
  expect(new Set(keys).size).toBe(2);
});

test('asks for nothing where nothing is chosen', async () => {
  await work.show({ at: 'new' }, []);
  expect(store.getState()).toMatchObject({ load: { status: 'ready' }, preview: null });
  expect(care.asked).toEqual([]);
});

test('says what keeps a preview or a job from being shown', async () => {
  care.use(http.get(`${JOBS}/bulk_1`, () => problem(404, 'NOT_FOUND', 'It is not there.')));
  await work.show({ at: 'job', jobId: 'bulk_1' }, []);
  expect(store.getState().load).toMatchObject({ status: 'failed', problem: { code: 'NOT_FOUND' } });
});

test('looks again when a case has moved', async () => {
  care.use(
    http.get(`${JOBS}/bulk_1`, () => HttpResponse.json({ job: job('running'), rows: [] }), { once: true }),
  );
  await work.show({ at: 'job', jobId: 'bulk_1' }, []);
  expect(store.getState().job?.job.state).toBe('running');
  work.moved();
  await vi.waitFor(() => expect(store.getState().job?.job.state).toBe('done'));
});
