import { expect, it } from 'vitest';
import type { CareFacts } from './care-facts.ts';
import { evaluate } from './evaluate.ts';
import type { FieldSource, MappedField } from './mapped-field.ts';
import { recordOf, withRelationships } from './record-of.ts';
import { FACTS, mappedField } from './testing/samples.ts';

const valueIn = (source: FieldSource, more: Partial<MappedField> = {}, facts = FACTS) =>
  evaluate([mappedField('A__c', source, more)], facts)[0];

it.each([
  [{ kind: 'dynamic', data: 'brand_name' }, 'Acme Help'],
  [{ kind: 'dynamic', data: 'customer_phone' }, null],
  [{ kind: 'internal', data: 'agent_email' }, 'jonas@acme.example'],
  [{ kind: 'fixed', value: 'Social' }, 'Social'],
  [{ kind: 'fixed', value: '' }, null],
  [{ kind: 'template', template: '{platform} #{case_number}' }, 'X #9463'],
  [{ kind: 'variable', data: 'case_priority', values: { urgent: 'High' }, otherwise: 'Low' }, 'High'],
  [{ kind: 'variable', data: 'case_priority', values: { low: 'Low' }, otherwise: 'Medium' }, 'Medium'],
] satisfies [FieldSource, string | null][])('%j becomes %s', (source, value) => {
  expect(valueIn(source)?.value).toBe(value);
});

const OWN: CareFacts = {
  ...FACTS,
  own: {
    labels: ['Refund', 'VIP'],
    fields: [
      {
        key: 'field_products',
        name: 'Products',
        type: 'multi_select',
        options: [
          { value: 'brio', label: 'Brio' },
          { value: 'cup', label: 'Travel cup' },
        ],
      },
      { key: 'field_order', name: 'Order number', type: 'text', options: [] },
      { key: 'field_bought', name: 'Bought on', type: 'date', options: [] },
    ],
  },
  case: {
    ...FACTS.case,
    sentiment: 'negative',
    language: 'sv',
    labels: ['Refund', 'VIP'],
    fields: { field_products: ['brio', 'cup'], field_bought: '2026-11-02' },
  },
};
const products = (values: Record<string, string>, otherwise: string | null = null): FieldSource => ({
  kind: 'variable',
  data: 'field_products',
  values,
  otherwise,
});

it.each<[string, string, FieldSource, string | null]>([
  ['several values', 'multipicklist', products({ brio: 'Coffee', cup: 'Cups' }), 'Coffee;Cups'],
  [
    'several values that are the same there',
    'multipicklist',
    products({ brio: 'Ware', cup: 'Ware' }),
    'Ware',
  ],
  [
    'several values with a word for the rest',
    'multipicklist',
    products({ cup: 'Cups' }, 'Other'),
    'Cups;Other',
  ],
  ['several values as text', 'string', products({ brio: 'Coffee', cup: 'Cups' }), 'Coffee, Cups'],
  ['the first that is mapped', 'picklist', products({ cup: 'Cups' }, 'Other'), 'Cups'],
  [
    'a label as a tick',
    'boolean',
    { kind: 'variable', data: 'labels', values: { VIP: 'true' }, otherwise: 'false' },
    'true',
  ],
  [
    'a sentiment',
    'picklist',
    { kind: 'variable', data: 'sentiment', values: { negative: 'Angry' }, otherwise: null },
    'Angry',
  ],
  ['a day', 'date', { kind: 'dynamic', data: 'field_bought' }, '2026-11-02'],
  ['what has no value', 'string', { kind: 'dynamic', data: 'field_order' }, null],
  [
    'all of it in a template',
    'string',
    { kind: 'template', template: '{labels}: {field_products}, {language}' },
    'Refund, VIP: Brio, Travel cup, Swedish',
  ],
])('writes what an account has of its own: %s', (_what, type, source, value) => {
  expect(valueIn(source, { type }, OWN)?.value).toBe(value);
});

it('names each of several values that nothing is mapped to', () => {
  expect(valueIn(products({}), { type: 'multipicklist' }, OWN)).toMatchObject({
    value: null,
    unmapped: 'Brio, Travel cup',
  });
});

it('says which value nothing is mapped to', () => {
  const source = {
    kind: 'variable',
    data: 'case_priority',
    values: { low: 'Low' },
    otherwise: null,
  } as const;
  expect(valueIn(source)).toMatchObject({ value: null, unmapped: 'Urgent' });
});

it('writes messages as a line each, with the second they were sent', () => {
  const lines = [
    '[2026-11-20T18:42:00Z] Mara Lindqvist: Where is\n my order?',
    '[2026-11-22T09:30:00Z] Mara Lindqvist: Still nothing 😞',
  ];
  const read = (data: string) => valueIn({ kind: 'dynamic', data }, { length: 32_000 })?.value;

  expect(read('first_message')).toBe(lines[0]);
  expect(read('latest_message')).toBe(lines[1]);
  expect(read('last_10_messages')).toBe(lines.join('\n'));
});

it('cuts text where it may and tells its whole length, and leaves addresses whole', () => {
  const source = { kind: 'dynamic', data: 'customer_email' } as const;

  expect(valueIn(source, { length: 5 })).toMatchObject({ value: 'mara…', cutFrom: 16 });
  expect(valueIn(source, { length: 5, shorten: false })).toMatchObject({
    value: 'mara@example.com',
    cutFrom: null,
  });
  expect(valueIn(source, { length: 5, type: 'email' })).toMatchObject({ value: 'mara@example.com' });
});

it('writes a time as a day where only a day fits', () => {
  expect(valueIn({ kind: 'internal', data: 'escalated_at' }, { type: 'date', length: 0 })?.value).toBe(
    '2026-11-22',
  );
});

it('splits Name into the fields it is written by', () => {
  const values = evaluate(
    [mappedField('Name', { kind: 'dynamic', data: 'customer_name' }, { type: 'name', length: 121 })],
    FACTS,
  );
  expect(recordOf(values)).toEqual({ FirstName: 'Mara', LastName: 'Lindqvist' });
});

it('makes a record of the types Salesforce keeps, without what is empty', () => {
  const values = evaluate(
    [
      mappedField('Number__c', { kind: 'dynamic', data: 'case_number' }, { type: 'double' }),
      mappedField('Vip__c', { kind: 'fixed', value: 'TRUE' }, { type: 'boolean' }),
      mappedField('Phone', { kind: 'dynamic', data: 'customer_phone' }, { type: 'phone' }),
      mappedField(
        'Brand__c',
        { kind: 'dynamic', data: 'brand_handle' },
        { type: 'reference', by: { relationship: 'Brand__r', field: 'Handle__c' } },
      ),
    ],
    FACTS,
  );
  const record = recordOf(values);
  expect(record).toEqual({ Number__c: 9463, Vip__c: true, 'Brand__r.Handle__c': '@acme' });
  expect(withRelationships(record)).toEqual({
    Number__c: 9463,
    Vip__c: true,
    Brand__r: { Handle__c: '@acme' },
  });
});

it('leaves the account of a person’s case to Salesforce, whatever is mapped', () => {
  const account = mappedField('AccountId', { kind: 'fixed', value: '001000000000001AAA' });
  const person: CareFacts = { ...FACTS, contact: { id: '003000000000001AAA', name: 'Mara', isPerson: true } };

  expect(recordOf(evaluate([account], FACTS))).toEqual({ AccountId: '001000000000001AAA' });
  expect(evaluate([account], person)).toMatchObject([
    { value: null, words: 'Salesforce takes it from the person account' },
  ]);
});
