import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ME, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID } from '../testing/made-up.ts';
import { createDraftWork, type DraftWork } from './draft-work.ts';
import { createDraftStore, type DraftStore } from './store/draft-store.ts';
import { mapped, mappingEditor } from './testing/made-up-mapping.ts';

const AT = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}/mappings/Case/Master`;
const TEMPLATE = (template: string) => mapped('Subject', { kind: 'template', template });

let care: FakeCare;
let store: DraftStore;
let work: DraftWork;
let said: string[];
let told: number;
const state = () => store.getState();
const sources = () => Object.fromEntries(state().fields.map(({ field, source }) => [field, source]));

beforeEach(async () => {
  care = startFakeCare();
  [said, told] = [[], 0];
  care.use(
    http.get(AT, () => HttpResponse.json(mappingEditor()), { once: true }),
    http.put(AT, async ({ request }) => {
      const { base, fields } = (await request.json()) as { base: number; fields: unknown };
      const saved = { version: base + 1, savedAt: '2026-11-22T10:00:00.000Z', author: ME };
      return HttpResponse.json({ saved, fields, problems: [] });
    }),
  );
  store = createDraftStore();
  work = createDraftWork({
    api: createApiClient({ fetch: care.fetch, retryDelaysMs: [] }),
    store,
    connectionId: CONNECTION_ID,
    object: 'Case',
    recordType: 'Master',
    say: (text) => said.push(text),
    saved: () => told++,
  });
  await work.load();
});

test('saves what was changed as the next version, and has nothing to lose then', async () => {
  expect(work.isChanged()).toBe(false);
  work.edit(mapped('Subject', { kind: 'dynamic', data: 'author_handle' }));
  expect(work.isChanged()).toBe(true);
  expect(await work.save()).toBe(true);
  expect(care.requests('PUT', '/mappings/Case/Master')[0]?.body).toMatchObject({ base: 14 });
  expect(state()).toMatchObject({ saved: { version: 15 }, before: [], problem: null });
  expect([work.isChanged(), said, told]).toEqual([false, ['Version 15 of Case is saved'], 1]);
});

test('what is changed while it is on its way to be saved is the next draft', async () => {
  work.edit(TEMPLATE('{author}'));
  const saving = work.save();
  expect(await work.save()).toBe(false);
  work.edit(TEMPLATE('{author}, later'));
  expect(await saving).toBe(true);
  expect(state().savedFields[0]).toMatchObject({ source: { template: '{author}' } });
  expect(sources().Subject).toEqual({ kind: 'template', template: '{author}, later' });
  expect(work.isChanged()).toBe(true);
});

test('takes back one change after the other; what was typed in one place is one', () => {
  work.edit(TEMPLATE('{author}'));
  work.edit(TEMPLATE('{author} w'), 'template');
  work.edit(TEMPLATE('{author} wr'), 'template');
  work.remove('Company__c');
  expect(Object.keys(sources())).toEqual(['Subject']);
  work.undo();
  expect(Object.keys(sources())).toEqual(['Subject', 'Company__c']);
  work.undo();
  expect(sources().Subject).toEqual({ kind: 'template', template: '{author}' });
  work.undo();
  expect(work.isChanged()).toBe(false);
  work.undo();
  expect(work.isChanged()).toBe(false);
});

test('what is discarded can be brought back', () => {
  work.remove('Subject');
  work.discard();
  expect(work.isChanged()).toBe(false);
  work.undo();
  expect(Object.keys(sources())).toEqual(['Company__c']);
  work.restore('Subject');
  expect(work.isChanged()).toBe(false);
});

test('takes suggestions in beside what is mapped, and keeps a field where one is at work on it', () => {
  work.take([mapped('Status', { kind: 'fixed', value: 'New' })]);
  expect(Object.keys(sources())).toEqual(['Subject', 'Company__c', 'Status']);
  expect([...state().arranged]).toContain('Status');
  work.remove('Subject');
  expect([...state().arranged]).toContain('Subject');
});

test('a version that was rolled back to takes the place of the draft', () => {
  work.remove('Subject');
  work.replace([mapped('Status')], { version: 15, savedAt: null, author: null });
  expect(state()).toMatchObject({ saved: { version: 15 }, before: [] });
  expect([work.isChanged(), told]).toEqual([false, 1]);
});

test('asks before something is lost, and goes on when it may be', () => {
  let left = false;
  expect(work.holds(() => (left = true))).toBe(false);
  work.remove('Subject');
  expect(work.holds(() => (left = true))).toBe(true);
  expect([state().asking, left]).toEqual(['leave', false]);
  work.leave();
  expect(left).toBe(true);
});

test('after somebody else saved, keeps the draft on top or looks at theirs', async () => {
  const theirs = () =>
    HttpResponse.json(
      mappingEditor({ saved: { version: 15, savedAt: null, author: null }, fields: [mapped('Status')] }),
    );
  const refuse = () =>
    care.use(http.put(AT, () => problem(409, 'MAPPING_CHANGED', 'Jonas saved.'), { once: true }));
  care.use(http.get(AT, theirs));
  work.remove('Subject');
  refuse();
  expect(await work.save()).toBe(false);
  expect(state()).toMatchObject({ asking: 'conflict', theirs: { version: 15 } });
  await work.keepMine();
  expect(care.requests('PUT', '/mappings/Case/Master').at(-1)?.body).toMatchObject({
    base: 15,
    fields: [{ field: 'Company__c' }],
  });
  expect(state()).toMatchObject({ saved: { version: 16 }, asking: 'nothing' });

  work.remove('Company__c');
  refuse();
  await work.save();
  await work.takeTheirs();
  expect(state()).toMatchObject({ saved: { version: 15 }, asking: 'nothing', problem: null });
  expect([Object.keys(sources()), work.isChanged()]).toEqual([['Status'], false]);
});

test('keeps why a field was refused beside it until it is mapped otherwise', async () => {
  care.use(
    http.put(AT, () =>
      problem(422, 'MAPPING_DOES_NOT_FIT', 'It does not fit.', {
        errors: [
          { path: 'fields.Subject', fact: 'Not writable.' },
          { path: 'fields.Company__c', fact: 'Unknown.' },
        ],
      }),
    ),
  );
  work.edit(TEMPLATE('{author}'));
  expect(await work.save()).toBe(false);
  expect(Object.fromEntries(state().refused)).toEqual({ Subject: 'Not writable.', Company__c: 'Unknown.' });
  work.edit(TEMPLATE('{platform}'));
  expect([...state().refused.keys()]).toEqual(['Company__c']);
});

test('does not send what has nothing in it yet', async () => {
  work.edit(TEMPLATE('  '));
  expect(await work.save()).toBe(false);
  expect([...state().refused.keys()]).toEqual(['Subject']);
  expect(care.requests('PUT', '/mappings/Case/Master')).toEqual([]);
});

test('asks once by what a record can be found', async () => {
  const fields = [{ name: 'Handle__c', label: 'Handle' }];
  care.use(
    http.get(`${ORIGIN}/v1/salesforce/connections/:id/external-ids/Account`, () =>
      HttpResponse.json({ fields }),
    ),
  );
  await Promise.all([work.readExternalIds('Account'), work.readExternalIds('Account')]);
  expect(state().externalIds.get('Account')).toEqual({ status: 'ready', value: fields });
  expect(care.requests('GET', '/external-ids/Account')).toHaveLength(1);
});
