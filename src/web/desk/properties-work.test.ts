// @vitest-environment node
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import type { CasePropertiesChange, CasePropertiesShape } from '../../api/case-properties.ts';
import { createApiClient } from '../clients/api-client.ts';
import { CASE_ID, type FakeCare, ORIGIN, problem, startFakeCare } from '../clients/testing/fake-care.ts';
import { createPropertiesWork, type PropertiesWork } from './properties-work.ts';
import { createPropertiesStore, editedOf, isEdited, type PropertiesStore } from './store/properties-store.ts';

const SAVED: CasePropertiesShape = {
  sentiment: null,
  language: 'en',
  labels: ['Refund'],
  fields: [
    { key: 'field_order', name: 'Order number', type: 'text', options: [], value: null },
    { key: 'field_day', name: 'Bought on', type: 'date', options: [], value: '2026-11-02' },
  ],
  knownLabels: ['Refund'],
};
const address = `${ORIGIN}/v1/cases/${CASE_ID}/properties`;

let care: FakeCare;
let store: PropertiesStore;
let work: PropertiesWork;
let sent: CasePropertiesChange[];

beforeEach(async () => {
  care = startFakeCare();
  sent = [];
  care.use(
    http.get(address, () => HttpResponse.json(SAVED)),
    http.put(address, async ({ request }) => {
      sent.push((await request.json()) as CasePropertiesChange);
      return HttpResponse.json({ ...SAVED, sentiment: 'positive' });
    }),
  );
  store = createPropertiesStore();
  work = createPropertiesWork(createApiClient({ fetch: care.fetch, retryDelaysMs: [] }), store, CASE_ID);
  await work.load();
});

test('what is changed is shown over what is saved, and only that is sent', async () => {
  work.edit({ sentiment: 'positive' });
  work.edit({ fields: { field_order: '48-1' } });
  work.edit({ fields: { field_day: null } });

  expect(editedOf(store.getState())).toMatchObject({
    sentiment: 'positive',
    language: 'en',
    fields: [{ value: '48-1' }, { value: null }],
  });
  await work.save();
  expect(sent).toEqual([{ sentiment: 'positive', fields: { field_order: '48-1', field_day: null } }]);
  expect(isEdited(store.getState())).toBe(false);
  expect(store.getState().shown?.sentiment).toBe('positive');
});

test('what is refused stays to be mended, and can be discarded', async () => {
  care.use(http.put(address, () => problem(422, 'VALIDATION_FAILED')));
  work.edit({ labels: [] });
  await work.save();

  expect(store.getState().problem?.code).toBe('VALIDATION_FAILED');
  expect(editedOf(store.getState())?.labels).toEqual([]);
  work.discard();
  expect(editedOf(store.getState())?.labels).toEqual(['Refund']);
});

test('what changes elsewhere arrives without what is being typed being lost', async () => {
  work.edit({ language: 'sv' });
  care.use(http.get(address, () => HttpResponse.json({ ...SAVED, labels: ['VIP'] })));
  await work.load();

  expect(editedOf(store.getState())).toMatchObject({ language: 'sv', labels: ['VIP'] });
});
