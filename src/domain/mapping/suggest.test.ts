import { expect, it } from 'vitest';
import { NOTHING_OF_ITS_OWN } from '../case-field.ts';
import { suggestMapping } from './suggest.ts';
import { option, picklist, schemaField } from './testing/samples.ts';

const suggested = (...fields: Parameters<typeof suggestMapping>[1]) =>
  suggestMapping('Ticket__c', fields, NOTHING_OF_ITS_OWN);

it.each([
  ['Customer_Email__c', 'email', 'customer_email'],
  ['Social_Handle__c', 'string', 'author_handle'],
  ['Post_URL__c', 'url', 'message_url'],
  ['Transcript__c', 'textarea', 'last_10_messages'],
  ['EscalatedAt__c', 'datetime', 'escalated_at'],
])('finds by its name that %s of the type %s could be %s', (name, type, data) => {
  const field = schemaField(name, { type, label: name.replace(/__c$/, '').replaceAll('_', ' ') });
  expect(suggested(field)[0]?.source).toMatchObject({ data });
});

it('pairs the values of a picklist that say the same', () => {
  const field = {
    ...picklist('Urgency__c', option('HIGH'), option('Low'), option('None')),
    label: 'Urgency',
  };
  expect(suggested(field)).toMatchObject([
    {
      source: { data: 'case_priority', values: { high: 'HIGH', low: 'Low' }, otherwise: null },
      why: '2 of 4 values are the same, and it is called Urgency.',
    },
  ]);
});

it('finds a case field of the account by its name, and pairs its options', () => {
  const field = {
    ...picklist('Team__c', option('Billing'), option('Returns')),
    label: 'Team ownership',
  };
  const options = ['Billing', 'Returns'].map((label) => ({ value: label.toLowerCase(), label }));
  const own = {
    labels: [],
    fields: [{ key: 'field_team', name: 'Team ownership', type: 'single_select', options } as const],
  };
  expect(suggestMapping('Case', [field], own)[0]).toMatchObject({
    source: { data: 'field_team', values: { billing: 'Billing', returns: 'Returns' } },
    words: 'Team ownership',
  });
});

it('offers the start of Care for standard fields, and nothing that does not fit or cannot be written', () => {
  const schema = [
    schemaField('Subject'),
    schemaField('Email__c', { type: 'date', label: 'Email' }),
    schemaField('Handle__c', { createable: false, label: 'Handle' }),
    schemaField('Colour__c', { label: 'Colour' }),
  ];
  expect(
    suggestMapping('Case', schema, NOTHING_OF_ITS_OWN).map(({ field, confidence }) => [field, confidence]),
  ).toEqual([['Subject', 95]]);
});

it('offers the linked contact where a lookup leads to one, the surest first', () => {
  const lookup = schemaField('Person__c', { type: 'reference', referenceTo: ['Contact'], label: 'Person' });
  const email = schemaField('Email__c', { type: 'email', label: 'Email' });
  expect(suggested(lookup, email).map(({ field }) => field)).toEqual(['Email__c', 'Person__c']);
});
