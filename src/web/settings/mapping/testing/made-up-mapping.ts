import type {
  CareDatumShape,
  MappedFieldInput,
  MappingEditor,
  SchemaFieldShape,
} from '../../../../api/mappings.ts';
import { CARE_DATA } from '../../../../domain/mapping/care-data.ts';
import { fitRule } from '../../../../domain/mapping/fits.ts';
import { FIELD_SORTS } from '../../../../domain/mapping/schema.ts';

export const schemaField = (change: Partial<SchemaFieldShape> & { name: string }): SchemaFieldShape => ({
  label: change.name,
  type: 'string',
  typeWords: 'Text, 80',
  length: 80,
  required: false,
  unwritable: null,
  options: [],
  restricted: false,
  defaultValue: null,
  controlledBy: null,
  referenceTo: [],
  comesBack: false,
  rule: 'text',
  ...change,
});

const values = (...labels: string[]) => labels.map((label) => ({ value: label, label }));

export const SUBJECT = schemaField({ name: 'Subject' });
export const STATUS = schemaField({
  name: 'Status',
  comesBack: true,
  label: 'Case Status',
  type: 'picklist',
  rule: 'picklist',
  options: values('New', 'Working', 'On hold', 'Closed'),
  restricted: true,
  defaultValue: 'New',
});
export const COMPANY = schemaField({ name: 'Company__c', label: 'Company', required: true });
export const NUMBER = schemaField({ name: 'CaseNumber', unwritable: 'Salesforce numbers it by itself.' });

export const CARE: readonly CareDatumShape[] = CARE_DATA.map(
  ({ key, kind, label, type, example, options }) => ({
    key,
    kind,
    label,
    type,
    example,
    options: [...options],
  }),
);
export const careDatum = (key: string): CareDatumShape => CARE.find((each) => each.key === key)!;

export const mapped = (
  field: string,
  source: MappedFieldInput['source'] = { kind: 'dynamic', data: 'author' },
): MappedFieldInput => ({ field, source, by: null, editable: true, shorten: true });

export const mappingEditor = (change: Partial<MappingEditor> = {}): MappingEditor => ({
  object: 'Case',
  label: 'Case',
  role: 'case',
  messages: null,
  recordType: { recordType: 'Master', label: 'Every record' },
  recordTypes: [],
  saved: { version: 14, savedAt: '2026-11-20T09:00:00.000Z', author: null },
  schema: [COMPANY, NUMBER, STATUS, SUBJECT],
  careData: [...CARE],
  rules: Object.fromEntries(FIELD_SORTS.map((sort) => [sort, fitRule(sort, CARE)])),
  fields: [mapped('Subject'), mapped('Company__c', { kind: 'fixed', value: 'Acme' })],
  problems: [],
  readAs: { name: 'Ines Okafor', username: 'ines@acme.example' },
  readAt: '2026-11-22T09:00:00.000Z',
  ...change,
});
