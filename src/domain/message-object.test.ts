import { expect, it } from 'vitest';
import { schemaField } from './mapping/testing/samples.ts';
import { fitForMessages, whyNotForMessages } from './message-object.ts';

const CASE = schemaField('Case__c', { type: 'reference', referenceTo: ['Case'] });
const KEY = schemaField('Key__c', { externalId: true, unique: true });
const chosen = { object: 'Post__c', key: 'Key__c', parent: 'Case__c' };

it('takes an object with a lookup to Case and a key of its own', () => {
  const fit = fitForMessages([CASE, KEY, schemaField('Body__c')], 'Post');
  expect(fit).toMatchObject({ keys: [{ name: 'Key__c' }], parents: [{ name: 'Case__c' }], missing: [] });
  expect(whyNotForMessages(chosen, fit)).toBeNull();
  expect(whyNotForMessages({ ...chosen, key: 'Body__c' }, fit)).toContain('Body__c');
  expect(whyNotForMessages({ ...chosen, parent: 'Body__c' }, fit)).toContain('does not lead to Case');
});

it.each([
  ['no lookup to Case', [KEY, schemaField('Account__c', { type: 'reference', referenceTo: ['Account'] })]],
  ['no external id', [CASE, schemaField('Key__c')]],
  ['a key that two may share', [CASE, { ...KEY, unique: false }]],
  ['a key that is too short', [CASE, { ...KEY, length: 40 }]],
  ['a key nobody may write', [CASE, { ...KEY, createable: false }]],
])('says what to make where there is %s', (_what, schema) => {
  const fit = fitForMessages(schema, 'Post');
  expect(fit.missing).toMatchObject([{ fact: expect.any(String), remedy: expect.stringContaining('Setup') }]);
  expect(whyNotForMessages(chosen, fit)).toContain('Setup');
});
