import { expect, it } from 'vitest';
import { NOTHING_OF_ITS_OWN } from '../case-field.ts';
import { accountBook, CARE_DATA, careDataOf } from './care-data.ts';
import { fitRule, whyNotFit } from './fits.ts';
import { FIELD_SORTS } from './schema.ts';

const BOOK = accountBook(NOTHING_OF_ITS_OWN);
const lookup = { type: 'reference', referenceTo: ['Account'] };

it.each([
  ['email', 'customer_email', true],
  ['email', 'author', false],
  ['picklist', 'case_status', true],
  ['picklist', 'brand_name', false],
  ['date', 'escalated_at', true],
  ['double', 'case_number', true],
  ['double', 'author', false],
  ['string', 'last_10_messages', true],
  ['string', 'linked_contact', false],
])('whether a field of the type %s takes %s: %s', (type, data, fits) => {
  const { kind } = CARE_DATA.find(({ key }) => key === data)!;
  const source =
    kind === 'variable' ? ({ kind, data, values: {}, otherwise: null } as const) : { kind, data };
  expect(whyNotFit({ type, referenceTo: [] }, { source, by: null }, BOOK) === null).toBe(fits);
});

it('finds a lookup by an external id, and a contact by the one that is linked', () => {
  const by = { relationship: 'Account', field: 'Handle__c' };
  const handle = { kind: 'dynamic', data: 'brand_handle' } as const;
  const linked = { kind: 'internal', data: 'linked_contact' } as const;

  expect(whyNotFit(lookup, { source: handle, by }, BOOK)).toBeNull();
  expect(whyNotFit(lookup, { source: handle, by: null }, BOOK)).toContain('choose the external id');
  expect(
    whyNotFit({ type: 'reference', referenceTo: ['Contact'] }, { source: linked, by: null }, BOOK),
  ).toBeNull();
  expect(whyNotFit({ type: 'string', referenceTo: [] }, { source: handle, by }, BOOK)).toContain(
    'Only a lookup',
  );
});

it('refuses data that is not there or of another kind', () => {
  const text = { type: 'string', referenceTo: [] };
  expect(whyNotFit(text, { source: { kind: 'dynamic', data: 'nonsense' }, by: null }, BOOK)).toContain(
    'nonsense',
  );
  expect(whyNotFit(text, { source: { kind: 'dynamic', data: 'agent_name' }, by: null }, BOOK)).toContain(
    'agent_name',
  );
  expect(whyNotFit(text, { source: { kind: 'template', template: '{oops}' }, by: null }, BOOK)).toContain(
    'oops',
  );
});

it('says of every sort which kinds it takes, and only offers a kind it has data for', () => {
  for (const sort of FIELD_SORTS) {
    const { kinds, data } = fitRule(sort, careDataOf('Case', NOTHING_OF_ITS_OWN));
    for (const kind of ['dynamic', 'internal', 'variable'] as const) {
      const some = CARE_DATA.some((datum) => datum.kind === kind && data[datum.key] === null);
      expect([sort, kind, kinds[kind] === null]).toEqual([sort, kind, some]);
    }
  }
});
