import type { FieldSchema, PicklistValue } from '../core.ts';

type Overrides = Partial<Omit<FieldSchema, 'name' | 'type'>>;

/** A field with the platform's usual settings: optional, writable, not indexed. */
export function field(name: string, type: FieldSchema['type'], overrides: Overrides = {}): FieldSchema {
  return {
    name,
    label: labelOf(name),
    type,
    length: 0,
    precision: 0,
    scale: 0,
    longText: false,
    custom: false,
    required: false,
    createable: true,
    updateable: true,
    externalId: false,
    unique: false,
    caseSensitive: false,
    defaultValue: type === 'boolean' ? false : null,
    restrictedPicklist: false,
    picklist: [],
    controller: null,
    openToAll: true,
    referenceTo: [],
    relationshipName: null,
    masterDetail: false,
    childRelationshipName: null,
    reparentable: true,
    helpText: null,
    ...overrides,
  };
}

export const text = (name: string, length: number, overrides: Overrides = {}) =>
  field(name, 'string', { length, ...overrides });

export const longText = (name: string, length: number, overrides: Overrides = {}) =>
  field(name, 'textarea', { length, longText: true, ...overrides });

/** An unrestricted picklist: unknown values are accepted through the API, as with standard picklists. */
export const picklist = (
  name: string,
  values: readonly (string | PicklistValue)[],
  defaultValue: string | null = null,
  overrides: Overrides = {},
) =>
  field(name, 'picklist', {
    length: 255,
    defaultValue,
    picklist: values.map((value) =>
      typeof value === 'string' ? { value, label: value, isDefault: value === defaultValue } : value,
    ),
    ...overrides,
  });

export const reference = (name: string, referenceTo: readonly string[], overrides: Overrides = {}) =>
  field(name, 'reference', {
    length: 18,
    referenceTo,
    relationshipName: name.endsWith('Id') ? name.slice(0, -2) : name.replace(/__c$/, '__r'),
    ...overrides,
  });

const READ_ONLY = { createable: false, updateable: false } as const;

/** A field the platform fills. */
export const derived = (name: string, type: FieldSchema['type'], overrides: Overrides = {}) =>
  field(name, type, { ...READ_ONLY, ...overrides });

/** Fields every object starts with. */
export const SYSTEM_FIELDS: readonly FieldSchema[] = [
  derived('Id', 'id', { label: 'Record ID', length: 18 }),
  derived('IsDeleted', 'boolean', { label: 'Deleted' }),
  derived('CreatedDate', 'datetime'),
  reference('CreatedById', ['User'], READ_ONLY),
  derived('LastModifiedDate', 'datetime'),
  reference('LastModifiedById', ['User'], READ_ONLY),
  derived('SystemModstamp', 'datetime'),
];

export const readOnly = (schema: FieldSchema): FieldSchema => ({ ...schema, ...READ_ONLY });

const NUMBERS: ReadonlySet<FieldSchema['type']> = new Set(['double', 'int', 'currency', 'percent']);
export const isNumber = (schema: FieldSchema) => NUMBERS.has(schema.type);

function labelOf(name: string): string {
  return name
    .replace(/__c$/, '')
    .replace(/Id$/, ' ID')
    .replace(/_/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2');
}
