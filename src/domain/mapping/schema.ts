import { LINK_FIELDS } from '../salesforce-names.ts';

export interface PicklistOption {
  value: string;
  label: string;
  active: boolean;
  defaultValue: boolean;
  /** Values of the controlling picklist it goes with; null: with all. */
  validFor: readonly string[] | null;
}

/** A field as the org describes it to the user who asks (describe, REST API). */
export interface SchemaField {
  name: string;
  label: string;
  type: string;
  /** Characters; 0 where it has no meaning. */
  length: number;
  /** Of a number, before the decimal point. */
  digits?: number;
  /** Of a checkbox: it is checked where nothing is written. */
  presetTrue?: boolean;
  nillable: boolean;
  createable: boolean;
  defaultedOnCreate: boolean;
  calculated: boolean;
  autoNumber: boolean;
  custom: boolean;
  externalId: boolean;
  /** Whether no two records may have the same; absent: the org does not tell. */
  unique?: boolean | undefined;
  restrictedPicklist: boolean;
  /** The picklist that decides which values there are; null: none does. */
  controllerName: string | null;
  referenceTo: readonly string[];
  relationshipName: string | null;
  /** Values of the record type that was asked for; inactive ones too where only the object was. */
  picklistValues: readonly PicklistOption[];
  /** Whether a permission set can say anything of it; absent: the org does not tell. */
  permissionable?: boolean | undefined;
  /** Of our own object: Care fills it itself. */
  ours?: boolean;
}

/** There is no `required` in a describe: this is how the platform means it. */
export const isRequired = (field: SchemaField): boolean =>
  field.createable && !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean';

export const requiredOf = (fields: readonly SchemaField[]): string[] =>
  fields.filter((field) => isRequired(field)).map(({ name }) => name);

/** What can be written into a field, in the few sorts that make a difference to a mapping. */
export const FIELD_SORTS = [
  'text',
  'email',
  'phone',
  'url',
  'picklist',
  'multipicklist',
  'checkbox',
  'number',
  'date',
  'datetime',
  'contact',
  'lookup',
  'name',
  'other',
] as const;
export type FieldSort = (typeof FIELD_SORTS)[number];

const SORT_OF_TYPE: Readonly<Record<string, FieldSort>> = {
  string: 'text',
  textarea: 'text',
  encryptedstring: 'text',
  combobox: 'text',
  email: 'email',
  phone: 'phone',
  url: 'url',
  picklist: 'picklist',
  multipicklist: 'multipicklist',
  boolean: 'checkbox',
  int: 'number',
  long: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'datetime',
  reference: 'lookup',
  name: 'name',
};

export function sortOf({ type, referenceTo }: Pick<SchemaField, 'type' | 'referenceTo'>): FieldSort {
  if (type === 'reference' && referenceTo.includes('Contact')) return 'contact';
  return SORT_OF_TYPE[type] ?? 'other';
}

/**
 * The fields as a mapping sees them. A person's name is written as first and last name and read as `Name`; it can
 * be mapped as one field of the type `name`, and is then split.
 */
export function mappableFields(fields: readonly SchemaField[]): SchemaField[] {
  const last = fields.find(({ name }) => name === 'LastName');
  if (!last?.createable) return [...fields];
  return fields.map((field) =>
    field.name === 'Name' && !field.createable
      ? { ...field, type: 'name', createable: true, nillable: last.nillable, defaultedOnCreate: false }
      : field,
  );
}

/** Why nothing can be mapped to a field. Null: something can. */
export function whyUnwritable(field: SchemaField, holder: string): string | null {
  if (field.ours || OURS.has(field.name)) return 'Care fills it itself.';
  if (field.name === 'RecordTypeId') return 'The record type whose mapping this is stands in it.';
  if (field.name === 'OwnerId') return 'Who owns the record is chosen when it is created.';
  if (field.calculated) return 'A formula works it out.';
  if (field.autoNumber) return 'Salesforce numbers it by itself.';
  if (COMPOUND.test(field.type)) return 'It is made of other fields: map those.';
  if (SYSTEM.test(field.name) || field.type === 'id') return 'Salesforce fills it by itself.';
  if (!field.createable) return `${holder} may not write it, or nobody may.`;
  return sortOf(field) === 'other' ? 'Care has nothing of its type.' : null;
}

const OURS: ReadonlySet<string> = new Set(Object.values(LINK_FIELDS));
const COMPOUND = /^(address|location|complexvalue)$/;
const SYSTEM =
  /^(IsDeleted|IsClosed|ClosedDate|CreatedDate|CreatedById|LastModified\w+|SystemModstamp|LastViewedDate|LastReferencedDate|MasterRecordId|CaseNumber|IsConverted|Converted\w+)$/;
