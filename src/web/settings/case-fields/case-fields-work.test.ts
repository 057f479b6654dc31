import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { createApiClient } from '../../clients/api-client.ts';
import { type FakeCare, ORIGIN, problem, startFakeCare } from '../../clients/testing/fake-care.ts';
import { type CaseFieldsWork, createCaseFieldsWork } from './case-fields-work.ts';
import { type CaseFieldsStore, createCaseFieldsStore, type ManagedField } from './store/case-fields-store.ts';
import { draftOf } from './store/field-draft.ts';

const TEAM: ManagedField = {
  key: 'field_team',
  name: 'Team',
  type: 'single_select',
  cases: 2,
  usedBy: [],
  options: [{ value: 'crm', label: 'CRM', cases: 2, neededBy: [] }],
};

let care: FakeCare;
let store: CaseFieldsStore;
let work: CaseFieldsWork;
let said: string[];

beforeEach(async () => {
  care = startFakeCare();
  said = [];
  care.use(http.get(`${ORIGIN}/v1/care-data`, () => HttpResponse.json({ fields: [TEAM], labels: [] })));
  store = createCaseFieldsStore();
  const api = createApiClient({ fetch: care.fetch, retryDelaysMs: [] });
  work = createCaseFieldsWork({ api, store, say: (text) => said.push(text) });
  await work.load();
});

test('a field is added with its options, and one that is there keeps the values of its own', async () => {
  care.use(
    http.post(`${ORIGIN}/v1/case-fields`, () => HttpResponse.json(TEAM, { status: 201 })),
    http.put(`${ORIGIN}/v1/case-fields/field_team`, () => HttpResponse.json(TEAM)),
  );
  const options = [
    { value: null, label: ' Ops ' },
    { value: null, label: '' },
  ];
  await work.save(null, { name: ' Team ', type: 'multi_select', options });
  expect(care.requests('POST', '/case-fields')[0]?.body).toEqual({
    name: 'Team',
    type: 'multi_select',
    options: ['Ops'],
  });
  const draft = draftOf(TEAM);
  await work.save(TEAM, { ...draft, name: 'Owner', options: [...draft.options, ...options] });
  expect(care.requests('PUT', '/field_team')[0]?.body).toEqual({
    name: 'Owner',
    options: [
      { value: 'crm', label: 'CRM' },
      { value: null, label: 'Ops' },
    ],
  });
  expect(said).toEqual(['Team is added, and can be mapped', 'Owner is saved']);
});

test('what is refused stays asked for, with the reason', async () => {
  care.use(http.delete(`${ORIGIN}/v1/case-fields/field_team`, () => problem(409, 'CARE_DATA_IN_USE')));
  work.ask({ what: 'delete_field', field: TEAM });
  await work.remove(TEAM);
  expect(store.getState()).toMatchObject({
    asking: { what: 'delete_field' },
    problem: { code: 'CARE_DATA_IN_USE' },
    busy: false,
  });
  expect(said).toEqual([]);
});

test('a label gets another name, or goes', async () => {
  care.use(http.put(`${ORIGIN}/v1/case-labels`, () => new HttpResponse(null, { status: 204 })));
  await work.changeLabel('Vip', 'VIP');
  await work.changeLabel('VIP', null);
  expect(care.requests('PUT', '/case-labels').map(({ body }) => body)).toEqual([
    { label: 'Vip', becomes: 'VIP' },
    { label: 'VIP', becomes: null },
  ]);
  expect(said).toEqual(['Vip is now VIP', 'VIP is deleted']);
});
