import { expect, test } from 'vitest';
import type { ManagedField } from './case-fields-store.ts';
import { draftOf, type FieldDraft, missingIn, moved, takenOut, writtenOptions } from './field-draft.ts';

const FIELD: ManagedField = {
  key: 'field_team',
  name: 'Team',
  type: 'single_select',
  cases: 3,
  usedBy: [],
  options: [
    { value: 'crm', label: 'CRM', cases: 3, neededBy: [] },
    { value: 'ops', label: 'Ops', cases: 0, neededBy: [] },
  ],
};
const draft = (change: Partial<FieldDraft>): FieldDraft => ({ ...draftOf(FIELD), ...change });
const line = (label: string) => ({ value: null, label });

test.each<[string, Partial<FieldDraft>, ReturnType<typeof missingIn>]>([
  ['all of it', {}, {}],
  ['no name', { name: ' ' }, { name: 'A name is missing.' }],
  ['no options', { options: [line(' ')] }, { options: 'A select takes options to choose from.' }],
  ['one option twice', { options: [line('CRM'), line('crm ')] }, { options: '“crm” is there twice.' }],
  ['text, which has none', { type: 'text', options: [] }, {}],
])('says what is missing of a field with %s', (_of, change, expected) => {
  expect(missingIn(draft(change))).toEqual(expected);
});

test('an option that cases have and that is taken out is told, and one that is only called otherwise is not', () => {
  expect(takenOut(FIELD, draft({ options: [line('CRM')] })).map(({ value }) => value)).toEqual(['crm']);
  expect(takenOut(FIELD, draft({ options: [{ value: 'crm', label: 'Sales' }] }))).toEqual([]);
  expect(takenOut(null, draft({ options: [] }))).toEqual([]);
});

test('only a select has options, and lines without words are none', () => {
  expect(writtenOptions(draft({ options: [line(' A '), line('')] }))).toEqual([line('A')]);
  expect(writtenOptions(draft({ type: 'number' }))).toEqual([]);
});

test('something is moved by one, and not over the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});
