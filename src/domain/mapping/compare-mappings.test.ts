import { expect, it } from 'vitest';
import { NOTHING_OF_ITS_OWN } from '../case-field.ts';
import { accountBook } from './care-data.ts';
import { compareMappings } from './compare-mappings.ts';
import { mappedField } from './testing/samples.ts';

const BOOK = accountBook(NOTHING_OF_ITS_OWN);

const author = mappedField('A__c', { kind: 'dynamic', data: 'author' });
const status = (values: Record<string, string>) =>
  mappedField('S__c', { kind: 'variable', data: 'case_status', values, otherwise: null });

it('says in words what was added, changed and removed', () => {
  const was = [author, status({ new: 'New' })];
  const is = [
    status({ new: 'New', done: 'Closed' }),
    mappedField('T__c', { kind: 'template', template: '{author}!' }, { editable: false }),
  ];
  expect(compareMappings(was, is, BOOK)).toEqual([
    {
      field: 'S__c',
      label: 'S__c label',
      change: 'changed',
      before: 'Case status: New → New, else empty',
      after: 'Case status: New → New, Done → Closed, else empty',
    },
    {
      field: 'T__c',
      label: 'T__c label',
      change: 'added',
      before: null,
      after: 'Template: {author}!; not for the agent to change',
    },
    { field: 'A__c', label: 'A__c label', change: 'removed', before: 'Author', after: null },
  ]);
});

it('finds no change where only the org changed its labels', () => {
  expect(compareMappings([author], [{ ...author, label: 'Writer', length: 80 }], BOOK)).toEqual([]);
});
