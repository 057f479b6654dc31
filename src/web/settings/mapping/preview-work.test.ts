import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MappedFieldInput, MappingPreview } from '../../../api/mappings.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare, summary } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID } from '../testing/made-up.ts';
import { createPreviewWork, type PreviewWork } from './preview-work.ts';
import { createPreviewStore, type PreviewStore } from './store/preview-store.ts';

const place = { connectionId: CONNECTION_ID, object: 'Case', recordType: 'Social_Support' };
const PREVIEW = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}/mappings/Case/Social_Support/preview`;
const NEWER = summary({ id: 'case_01934f00-0000-7000-8000-000000000009', number: 9464 });
const OLDER = summary();

const subject = (template: string): MappedFieldInput => ({
  field: 'Subject',
  source: { kind: 'template', template },
  by: null,
  editable: true,
  shorten: true,
});
const preview = (recent: MappingPreview['recent'] = null): MappingPreview => ({
  rows: [],
  problems: [],
  changes: [],
  recent,
});
const RECENT = { cases: 200, fit: 187, refused: [] };

let care: FakeCare;
let store: PreviewStore;
let work: PreviewWork;

const state = () => store.getState();
const asked = () => care.requests('POST', '/preview').map(({ body }) => body as Record<string, unknown>);

beforeEach(() => {
  care = startFakeCare();
  care.use(
    http.get(`${ORIGIN}/v1/cases`, ({ request }) => {
      const search = new URL(request.url).searchParams.get('search');
      return HttpResponse.json({ cases: search === null ? [NEWER, OLDER] : [], nextCursor: null });
    }),
    http.post(PREVIEW, async ({ request }) => {
      const { recent } = (await request.json()) as { recent: boolean };
      return HttpResponse.json(preview(recent ? RECENT : null));
    }),
  );
  store = createPreviewStore();
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  work = createPreviewWork({ api, store, place, pauses: { draftMs: 0, restMs: 0 } });
});
afterEach(() => work.end());

test('begins with the latest case, and tries the latest 200 once its record is made', async () => {
  work.follow([subject('{author}')]);
  await work.loadCases();
  expect(state().chosen).toEqual(NEWER);
  await expect.poll(() => state().recent).toEqual(RECENT);
  expect(state()).toMatchObject({ behind: false, recentBehind: false, problem: null });
  expect(asked().map(({ caseId, recent }) => [caseId, recent])).toEqual([
    [NEWER.id, false],
    [NEWER.id, true],
  ]);
});

test('makes the record of the last draft only, however fast it is typed', async () => {
  await work.loadCases();
  for (const words of ['a', 'ab', 'abc']) work.follow([subject(words)]);
  await expect.poll(() => state().recentBehind).toBe(false);
  expect(asked().map(({ fields }) => fields)).toEqual([[subject('abc')], [subject('abc')]]);
});

test('shows the last record, marked as behind, until the new one is there', async () => {
  work.follow([subject('a')]);
  await work.loadCases();
  await expect.poll(() => state().recentBehind).toBe(false);
  work.follow([subject('b')]);
  expect(state()).toMatchObject({ behind: true, recentBehind: true, made: { rows: [] }, recent: RECENT });
  await expect.poll(() => state().recentBehind).toBe(false);
});

test('steps from case to case and stays at the ends', async () => {
  work.follow([]);
  await work.loadCases();
  work.step(-1);
  expect(state().chosen).toEqual(NEWER);
  work.step(1);
  expect(state().chosen).toEqual(OLDER);
  work.step(1);
  expect(state().chosen).toEqual(OLDER);
  await expect.poll(() => asked().at(-1)?.caseId).toBe(OLDER.id);
});

test('a search that finds nothing leaves the chosen case', async () => {
  await work.loadCases();
  work.find('nobody');
  await expect.poll(() => state().cases).toMatchObject({ status: 'ready', value: [] });
  expect(state().chosen).toEqual(NEWER);
});

test('says why there is no record, and makes it when asked again', async () => {
  care.use(http.post(PREVIEW, () => problem(503, 'SALESFORCE_UNAVAILABLE'), { once: true }));
  work.follow([]);
  await work.loadCases();
  await expect.poll(() => state().problem?.code).toBe('SALESFORCE_UNAVAILABLE');
  expect(state().behind).toBe(true);
  work.again();
  await expect.poll(() => state().behind).toBe(false);
  expect(state().problem).toBeNull();
});

test('says why there are no cases', async () => {
  care.use(http.get(`${ORIGIN}/v1/cases`, () => problem(403, 'PERMISSION_MISSING')));
  await work.loadCases();
  expect(state().cases).toMatchObject({ status: 'failed', problem: { code: 'PERMISSION_MISSING' } });
});
