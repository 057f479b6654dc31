import { expect, test } from 'vitest';
import {
  COMPANY,
  mapped,
  mappingEditor,
  NUMBER,
  STATUS,
  SUBJECT,
  schemaField,
} from '../testing/made-up-mapping.ts';
import { changesOf } from './draft-changes.ts';
import { problemsOf } from './draft-problems.ts';
import { createDraftStore, settled } from './draft-store.ts';
import { type FieldFilter, type FieldGroups, type FieldRow, groupsOf } from './field-groups.ts';

const editor = mappingEditor();
const names = (groups: FieldGroups) =>
  Object.fromEntries(
    Object.entries<readonly FieldRow[]>({ ...groups }).map(([group, rows]) => [
      group,
      rows.map((row) => row.field.name),
    ]),
  );

function groups({
  fields = editor.fields,
  filter = 'all' as FieldFilter,
  words = '',
  schema = editor.schema,
}: Partial<Parameters<typeof groupsOf>[0]> = {}) {
  const state = { ...createDraftStore().getState(), ...settled(editor.saved, editor.fields), fields };
  return groupsOf({
    schema,
    careData: editor.careData,
    fields,
    arranged: state.arranged,
    problems: problemsOf({ ...editor, schema }, state),
    changes: changesOf(state.savedFields, fields),
    filter,
    words,
  });
}

test('required fields come first, then what is mapped, what is not, and what cannot be', () => {
  expect(names(groups())).toEqual({
    required: [COMPANY.name],
    mapped: [SUBJECT.name],
    unmapped: [STATUS.name],
    unwritable: [NUMBER.name],
  });
});

test('a field keeps its place while one is at work on it', () => {
  const { mapped: among, unmapped } = groups({ fields: [mapped('Status')] });
  expect(among).toMatchObject([{ field: { name: 'Subject' }, mapped: null, change: 'removed' }]);
  expect(unmapped).toMatchObject([{ field: { name: 'Status' }, change: 'added' }]);
});

test.each([
  ['case st', ['Status']],
  ['company__c', ['Company__c']],
  ['AUTHOR', ['Subject']],
  ['acme', ['Company__c']],
  ['nothing of the kind', []],
])('finds by label, API name and source: %j', (words, found) => {
  expect(Object.values(names(groups({ words }))).flat()).toEqual(found);
});

test.each([
  ['mapped', ['Company__c', 'Subject']],
  ['required', ['Company__c']],
  ['problems', ['Company__c', 'Gone__c']],
] as const)('shows %s fields alone; one that the org has no more is among them', (filter, found) => {
  const fields = filter === 'problems' ? [mapped('Gone__c')] : editor.fields;
  expect(Object.values(names(groups({ filter, fields }))).flat()).toEqual(found);
});

test('a mapped name fills its parts', () => {
  const schema = [
    schemaField({ name: 'Name', label: 'Full Name', type: 'name', rule: 'name' }),
    schemaField({ name: 'LastName', required: true }),
  ];
  const [last] = groups({ schema, fields: [mapped('Name')] }).required;
  expect(last?.filledBy).toBe('Full Name');
  expect(last?.problems).toEqual([]);
});
