import type { CaseField, CaseFieldType, OwnCareData } from '../case-field.ts';
import type { CareDataType, CareDatum } from './care-datum.ts';

const TYPES: Readonly<Record<CaseFieldType, CareDataType>> = {
  single_select: 'choice',
  multi_select: 'choices',
  text: 'text',
  number: 'number',
  date: 'date',
};

const EXAMPLES: Partial<Record<CaseFieldType, string>> = { number: '42', date: '2026-11-22' };

/** What only this account has: the labels of its cases, and its case fields. */
export const ownCareData = ({ labels, fields }: OwnCareData): readonly CareDatum[] => [
  {
    key: 'labels',
    kind: 'variable',
    label: 'Labels',
    type: 'choices',
    example: labels.slice(0, 2).join(', '),
    options: labels.map((label) => ({ value: label, label })),
    read: ({ case: { labels: given } }) => (given.length === 0 ? null : given),
  },
  ...fields.map(ofField),
];

const ofField = ({ key, name, type, options }: CaseField): CareDatum => ({
  key,
  kind: type === 'single_select' || type === 'multi_select' ? 'variable' : 'dynamic',
  label: name,
  type: TYPES[type],
  example: EXAMPLES[type] ?? options[0]?.label ?? '',
  options,
  read: ({ case: { fields } }) => {
    const value = fields[key];
    return value === undefined || value.length === 0 ? null : value;
  },
});
