import { expect, it } from 'vitest';
import { NOTHING_OF_ITS_OWN } from '../case-field.ts';
import { accountBook } from './care-data.ts';
import { type Drift, findDrift, keepOn } from './drift.ts';
import { type KeptRule, keepSchema } from './kept-schema.ts';
import type { FieldSource, MappedField } from './mapped-field.ts';
import type { SchemaField } from './schema.ts';
import { mappedField, option, picklist, schemaField } from './testing/samples.ts';

const BOOK = accountBook(NOTHING_OF_ITS_OWN);
const author: FieldSource = { kind: 'dynamic', data: 'author' };
const fixed = (value: string): FieldSource => ({ kind: 'fixed', value });
const rule = (name: string, more: Partial<KeptRule> = {}): KeptRule => ({
  id: `03d${name}`,
  name,
  message: 'Fill in the product.',
  modifiedAt: '2026-11-01T00:00:00.000Z',
  ...more,
});

const SUBJECT = schemaField('Subject');
const TIER = picklist('Tier__c', option('Gold'), option('Silver'));
const MAPPING = [mappedField('Subject', author), mappedField('Tier__c', fixed('Gold'), { type: 'picklist' })];
const kept = (rules: KeptRule[] | null = [rule('Old')], mapping: MappedField[] = MAPPING) =>
  keepSchema({ fields: [SUBJECT, TIER], rules, holder: 'Ines' }, mapping);
const drift = (
  fields: SchemaField[],
  { rules = [rule('Old')], mapping = MAPPING }: { rules?: KeptRule[] | null; mapping?: MappedField[] } = {},
) => findDrift(kept(), { fields, rules, holder: 'Ines' }, mapping, BOOK);
const short = (drifts: Drift[]) => drifts.map(({ kind, subject, severity }) => [kind, subject, severity]);

it('finds nothing where nothing that matters has changed', () => {
  expect(drift([{ ...SUBJECT, label: 'Topic' }, TIER, schemaField('Other__c')])).toEqual([]);
});

it('tells a field that is gone from one that has another name now', () => {
  expect(short(drift([TIER]))).toEqual([['field_gone', 'Subject', 'refusal']]);
  const renamed = drift([TIER, schemaField('Topic__c', { label: SUBJECT.label })]);
  expect(short(renamed)).toEqual([['field_renamed', 'Subject', 'refusal']]);
  expect(renamed[0]?.remedy).toBe('Map Topic__c in its place.');
});

it('names a right that was lost, with whose it was', () => {
  const [lost] = drift([{ ...SUBJECT, createable: false }, TIER]);
  expect(lost).toMatchObject({ kind: 'field_locked', severity: 'refusal' });
  expect(lost?.fact).toBe(`Ines may no longer write ${SUBJECT.label}.`);
});

it('refuses a shorter field only where the text may not be cut', () => {
  const fields = [{ ...SUBJECT, length: 80 }, TIER];
  expect(short(drift(fields))).toEqual([['field_shorter', 'Subject', 'warning']]);
  const whole = [mappedField('Subject', author, { shorten: false })];
  expect(short(drift(fields, { mapping: whole }))).toEqual([['field_shorter', 'Subject', 'refusal']]);
  expect(drift([{ ...SUBJECT, length: 400 }, TIER])).toEqual([]);
});

it('minds only the values that the mapping writes', () => {
  expect(short(drift([SUBJECT, picklist('Tier__c', option('Silver'))]))).toEqual([
    ['value_gone', 'Tier__c', 'warning'],
  ]);
  expect(drift([SUBJECT, picklist('Tier__c', option('Gold'))])).toEqual([]);
});

it('says of another type whether the source still fits it', () => {
  expect(short(drift([{ ...SUBJECT, type: 'textarea' }, TIER]))).toEqual([
    ['type_changed', 'Subject', 'warning'],
  ]);
  expect(short(drift([{ ...SUBJECT, type: 'email' }, TIER]))).toEqual([
    ['type_changed', 'Subject', 'refusal'],
  ]);
});

it('finds what is required since, mapped or not', () => {
  const product = schemaField('Product__c', { nillable: false });
  expect(short(drift([SUBJECT, TIER, product]))).toEqual([['field_required', 'Product__c', 'refusal']]);
  expect(short(drift([{ ...SUBJECT, nillable: false }, TIER]))).toEqual([
    ['field_required', 'Subject', 'warning'],
  ]);
  expect(drift([SUBJECT, { ...TIER, nillable: false }])).toEqual([]);
});

it('finds what a person account must have since, and keeps the alarm until the mapping of Contact fills it', () => {
  const account = ['Region__c', 'PersonTitle', 'Phone', 'FirstName', 'Name'].map((name) =>
    schemaField(name, { createable: name !== 'Name' }),
  );
  const persons = account.map((field) => ({ ...field, nillable: false }));
  const mapping = [mappedField('Phone', author), mappedField('Title', fixed('Dr'))];
  const before = keepSchema({ fields: [], rules: null, holder: 'Ines', persons: account }, mapping);
  const seen = { fields: [], rules: null, holder: 'Ines', persons };

  const found = findDrift(before, seen, mapping, BOOK);
  expect(short(found)).toEqual([
    ['field_required', 'Account.Region__c', 'refusal'],
    ['field_required', 'Account.FirstName', 'refusal'],
    ['field_required', 'Account.Phone', 'warning'],
  ]);
  expect(found.map(({ remedy }) => remedy).slice(0, 2)).toEqual([
    expect.stringContaining('admin'),
    'Map FirstName, or give a fixed value. Until then the agent is asked.',
  ]);
  const after = (named: MappedField[]) => {
    const kept = keepOn(before, keepSchema(seen, named), seen, named, BOOK);
    return short(findDrift(kept, seen, named, BOOK)).map(([, subject]) => subject);
  };
  expect(after([mappedField('Name', author), ...mapping])).toEqual(['Account.Region__c', 'Account.Phone']);
  expect(findDrift(before, { ...seen, persons: account }, mapping, BOOK)).toEqual([]);
});

it('finds new and changed validation rules, and is silent where they may not be read', () => {
  const rules = [rule('Old', { modifiedAt: '2026-11-22T00:00:00.000Z' }), rule('New')];
  expect(short(drift([SUBJECT, TIER], { rules }))).toEqual([
    ['rule_changed', 'Old', 'warning'],
    ['rule_added', 'New', 'warning'],
  ]);
  expect(drift([SUBJECT, TIER], { rules: null })).toEqual([]);
});

it('keeps the alarm of what a new version breaks by all the same, and no other', () => {
  const product = schemaField('Product__c', { nillable: false });
  const fields = [{ ...SUBJECT, length: 80 }, picklist('Tier__c', option('Silver')), product];
  const seen = { fields, rules: [rule('Old'), rule('New')], holder: 'Ines' };
  const after = (mapping: MappedField[]) => {
    const now = keepSchema({ ...seen, fields }, mapping);
    return short(findDrift(keepOn(kept(), now, seen, mapping, BOOK), seen, mapping, BOOK));
  };
  expect(after(MAPPING)).toEqual([
    ['field_required', 'Product__c', 'refusal'],
    ['value_gone', 'Tier__c', 'warning'],
  ]);
  expect(after([mappedField('Product__c', author), mappedField('Subject', author)])).toEqual([
    ['field_required', 'Product__c', 'warning'],
  ]);
  expect(after([mappedField('Product__c', fixed('Tent'))])).toEqual([]);
});
