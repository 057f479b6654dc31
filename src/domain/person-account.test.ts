import { expect, it } from 'vitest';
import { isRequired } from './mapping/schema.ts';
import { mappedField, schemaField } from './mapping/testing/samples.ts';
import { asLeadSchema, asPersonMapping, asPersonSchema, personFieldOf } from './person-account.ts';

const ACCOUNT = [
  schemaField('Name', { nillable: false }),
  schemaField('LastName'),
  schemaField('Phone'),
  schemaField('Site'),
  schemaField('PersonEmail'),
  schemaField('Club__pc', { relationshipName: 'Club__pr', type: 'reference', referenceTo: ['Club__c'] }),
  schemaField('acme__Tier__pc'),
  schemaField('Tier__c'),
];

it.each([
  ['Email', 'PersonEmail'],
  ['Phone', 'Phone'],
  ['Name', 'Name'],
  ['acme__Tier__c', 'acme__Tier__pc'],
  // Of the same name, and not of the person.
  ['Site', null],
  ['Tier__c', null],
  ['AccountId', null],
])('%s of a contact is %s of a person account', (field, there) => {
  expect(personFieldOf(field, ACCOUNT)?.name ?? null).toBe(there);
});

it('moves a mapping over, its lookups by the relationship there, and tells what is left', () => {
  const from = { kind: 'fixed', value: 'x' } as const;
  const by = { relationship: 'Club__r', field: 'Code__c' };
  const mapping = [
    mappedField('Email', from),
    mappedField('Club__c', from, { by }),
    mappedField('Fax', from),
  ];

  const { fields, left } = asPersonMapping(mapping, ACCOUNT);
  expect(fields.map((each) => [each.field, each.by])).toEqual([
    ['PersonEmail', null],
    ['Club__pc', { relationship: 'Club__pr', field: 'Code__c' }],
  ]);
  expect(left.map(({ field }) => field)).toEqual(['Fax']);
});

it('needs a person’s last name instead of an account name, and of a lead no company', () => {
  const required = (fields: typeof ACCOUNT) => fields.filter(isRequired).map(({ name }) => name);

  expect(required(asPersonSchema(ACCOUNT))).toEqual(['LastName']);
  const lead = ['LastName', 'Company'].map((name) => schemaField(name, { nillable: false }));
  expect(required(asLeadSchema(lead))).toEqual(['LastName']);
});
