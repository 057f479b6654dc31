import { expect, test } from 'vitest';
import type { FieldProblem, MappingPreview } from '../../../../api/mappings.ts';
import { previewRows } from './preview-rows.ts';

const row = (change: Partial<MappingPreview['rows'][number]> = {}): MappingPreview['rows'][number] => ({
  field: 'Subject',
  label: 'Subject',
  value: 'Torn seam',
  shown: null,
  source: 'First message',
  change: null,
  was: null,
  ...change,
});
const refusal = (field: string, code: FieldProblem['code']): FieldProblem => ({
  field,
  code,
  severity: 'refusal',
  fact: 'Salesforce requires it.',
  remedy: 'Map it.',
});

test('begins with what Salesforce would refuse, each problem beside its field', () => {
  const problems = [refusal('Product__c', 'REQUIRED_NOT_MAPPED'), refusal('Email', 'VALUE_NOT_OF_TYPE')];
  const rows = previewRows({ rows: [row(), row({ field: 'Email', label: 'E-mail' })], problems }, [
    { name: 'Product__c', label: 'Product Line' },
  ]);
  expect(rows.map(({ label, isMade, problems: own }) => [label, isMade, own.length])).toEqual([
    ['Product Line', true, 1],
    ['E-mail', true, 1],
    ['Subject', true, 0],
  ]);
});

test('says nothing of a value for a field that is shown for its problem only', () => {
  const [only] = previewRows({ rows: [], problems: [refusal('Gone__c', 'FIELD_UNKNOWN')] }, []);
  expect(only).toMatchObject({ label: 'Gone__c', isMade: false, shown: null });
});

test.each([
  ['changed', 'Other', 'Other'],
  ['changed', 'Torn seam', null],
  [null, 'Other', null],
] as const)('tells what the saved mapping makes of it where that differs (%s, %s)', (change, was, told) => {
  expect(previewRows({ rows: [row({ change, was })], problems: [] }, [])[0]?.was).toBe(told);
});
