import type { MappedField } from './mapped-field.ts';
import { isRequired, type SchemaField, whyUnwritable } from './schema.ts';

export const OBJECT_RIGHTS = ['read', 'create', 'edit'] as const;
export type ObjectRight = (typeof OBJECT_RIGHTS)[number];

export interface RequiredField {
  field: string;
  label: string;
  right: 'read' | 'edit';
  /** Why no permission set can carry it. Null: one can. */
  unlisted: string | null;
}

/** What a token must be allowed on one object. */
export interface RequiredObject {
  object: string;
  label: string;
  rights: ObjectRight[];
  fields: RequiredField[];
}

/** An object that records are made of by mapping; its schema is null when it may not be seen. */
export interface MappedObject {
  object: string;
  label: string;
  schema: readonly SchemaField[] | null;
  /** Of all its record types. */
  mapping: readonly MappedField[];
  /** What Care fills there beside the mapping; absent: nothing. */
  filled?: readonly string[];
}

/**
 * What the platform gives only together: a case or contact with the accounts and contacts it can belong to
 * (a permission set without them is refused: "depends on permission(s): Read Account").
 */
const COMES_WITH: Readonly<Record<string, readonly string[]>> = {
  Case: ['Account', 'Contact'],
  Contact: ['Account'],
};
/** People and queues are everybody's to see, and carry no object permissions. */
const WITHOUT_RIGHTS: ReadonlySet<string> = new Set([
  'User',
  'Group',
  'RecordType',
  'Organization',
  'Profile',
]);

/**
 * Objects, fields and rights that the mappings of an org take, in the order of their names.
 *
 * @param hasPersonAccounts whether a new contact can be a person account.
 */
export function requiredPermissions(
  mapped: readonly MappedObject[],
  hasPersonAccounts = false,
): RequiredObject[] {
  const objects = new Map<string, RequiredObject>();
  const at = (object: string, label = object): RequiredObject => {
    const known = objects.get(object) ?? { object, label, rights: ['read'], fields: [] };
    objects.set(object, known);
    return known;
  };
  for (const { object, label } of mapped) at(object, label).rights = [...OBJECT_RIGHTS];
  // A person account is written as an account; its fields go by those of its contact.
  if (hasPersonAccounts && objects.has('Contact')) at('Account').rights = [...OBJECT_RIGHTS];
  for (const { object, schema, mapping, filled = [] } of mapped) {
    for (const other of COMES_WITH[object] ?? []) at(other);
    const byName = new Map((schema ?? []).map((field) => [field.name, field]));
    for (const field of filled) {
      addField(at(object), requiredField({ field, label: field }, byName.get(field)));
    }
    for (const mappedField of mapping) {
      addField(at(object), requiredField(mappedField, byName.get(mappedField.field)));
      const target = lookupOf(byName.get(mappedField.field));
      if (target === null) continue;
      const there = at(target);
      if (mappedField.by) {
        const { field } = mappedField.by;
        addField(there, { field, label: field, right: 'read', unlisted: null });
      }
    }
  }
  return [...objects.values()]
    .map((one) => ({ ...one, fields: one.fields.toSorted((a, b) => a.field.localeCompare(b.field)) }))
    .sort((one, other) => one.object.localeCompare(other.object));
}

function addField(object: RequiredObject, field: RequiredField): void {
  const known = object.fields.find((each) => each.field === field.field);
  if (!known) object.fields.push(field);
  else if (field.right === 'edit') Object.assign(known, field);
}

/** The one object that a lookup leads to, if it leads to one that carries rights. */
function lookupOf(field: SchemaField | undefined): string | null {
  const [only, ...more] = field?.referenceTo ?? [];
  return only === undefined || more.length > 0 || WITHOUT_RIGHTS.has(only) ? null : only;
}

/** A field that may not be seen is listed all the same: it is what is missing. */
function requiredField(
  { field: name, label }: Pick<MappedField, 'field' | 'label'>,
  field: SchemaField | undefined,
): RequiredField {
  return { field: name, label: field?.label ?? label, right: 'edit', unlisted: whyUnlisted(name, field) };
}

/** A permission set that says anything of such a field is refused as a whole. */
function whyUnlisted(name: string, field: SchemaField | undefined): string | null {
  if (name === 'Name' || field?.type === 'name') return 'A name follows the object.';
  if (!field) return null;
  if (isRequired(field)) return 'It is required: whoever may create the record may write it.';
  if (field.permissionable === false)
    return 'It follows the object: Salesforce has no right of its own for it.';
  if (field.type === 'id' || field.calculated || field.autoNumber) return 'Nobody can write it.';
  return field.permissionable === undefined && !field.nillable && whyUnwritable(field, '') === null
    ? 'It always has a value: whoever may create the record may write it.'
    : null;
}
