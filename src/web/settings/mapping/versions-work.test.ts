import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { MappingVersion } from '../../../api/mappings.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ME, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID } from '../testing/made-up.ts';
import { createVersionsStore, type VersionsStore } from './store/versions-store.ts';
import { createVersionsWork, type VersionsWork } from './versions-work.ts';

const place = { connectionId: CONNECTION_ID, object: 'Case', recordType: 'Master' };
const MAPPING = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}/mappings/Case/Master`;
const AT = '2026-11-20T09:00:00.000Z';

const version = (number: number): MappingVersion => ({
  version: number,
  savedAt: AT,
  author: ME,
  origin: 'saved',
  rolledBackTo: null,
  added: 1,
  changed: 0,
  removed: 0,
});

let care: FakeCare;
let store: VersionsStore;
let work: VersionsWork;
let versions: MappingVersion[];
const state = () => store.getState();

beforeEach(async () => {
  care = startFakeCare();
  versions = [version(2), version(1)];
  care.use(
    http.get(`${MAPPING}/versions`, () => HttpResponse.json({ versions })),
    http.get(`${MAPPING}/versions/:version`, ({ request, params }) => {
      const number = Number(params.version);
      const against = Number(new URL(request.url).searchParams.get('against') ?? Math.max(0, number - 1));
      return HttpResponse.json({ version: number, against, fields: [], changes: [] });
    }),
  );
  store = createVersionsStore();
  work = createVersionsWork({
    api: createApiClient({ fetch: care.fetch, retryDelaysMs: [] }),
    store,
    place,
  });
  await work.load();
});

test('shows what a version changed against the one before, or against the one in use', async () => {
  await work.show(1);
  expect(state().diff).toMatchObject({ status: 'ready', value: { version: 1, against: 0 } });
  await work.compare('present');
  expect(state().diff).toMatchObject({ value: { version: 1, against: 2 } });
  await work.show(1);
  expect(state().shown).toBeNull();
});

test('compares Care’s own start with the one in use: nothing was before it', async () => {
  await work.show(0);
  expect(state().diff).toMatchObject({ value: { version: 0, against: 2 } });
});

test('rolls back on top of the version that is shown as the one in use', async () => {
  const saved = { version: 3, savedAt: AT, author: ME };
  care.use(
    http.post(`${MAPPING}/versions/1/roll-back`, () => {
      versions = [{ ...version(3), origin: 'rolled_back', rolledBackTo: 1 }, ...versions];
      return HttpResponse.json({ saved, fields: [] });
    }),
  );
  await work.show(1);
  expect(await work.rollBack(1)).toEqual({ saved, fields: [] });
  expect(care.requests('POST', '/roll-back')[0]?.body).toEqual({ base: 2 });
  expect(state()).toMatchObject({ shown: null, busy: false, load: { value: versions } });
});

test('says that somebody saved meanwhile, and rolls back on top of that when asked again', async () => {
  care.use(
    http.post(
      `${MAPPING}/versions/1/roll-back`,
      () => {
        versions = [version(3), ...versions];
        return problem(409, 'MAPPING_CHANGED', 'Jonas Lind saved version 3.');
      },
      { once: true },
    ),
  );
  await work.show(1);
  expect(await work.rollBack(1)).toBeNull();
  expect(state()).toMatchObject({
    shown: 1,
    problem: { code: 'MAPPING_CHANGED' },
    load: { status: 'ready', value: [{ version: 3 }, { version: 2 }, { version: 1 }] },
  });
  care.use(
    http.post(`${MAPPING}/versions/1/roll-back`, () =>
      HttpResponse.json({ saved: { version: 4, savedAt: AT, author: ME }, fields: [] }),
    ),
  );
  expect(await work.rollBack(1)).toMatchObject({ saved: { version: 4 } });
  expect(care.requests('POST', '/roll-back').at(-1)?.body).toEqual({ base: 3 });
});
