import { expect, test } from 'vitest';
import type { FieldProblem, MappedFieldInput } from '../../../../api/mappings.ts';
import { mapped, mappingEditor } from '../testing/made-up-mapping.ts';
import { problemsOf } from './draft-problems.ts';
import { createDraftStore, settled } from './draft-store.ts';

const editor = mappingEditor();
const state = {
  ...createDraftStore().getState(),
  ...settled(editor.saved, editor.fields),
} as const;
const [subject, company] = editor.fields as [MappedFieldInput, MappedFieldInput];
const said = (field: string, code: FieldProblem['code']): FieldProblem => ({
  field,
  code,
  severity: 'warning',
  fact: 'Said by the service.',
  remedy: '',
});
const codes = (change: Partial<Parameters<typeof problemsOf>[1]>) =>
  [...problemsOf(editor, { ...state, ...change })].map(([field, all]) => [
    field,
    ...all.map(({ code }) => code),
  ]);

test('a draft that fits has none', () => {
  expect(codes({})).toEqual([]);
});

test.each<[string, MappedFieldInput[], string[][]]>([
  ['a required field that is not mapped', [subject], [['Company__c', 'REQUIRED_NOT_MAPPED']]],
  ['a field that cannot be written', [company, mapped('CaseNumber')], [['CaseNumber', 'FIELD_NOT_WRITABLE']]],
  ['a field the org has no more', [company, mapped('Gone__c')], [['Gone__c', 'FIELD_UNKNOWN']]],
  ['data that does not fit', [company, mapped('Status')], [['Status', 'SOURCE_DOES_NOT_FIT']]],
  [
    'what is not there',
    [company, mapped('Subject', { kind: 'template', template: '{oops}' })],
    [['Subject', 'SOURCE_DOES_NOT_FIT']],
  ],
  [
    'a template without a word',
    [company, mapped('Subject', { kind: 'template', template: ' ' })],
    [['Subject', 'SOURCE_DOES_NOT_FIT']],
  ],
  [
    'a value the picklist has not',
    [company, mapped('Status', { kind: 'fixed', value: 'Lost' })],
    [['Status', 'NOT_IN_PICKLIST']],
  ],
])('says of %s at once', (_, fields, found) => {
  expect(codes({ fields })).toEqual(found);
});

test('gives the reason that the service has why a field cannot be written', () => {
  const problems = problemsOf(editor, { ...state, fields: [company, mapped('CaseNumber')] });
  expect(problems.get('CaseNumber')?.[0]?.fact).toBe('Salesforce numbers it by itself.');
});

test('keeps what the service knows of a field until it is mapped otherwise', () => {
  const savedProblems = [said('Subject', 'TYPE_CHANGED')];
  expect(codes({ savedProblems })).toEqual([['Subject', 'TYPE_CHANGED']]);
  expect(codes({ savedProblems, fields: [mapped('Subject'), company] })).toEqual([]);
});

test('adds what stands in the way of the case at hand, and says nothing twice', () => {
  const fields = [subject];
  const found = [said('Company__c', 'REQUIRED_NOT_MAPPED'), said('Subject', 'WILL_BE_CUT')];
  expect(codes({ fields, found })).toEqual([
    ['Company__c', 'REQUIRED_NOT_MAPPED'],
    ['Subject', 'WILL_BE_CUT'],
  ]);
});

test('shows why the service refused a field that looks well here', () => {
  const problems = problemsOf(editor, { ...state, refused: new Map([['Subject', 'It was refused.']]) });
  expect(problems.get('Subject')).toMatchObject([{ severity: 'refusal', fact: 'It was refused.' }]);
});
