import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { MappingFile, MappingImport } from '../../../api/mappings.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID } from '../testing/made-up.ts';
import { createFileWork, type FileWork } from './file-work.ts';
import { createFileStore, type FileStore } from './store/file-store.ts';

const BASE = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}`;
const FILE: MappingFile = {
  format: 'care-mapping',
  formatVersion: 1,
  exportedAt: '2026-11-20T09:00:00.000Z',
  from: { orgName: 'Acme', environment: 'sandbox' },
  mappings: [{ object: 'Case', recordType: 'Master', fields: [] }],
};
const report = (version: number | null): MappingImport['mappings'][number] => ({
  object: 'Case',
  recordType: 'Master',
  label: 'Case, Every record',
  missing: null,
  fitting: [{ field: 'Subject', label: 'Subject', change: 'added' }],
  problems: [],
  version,
});
const chosen = (text: string) => ({ name: 'acme.json', text: () => Promise.resolve(text) });

let care: FakeCare;
let store: FileStore;
let work: FileWork;
const state = () => store.getState();
const workAt = (recordType: string) =>
  createFileWork({
    api: createApiClient({ fetch: care.fetch, retryDelaysMs: [] }),
    store,
    place: { connectionId: CONNECTION_ID, object: 'Case', recordType },
  });

beforeEach(() => {
  care = startFakeCare();
  care.use(
    http.post(`${BASE}/mapping-file`, async ({ request }) => {
      const { save } = (await request.json()) as { save: boolean };
      return HttpResponse.json({ mappings: [report(save ? 4 : null)] });
    }),
    http.get(`${BASE}/mappings/Case/Master`, () => HttpResponse.json({ fields: [], saved: { version: 4 } })),
  );
  store = createFileStore();
  work = workAt('Master');
});

test('shows what fits before anything is saved, and saves when told to', async () => {
  await work.judge(chosen(JSON.stringify(FILE)));
  expect(state()).toMatchObject({ step: 'report', name: 'acme.json', report: [report(null)] });
  expect(care.requests('POST', '/mapping-file').map(({ body }) => body)).toEqual([
    { file: FILE, save: false },
  ]);
  expect(await work.save()).toMatchObject({ saved: { version: 4 } });
  expect(state()).toMatchObject({ step: 'saved', report: [report(4)] });
});

test('leaves the mapping at hand alone when the file has none of it', async () => {
  work = workAt('Warranty');
  await work.judge(chosen(JSON.stringify(FILE)));
  expect(await work.save()).toBeNull();
  expect(state().step).toBe('saved');
});

test.each([
  ['', 'The file is empty.'],
  ['{"format":"care-mapping"', 'The file is not JSON, or it is cut off.'],
  ['null', 'The file is not a mapping file.'],
  ['{"mappings":[]}', 'The file is not a mapping file.'],
  [JSON.stringify({ ...FILE, formatVersion: 2 }), 'The file is of format 2; this Care reads format 1.'],
  [JSON.stringify({ ...FILE, mappings: [] }), 'The file holds no mapping.'],
  [`"${'x'.repeat(1_000_000)}"`, 'The file is larger than 1 MB: no mapping file is.'],
])('says what is wrong with a file that is none (%#)', async (text, fact) => {
  await work.judge(chosen(text));
  expect(state()).toMatchObject({ step: 'choose', unreadable: { fact } });
  expect(care.requests('POST', '/mapping-file')).toEqual([]);
});

test('says why a file was not compared, and stays where another can be chosen', async () => {
  care.use(
    http.post(`${BASE}/mapping-file`, () =>
      problem(400, 'INVALID_REQUEST', 'The request does not fit.', {
        errors: [{ path: 'file.mappings.0.fields.0.source', fact: 'Invalid input' }],
      }),
    ),
  );
  await work.judge(chosen(JSON.stringify(FILE)));
  expect(state()).toMatchObject({
    step: 'choose',
    problem: { errors: [{ path: 'file.mappings.0.fields.0.source' }] },
  });
});

test('reads all mappings of the org, or says why not', async () => {
  care.use(http.get(`${BASE}/mapping-file`, () => HttpResponse.json(FILE), { once: true }));
  expect(await work.read()).toEqual(FILE);
  care.use(http.get(`${BASE}/mapping-file`, () => problem(404, 'NOT_FOUND')));
  expect(await work.read()).toBeNull();
  expect(state().problem?.code).toBe('NOT_FOUND');
});
