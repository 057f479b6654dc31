import { describe, expect, it, test } from 'vitest';
import { NOTHING_OF_ITS_OWN } from '../case-field.ts';
import { accountBook } from './care-data.ts';
import { findDrift, type SeenSchema } from './drift.ts';
import { type LookupKey, neededFields } from './drift-of-keys.ts';
import { keepSchema } from './kept-schema.ts';
import type { SchemaField } from './schema.ts';
import { schemaField } from './testing/samples.ts';

const KEY = schemaField('Care_Escalation_Id__c', { externalId: true, unique: true });
const seen = (fields: SchemaField[], more: Partial<SeenSchema> = {}): SeenSchema => ({
  fields,
  rules: null,
  holder: 'Ines',
  needed: neededFields('Case', null),
  ...more,
});
const drift = (now: SeenSchema, before = seen([KEY])) =>
  findDrift(keepSchema(before, []), now, [], accountBook(NOTHING_OF_ITS_OWN)).map(
    ({ kind, subject, severity }) => [kind, subject, severity],
  );

test.each<[string, SchemaField[], string[][]]>([
  ['as it was', [KEY], []],
  ['gone', [], [['key_gone', KEY.name, 'refusal']]],
  ['no external id', [{ ...KEY, externalId: false }], [['key_gone', KEY.name, 'refusal']]],
  ['not unique', [{ ...KEY, unique: false }], [['key_shared', KEY.name, 'warning']]],
  ['read-only', [{ ...KEY, createable: false }], [['key_gone', KEY.name, 'refusal']]],
  ['of an org that does not tell whether it is unique', [{ ...KEY, unique: undefined }], []],
])('tells of a key of escalations that is %s', (_how, fields, expected) => {
  expect(drift(seen(fields))).toEqual(expected);
});

it('says nothing of a key that an org never had', () => {
  expect(drift(seen([]), seen([]))).toEqual([]);
});

describe('the org’s own object for messages', () => {
  const chosen = { object: 'Post__c', key: 'Key__c', parent: 'Case__c' };
  const needed = neededFields('Post__c', chosen);
  const key = schemaField('Key__c', { externalId: true, unique: true });
  const parent = schemaField('Case__c', { type: 'reference', referenceTo: ['Case'] });

  it('needs its key and its lookup, and Care’s own object needs nothing as long as it is not used', () => {
    expect(needed.map(({ name }) => name)).toEqual(['Key__c', 'Case__c']);
    expect(neededFields('Care_Message__c', chosen)).toEqual([]);
    expect(neededFields('Care_Message__c', null).map(({ name }) => name)).toEqual(['Care_Id__c', 'Case__c']);
  });

  it('tells that its lookup is gone or leads elsewhere', () => {
    const before = seen([key, parent], { needed });
    expect(drift(seen([key], { needed }), before)).toEqual([['key_gone', 'Case__c', 'refusal']]);
    const elsewhere = { ...parent, referenceTo: ['Account'] };
    expect(drift(seen([key, elsewhere], { needed }), before)).toEqual([['key_gone', 'Case__c', 'refusal']]);
    expect(drift(before, before)).toEqual([]);
  });
});

describe('a mapped lookup', () => {
  const product = schemaField('Product__c', { type: 'reference' });
  const by = (state: LookupKey['state']) =>
    seen([KEY, product], {
      lookupKeys: [{ field: 'Product__c', key: 'Code__c', target: 'Product2', state }],
    });

  it('is told when what finds its record is no external id any more, or not unique any more', () => {
    expect(drift(by('lost'), by('unique'))).toEqual([['key_gone', 'Product__c', 'refusal']]);
    expect(drift(by('shared'), by('unique'))).toEqual([['key_shared', 'Product__c', 'warning']]);
    expect(drift(by('unique'), by('unique'))).toEqual([]);
  });

  it('is left alone where its key never was unique', () => {
    expect(drift(by('shared'), by('shared'))).toEqual([]);
    expect(drift(by('unsaid'), by('unique'))).toEqual([]);
  });
});
