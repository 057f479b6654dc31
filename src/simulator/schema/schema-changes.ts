import type { FieldSchema, RecordType, ValidationRule } from '../core.ts';
import type { Json } from '../state/journal-entry.ts';
import { definedField, editedField, type FieldDefinition, type FieldEdit } from './field-definition.ts';
import { reference, SYSTEM_FIELDS, text } from './fields.ts';
import type { LoadedObject } from './load-schema.ts';
import { hasPersonAccounts, personFields } from './person-accounts.ts';
import { RECORD_TYPE } from './standard-objects.ts';

/** What an admin did to one field. */
export type FieldChange =
  | { readonly kind: 'added'; readonly field: FieldDefinition }
  | { readonly kind: 'edited'; readonly edit: FieldEdit }
  | { readonly kind: 'removed' };

/** A custom object beside the package's. */
export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
}

/** Tables of facts; fields, rules and record types are kept by `Object.Name`, an object by its name. */
export const OBJECT_CHANGES = 'schema-object';
export const FIELD_CHANGES = 'schema-field';
export const RULE_CHANGES = 'schema-rule';
export const RECORD_TYPE_CHANGES = 'schema-record-type';

interface Facts {
  facts(table: string): Iterable<[string, Json]>;
}

/** The package's and the standard objects, with what an admin changed in Setup put over them. */
export function changedObjects(base: readonly LoadedObject[], facts: Facts): LoadedObject[] {
  const added = [...facts.facts(OBJECT_CHANGES)].map(([, object]) =>
    newObject(object as unknown as ObjectDefinition),
  );
  const fields = byObject<FieldChange>(facts, FIELD_CHANGES);
  const rules = byObject<ValidationRule>(facts, RULE_CHANGES);
  const types = byObject<RecordType>(facts, RECORD_TYPE_CHANGES);
  const changed = [...base, ...added].map((object) => {
    const [ownFields, ownRules, ownTypes] = [fields, rules, types].map((changes) => changes.get(object.name));
    if (!ownFields && !ownRules && !ownTypes) return object;
    const kept = changedFields(object.fields, (ownFields ?? new Map()) as Map<string, FieldChange>);
    const recordTypes = replaced(object.recordTypes, (ownTypes ?? new Map()) as Map<string, RecordType>);
    const needsType = recordTypes.length > 0 && !kept.some(({ name }) => name === RECORD_TYPE.name);
    return withFields({
      ...object,
      fields: needsType ? [...kept, RECORD_TYPE] : kept,
      validationRules: replaced(
        object.validationRules,
        (ownRules ?? new Map()) as Map<string, ValidationRule>,
      ),
      recordTypes,
    });
  });
  return hasPersonAccounts(facts)
    ? changed.map((object) => withFields({ ...object, fields: personFields(object, changed) }))
    : changed;
}

/** An object that finds its fields by name. */
export function withFields(object: Omit<LoadedObject, 'field'>): LoadedObject {
  const byName = new Map(object.fields.map((field) => [field.name.toLowerCase(), field]));
  return { ...object, field: (name) => byName.get(name.toLowerCase()) ?? null };
}

function byObject<T>(facts: Facts, table: string): Map<string, Map<string, T>> {
  const changes = new Map<string, Map<string, T>>();
  for (const [key, value] of facts.facts(table)) {
    const [object = '', name = ''] = key.split('.');
    const own = changes.get(object) ?? new Map<string, T>();
    changes.set(object, own.set(name, value as unknown as T));
  }
  return changes;
}

function changedFields(
  fields: readonly FieldSchema[],
  changes: ReadonlyMap<string, FieldChange>,
): FieldSchema[] {
  const kept = fields.flatMap((field) => {
    const change = changes.get(field.name);
    if (change?.kind === 'removed') return [];
    return change?.kind === 'edited' ? editedField(field, change.edit) : field;
  });
  const added = [...changes.values()].flatMap((change) =>
    change.kind === 'added' ? definedField(change.field) : [],
  );
  return [...kept, ...added];
}

function replaced<T extends { readonly name: string }>(
  list: readonly T[],
  changes: ReadonlyMap<string, T>,
): T[] {
  const known = new Set(list.map(({ name }) => name));
  return [
    ...list.map((one) => changes.get(one.name) ?? one),
    ...[...changes.values()].filter(({ name }) => !known.has(name)),
  ];
}

const newObject = ({ name, label, labelPlural, keyPrefix }: ObjectDefinition): LoadedObject =>
  withFields({
    name,
    label,
    labelPlural,
    keyPrefix,
    custom: true,
    setup: false,
    createable: true,
    updateable: true,
    deletable: true,
    openToAll: true,
    autoNumberFormat: null,
    fields: [...SYSTEM_FIELDS, text('Name', 80), reference('OwnerId', ['User', 'Group'])],
    validationRules: [],
    recordTypes: [],
  });
