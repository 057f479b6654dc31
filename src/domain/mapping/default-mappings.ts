import type { CasePriority } from '../case.ts';
import { DEFAULT_STATUS_VALUES } from '../status-map.ts';
import type { FieldSource, MappedField } from './mapped-field.ts';

const PRIORITIES: Readonly<Record<CasePriority, string>> = {
  urgent: 'High',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

const mapped = (
  field: string,
  label: string,
  [type, length]: readonly [string, number],
  source: FieldSource,
  more: Partial<MappedField> = {},
): MappedField => ({ field, label, type, length, source, by: null, editable: true, shorten: true, ...more });

const from = (data: string): FieldSource => ({ kind: 'dynamic', data });

const PICKLIST = ['picklist', 255] as const;
const PERSON: readonly MappedField[] = [
  mapped('Name', 'Name', ['name', 121], from('author')),
  mapped('Email', 'Email', ['email', 80], from('customer_email')),
  mapped('Phone', 'Phone', ['phone', 40], from('customer_phone')),
];

const OF_OBJECT: Readonly<Record<string, readonly MappedField[]>> = {
  Case: [
    mapped('Subject', 'Subject', ['string', 255], {
      kind: 'template',
      template: '{platform}: {author}: {customer_line}',
    }),
    mapped('Description', 'Description', ['textarea', 32_000], from('customer_text')),
    mapped(
      'ContactId',
      'Contact ID',
      ['reference', 18],
      { kind: 'internal', data: 'linked_contact' },
      { editable: false },
    ),
    mapped(
      'Status',
      'Status',
      PICKLIST,
      { kind: 'variable', data: 'case_status', values: DEFAULT_STATUS_VALUES, otherwise: null },
      { editable: false },
    ),
    mapped('Priority', 'Priority', PICKLIST, {
      kind: 'variable',
      data: 'case_priority',
      values: PRIORITIES,
      otherwise: null,
    }),
    mapped('Origin', 'Case Origin', PICKLIST, { kind: 'fixed', value: 'Social' }),
    mapped('SuppliedName', 'Web Name', ['string', 80], from('customer_name')),
    mapped('SuppliedEmail', 'Web Email', ['email', 80], from('customer_email')),
    mapped('SuppliedPhone', 'Web Phone', ['string', 40], from('customer_phone')),
  ],
  Contact: PERSON,
  Lead: [...PERSON, mapped('Description', 'Description', ['textarea', 32_000], from('customer_text'))],
};

/** The mapping a record type has until somebody saves one, in the order of the form. */
export const defaultMapping = (object: string): readonly MappedField[] => OF_OBJECT[object] ?? [];
