import { expect, it } from 'vitest';
import { buildCaseForm, formEntries } from '../case-form.ts';
import { evaluate } from '../mapping/evaluate.ts';
import type { SchemaField } from '../mapping/schema.ts';
import { FACTS, mappedField, option, picklist, schemaField } from '../mapping/testing/samples.ts';
import { foreseeRules, type OrgRule } from './foresee-rules.ts';
import { statedBy } from './stated.ts';

const NOW = Date.UTC(2026, 10, 23);
const number = (name: string) => schemaField(name, { type: 'double', length: 0 });
const schema: SchemaField[] = [
  schemaField('Subject'),
  number('Amount__c'),
  picklist('Origin', option('Phone'), option('Web', { defaultValue: true })),
  schemaField('Urgent__c', { type: 'boolean', defaultedOnCreate: true, presetTrue: true }),
  schemaField('Due__c', { type: 'date', length: 0 }),
  schemaField('Code__c', { calculated: true, createable: false }),
  schemaField('ParentId', { type: 'reference', relationshipName: 'Parent', referenceTo: ['Case'] }),
  schemaField('ContactId', { type: 'reference', relationshipName: 'Contact', referenceTo: ['Contact'] }),
  schemaField('OwnerId', { type: 'reference', nillable: false, defaultedOnCreate: true }),
];
const mapping = [
  mappedField('Subject', { kind: 'fixed', value: 'Torn seam' }),
  mappedField('Amount__c', { kind: 'fixed', value: '12' }, { type: 'double' }),
  mappedField('ContactId', { kind: 'internal', data: 'linked_contact' }, { type: 'reference' }),
];
const form = buildCaseForm(formEntries(evaluate(mapping, FACTS)), null, schema);

function foresee(formula: string, typed: Record<string, string | null> = {}) {
  const prefilled = form.map(({ name, value }): [string, string | null] => [name, value]);
  const stated = statedBy({
    form,
    values: new Map([...prefilled, ...Object.entries(typed)]),
    schema,
    recordType: { id: '012000000000001AAA', name: 'Social', label: 'Social Support' },
    ours: new Map([['Care_Case_Id__c', 'case_1']]),
  });
  const rule: OrgRule = { name: 'R', message: 'No.', field: 'Subject', formula };
  const { verdicts, notChecked } = foreseeRules([rule], stated, NOW, 'Europe/Berlin');
  return verdicts.length > 0 ? 'refused' : (notChecked[0]?.why ?? 'taken');
}

it.each<[string, Record<string, string | null> | undefined, string]>([
  ['LEN(Subject) > 5', undefined, 'refused'],
  ['LEN(subject) > 5', { Subject: 'Torn' }, 'taken'],
  ['ISBLANK(Subject)', { Subject: '  ' }, 'refused'],
  ['Amount__c > 10', undefined, 'refused'],
  ['Amount__c > 10', { Amount__c: '' }, 'taken'],
  ['Amount__c > 10', { Amount__c: 'many' }, 'Amount__c holds no number.'],
  ['ISPICKVAL(Origin, "Web")', undefined, 'refused'],
  ['Urgent__c', undefined, 'refused'],
  ['ISBLANK(Due__c)', undefined, 'refused'],
  ['$RecordType.DeveloperName = "Social"', undefined, 'refused'],
  ['RecordType.Name = "Social Support"', undefined, 'refused'],
  ['RecordTypeId = "012000000000001AAA"', undefined, 'refused'],
  ['NOT(ISBLANK(Care_Case_Id__c))', undefined, 'refused'],
  ['ISBLANK(Parent.Subject)', undefined, 'refused'],
  ['ISBLANK(Contact.Email)', undefined, 'It looks at Contact.Email.'],
  ['ISBLANK(Code__c)', undefined, 'It looks at Code__c.'],
  ['OwnerId = "005"', undefined, 'It looks at OwnerId.'],
  ['$Profile.Name = "Agent"', undefined, 'It looks at $Profile.Name.'],
  ['Hidden__c = 1', undefined, 'It looks at Hidden__c, which Care cannot see.'],
  ['VLOOKUP(A, B, C) = 1', undefined, 'Care does not read VLOOKUP() in its formula.'],
])('%s with %j is %s', (formula, typed, expected) => {
  expect(foresee(formula, typed)).toBe(expected);
});

it("says it in the rule's own words, where the rule says it, and never blocks", () => {
  const rule: OrgRule = { name: 'Needs_Due', message: 'Give a due date.', field: null, formula: 'TRUE' };
  expect(foreseeRules([rule], () => ({ unknown: '' }), NOW, null).verdicts).toEqual([
    {
      field: null,
      code: 'VALIDATION_RULE',
      kind: 'warning',
      fact: 'Give a due date.',
      remedy: 'The org’s rule Needs_Due refuses it as it is.',
    },
  ]);
});
