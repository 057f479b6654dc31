import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import type { MappingSuggestion } from '../../../api/mappings.ts';
import { createApiClient } from '../../clients/api-client.ts';
import { ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { CONNECTION_ID } from '../testing/made-up.ts';
import { asMapped, createSuggestionsStore, openSuggestions } from './store/suggestions-store.ts';
import { createSuggestionsWork } from './suggestions-work.ts';

const place = { connectionId: CONNECTION_ID, object: 'Case', recordType: 'Master' };
const PATH = `${ORIGIN}/v1/salesforce/connections/${CONNECTION_ID}/mappings/Case/Master/suggestion`;
const suggestion = (field: string, confidence: number): MappingSuggestion => ({
  field,
  source: { kind: 'dynamic', data: 'author' },
  words: 'Author',
  confidence,
  why: 'The label says so.',
});

test('offers what the draft does not map, the surest first', async () => {
  const care = startFakeCare();
  const suggestions = [suggestion('Origin', 60), suggestion('Subject', 80), suggestion('Brand__c', 95)];
  care.use(http.get(PATH, () => HttpResponse.json({ suggestions })));
  const store = createSuggestionsStore();
  await createSuggestionsWork({ api: createApiClient({ fetch: care.fetch }), store, place }).load();
  expect(store.getState().load).toEqual({ status: 'ready', value: suggestions });
  const open = openSuggestions(suggestions, [asMapped(suggestion('Subject', 80))]);
  expect(open.map(({ field }) => field)).toEqual(['Brand__c', 'Origin']);
});

test('says why there are none', async () => {
  const care = startFakeCare();
  care.use(http.get(PATH, () => problem(409, 'SALESFORCE_RECONNECT_NEEDED')));
  const store = createSuggestionsStore();
  await createSuggestionsWork({
    api: createApiClient({ fetch: care.fetch, retryDelaysMs: [] }),
    store,
    place,
  }).load();
  expect(store.getState().load).toMatchObject({
    status: 'failed',
    problem: { code: 'SALESFORCE_RECONNECT_NEEDED' },
  });
});
