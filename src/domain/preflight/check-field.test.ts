import { expect, it } from 'vitest';
import { type CheckedField, checkField } from './check-field.ts';

const field = (change: Partial<CheckedField> = {}): CheckedField => ({
  name: 'Subject',
  label: 'Subject',
  sort: 'text',
  required: false,
  writable: true,
  length: 20,
  digits: null,
  restricted: false,
  controller: null,
  options: [],
  ...change,
});
const option = (value: string, validFor: string[] | null = null) => ({ value, label: value, validFor });
const say = (of: CheckedField, value: string | null, others: Record<string, string | null> = {}) =>
  checkField(of, new Map(Object.entries({ ...others, [of.name]: value }))).map(
    ({ kind, code }) => `${kind} ${code}`,
  );
const BLOCKS = (code: string) => [`refusal ${code}`];
const WARNS = (code: string) => [`warning ${code}`];

const reason = field({
  name: 'Reason',
  label: 'Reason',
  sort: 'picklist',
  length: null,
  options: [option('Torn', ['Jacket']), option('Late')],
  controller: 'Product__c',
});

it.each<[string, CheckedField, string | null, string[]]>([
  ['a text that fits', field(), 'Torn seam', []],
  ['nothing where nothing is required', field(), '', []],
  ['nothing where something is', field({ required: true }), null, BLOCKS('REQUIRED')],
  ['white space, which is nothing', field({ required: true }), ' \n ', BLOCKS('REQUIRED')],
  ['one character too many', field(), 'x'.repeat(21), BLOCKS('TOO_LONG')],
  ['white space around what fits', field(), `  ${'x'.repeat(20)}  `, []],
  ['line breaks that count twice', field(), `${'x'.repeat(17)}\ny`, []],
  ['line breaks that may be too much', field(), `${'x'.repeat(17)}\n\ny`, WARNS('MAYBE_TOO_LONG')],
  ['a field nobody may write', field({ writable: false }), 'x', BLOCKS('NOT_WRITABLE')],
  ['the same left out', field({ writable: false }), '', []],
  ['a field the org has not', field({ writable: null }), 'x', BLOCKS('NOT_WRITABLE')],
  ['an address', field({ sort: 'email' }), 'maya@shop.example', []],
  ['half an address', field({ sort: 'email' }), 'maya@shop', BLOCKS('NOT_OF_TYPE')],
  ['an odd address', field({ sort: 'email' }), 'a..b@shop.example', WARNS('MAYBE_NOT_OF_TYPE')],
  ['a phone number in words', field({ sort: 'phone' }), 'ask reception', []],
  ['a web address without https', field({ sort: 'url' }), 'shop.example', []],
  ['a number', field({ sort: 'number', length: null, digits: 3 }), '-999.5', []],
  ['too great a number', field({ sort: 'number', length: null, digits: 3 }), '1000', BLOCKS('NOT_OF_TYPE')],
  ['words for a number', field({ sort: 'number', length: null }), '1,000', BLOCKS('NOT_OF_TYPE')],
  ['a day', field({ sort: 'date', length: null }), '2026-02-28', []],
  ['a day that never comes', field({ sort: 'date', length: null }), '2026-02-30', BLOCKS('NOT_OF_TYPE')],
  ['a time', field({ sort: 'datetime', length: null }), '2026-02-28T09:31:00+0100', []],
  ['half a time', field({ sort: 'datetime', length: null }), '2026-02-28T25:31', BLOCKS('NOT_OF_TYPE')],
  ['an id', field({ sort: 'lookup' }), '003000000000001AAA', []],
  ['a name for an id', field({ sort: 'contact' }), 'Maya', BLOCKS('NOT_OF_TYPE')],
  ['Yes or No', field({ sort: 'checkbox' }), 'yes', BLOCKS('NOT_OF_TYPE')],
  ['a value in other letters', { ...reason, restricted: true }, 'late', []],
  ['a value of no list', reason, 'Lost', WARNS('UNLISTED_VALUE')],
  ['the same where the list is closed', { ...reason, restricted: true }, 'Lost', BLOCKS('NOT_IN_PICKLIST')],
  [
    'one of several that is not there',
    { ...reason, sort: 'multipicklist', restricted: true },
    'Late;Lost',
    BLOCKS('NOT_IN_PICKLIST'),
  ],
])('foresees what becomes of %s', (_name, of, value, expected) => {
  expect(say(of, value)).toEqual(expected);
});

it('knows what goes with the field that decides, once the record says it', () => {
  const closed = { ...reason, restricted: true };
  expect(say(closed, 'Torn', { Product__c: 'jacket' })).toEqual([]);
  expect(say(closed, 'Torn', { Product__c: 'Tent' })).toEqual(BLOCKS('NOT_WITH_CONTROLLER'));
  expect(say(closed, 'Torn', { Product__c: null })).toEqual(BLOCKS('NOT_WITH_CONTROLLER'));
  expect(say(closed, 'Torn')).toEqual([]);
  expect(say(closed, 'Late', { Product__c: 'Tent' })).toEqual([]);
  expect(say(reason, 'Torn', { Product__c: 'Tent' })).toEqual(WARNS('NOT_WITH_CONTROLLER'));
});

it('says by how much a text is too long', () => {
  const of = (length: number) => checkField(field(), new Map([['Subject', 'x'.repeat(length)]]))[0]?.fact;
  expect(of(36)).toBe('16 characters too long for Salesforce.');
  expect(of(21)).toBe('1 character too long for Salesforce.');
});
