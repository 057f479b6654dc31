import { expect, it } from 'vitest';
import type { FieldSource } from './mapped-field.ts';
import { permissionSetXml } from './permission-set-xml.ts';
import { type MappedObject, requiredPermissions } from './required-permissions.ts';
import { mappedField, schemaField } from './testing/samples.ts';

const author: FieldSource = { kind: 'dynamic', data: 'author' };
const OWN: MappedObject = {
  object: 'Own__c',
  label: 'Own',
  schema: [
    schemaField('Subject'),
    schemaField('Company', { nillable: false }),
    schemaField('Status', { permissionable: false }),
    schemaField('Product__c', {
      type: 'reference',
      referenceTo: ['Product__c'],
      relationshipName: 'Product__r',
    }),
    schemaField('OwnerId', { type: 'reference', referenceTo: ['Group', 'User'] }),
  ],
  mapping: [],
};
const fieldsOf = (object: string, mapped: MappedObject) =>
  requiredPermissions([mapped])
    .find((one) => one.object === object)
    ?.fields.map(({ field, right, unlisted }) => [field, right, unlisted === null]);

it('takes what Care fills in the org’s own object for messages, mapped or not', () => {
  const schema = [
    schemaField('Key__c'),
    schemaField('Case__c', { type: 'reference', referenceTo: ['Case'] }),
  ];
  const post = { object: 'Post__c', label: 'Post', schema, mapping: [], filled: ['Key__c', 'Case__c'] };
  expect(requiredPermissions([post])[0]).toMatchObject({
    object: 'Post__c',
    rights: ['read', 'create', 'edit'],
    fields: [
      { field: 'Case__c', right: 'edit' },
      { field: 'Key__c', right: 'edit' },
    ],
  });
});

it('lists each mapped field once, and says which of them no permission set can carry', () => {
  const mapping = ['Subject', 'Company', 'Status', 'Subject'].map((field) => mappedField(field, author));
  expect(fieldsOf('Own__c', { ...OWN, mapping })).toEqual([
    ['Company', 'edit', false],
    ['Status', 'edit', false],
    ['Subject', 'edit', true],
  ]);
});

it('lists a field that may not be seen: it is what is missing', () => {
  const mapping = [mappedField('Hidden__c', author)];
  expect(fieldsOf('Own__c', { ...OWN, mapping })).toEqual([['Hidden__c', 'edit', true]]);
  expect(fieldsOf('Own__c', { ...OWN, schema: null, mapping })).toEqual([['Hidden__c', 'edit', true]]);
});

it('lets a lookup’s record be read, and the external id it is found by', () => {
  const by = { relationship: 'Product__r', field: 'Code__c' };
  const mapping = [mappedField('Product__c', author, { by }), mappedField('OwnerId', author)];
  const all = requiredPermissions([{ ...OWN, mapping }]);
  expect(all.map(({ object, rights }) => [object, rights.join()])).toEqual([
    ['Own__c', 'read,create,edit'],
    ['Product__c', 'read'],
  ]);
  expect(fieldsOf('Product__c', { ...OWN, mapping })).toEqual([['Code__c', 'read', true]]);
});

it('takes what the platform gives only together along, and a name with its object', () => {
  const mapping = [mappedField('Name', author, { type: 'name' })];
  const all = requiredPermissions([{ object: 'Contact', label: 'Contact', schema: [], mapping }]);
  expect(all.map(({ object, rights }) => [object, rights.join()])).toEqual([
    ['Account', 'read'],
    ['Contact', 'read,create,edit'],
  ]);
  expect(all[1]?.fields).toMatchObject([{ field: 'Name', unlisted: 'A name follows the object.' }]);
});

it('lets accounts be written where a contact can be a person account', () => {
  const contact = { ...OWN, object: 'Contact' };
  const rights = (persons: boolean) =>
    requiredPermissions([contact], persons).map((one) => [one.object, one.rights.length]);

  expect(rights(false)).toEqual([
    ['Account', 1],
    ['Contact', 3],
  ]);
  expect(rights(true)).toEqual([
    ['Account', 3],
    ['Contact', 3],
  ]);
  const xml = permissionSetXml(requiredPermissions([contact], true), ['Account.PersonAccount']);
  expect(xml).toContain('<recordType>Account.PersonAccount</recordType>');
});
