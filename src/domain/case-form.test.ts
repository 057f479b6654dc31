import { expect, it } from 'vitest';
import { buildCaseForm, formEntries, mergeCaseForm } from './case-form.ts';
import type { CareFacts } from './mapping/care-facts.ts';
import { defaultMapping } from './mapping/default-mappings.ts';
import { evaluate } from './mapping/evaluate.ts';
import { fitToSchema } from './mapping/fit-to-schema.ts';
import { FACTS, schemaField as field, mappedField, option, picklist } from './mapping/testing/samples.ts';

const described = [
  field('Subject'),
  field('Description', { type: 'textarea', length: 32_000 }),
  field('ContactId', { type: 'reference', length: 18 }),
  picklist('Status', option('New', { defaultValue: true }), option('Working'), option('Closed')),
  picklist('Priority', option('high'), option('Medium', { defaultValue: true })),
  picklist('Origin', option('Phone'), option('Social', { active: false })),
  field('SuppliedName', { length: 80 }),
  field('SuppliedEmail', { type: 'email', length: 80 }),
  field('SuppliedPhone', { length: 40, createable: false }),
];
const form = (fields = described, facts: CareFacts = FACTS) =>
  buildCaseForm(formEntries(fitToSchema(evaluate(defaultMapping('Case'), facts), fields)), null, fields);
const shown = (name: string, fields = form()) => fields.find((each) => each.name === name)?.value;

it("fills the form from the case, in the org's own words", () => {
  expect(form()[0]).toEqual({
    name: 'Subject',
    label: 'Subject label',
    type: 'text',
    sort: 'text',
    required: false,
    writable: true,
    length: 255,
    digits: null,
    restricted: false,
    controller: null,
    options: [],
    value: 'X: Mara Lindqvist: Where is my order?',
    source: 'Platform, author and customer’s first message, shortened to a line',
    editable: true,
  });
  expect(shown('Status')).toBe('Working');
  expect(shown('SuppliedEmail')).toBe('mara@example.com');
});

it("takes the org's spelling of a picklist value, and its default for an unknown one", () => {
  expect(shown('Priority')).toBe('high');
  expect(shown('Priority', form(described, { ...FACTS, case: { ...FACTS.case, priority: 'low' } }))).toBe(
    'Medium',
  );
  expect(shown('Origin')).toBeNull();
});

it('leaves out what the user may not write and nothing stands in', () => {
  expect(form().map((each) => each.name)).not.toContain('SuppliedPhone');
});

it('shows what would be written although nobody may, to be left out and never to be filled', () => {
  const customer = { ...FACTS.customer, phone: '+46 70 123' };
  const closed = form(described.slice(0, -2), { ...FACTS, customer });
  expect(closed).toContainEqual(
    expect.objectContaining({ name: 'SuppliedEmail', label: 'Web Email', writable: null }),
  );
  expect(form(described, { ...FACTS, customer })).toContainEqual(
    expect.objectContaining({ name: 'SuppliedPhone', writable: false, value: '+46 70 123' }),
  );
  expect(mergeCaseForm(closed, { SuppliedEmail: '' })).toHaveProperty('fields');
  expect(mergeCaseForm(closed, { SuppliedEmail: 'x@y.example' })).toEqual({ refused: ['SuppliedEmail'] });
});

it('asks for what the org requires beyond the mapping', () => {
  const required = { nillable: false, length: 20 };
  const fields = form([
    ...described,
    field('Region__c', required),
    field('OwnerId', { ...required, defaultedOnCreate: true }),
    field('IsEscalated', { ...required, type: 'boolean' }),
  ]);

  expect(fields.slice(-1)).toMatchObject([
    { name: 'Region__c', required: true, value: null, editable: true, source: 'Required by the org' },
  ]);
});

it('cuts a long value where it can be seen, never inside a character', () => {
  const { latestOfCustomer } = FACTS.messages;
  const firstOfCustomer = { ...latestOfCustomer!, text: 'ab😞cd' };
  const facts = { ...FACTS, messages: { ...FACTS.messages, firstOfCustomer } };
  const fields = form([field('Description', { type: 'textarea', length: 4 })], facts);

  expect(shown('Description', fields)).toBe('ab…');
});

it('takes the choices for editable fields and refuses all others', () => {
  expect(mergeCaseForm(form(), { Subject: 'Mine', Origin: null })).toMatchObject({
    fields: { Subject: 'Mine', Status: 'Working', ContactId: FACTS.contact?.id },
  });
  expect(mergeCaseForm(form(), { OwnerId: '005', Status: 'Closed', Subject: 'x' })).toEqual({
    refused: ['OwnerId', 'Status'],
  });
});

it('neither cuts nor hands to the agent what a lookup is found by', () => {
  const by = { relationship: 'Brand__r', field: 'Handle__c' };
  const mapping = [
    mappedField(
      'Brand__c',
      { kind: 'fixed', value: 'a handle longer than an id' },
      { type: 'reference', by },
    ),
  ];
  const schema = [field('Brand__c', { type: 'reference', length: 18 })];

  const entries = formEntries(fitToSchema(evaluate(mapping, FACTS), schema));
  expect(buildCaseForm(entries, null, schema)).toMatchObject([
    { value: 'a handle longer than an id', editable: false },
  ]);
});
