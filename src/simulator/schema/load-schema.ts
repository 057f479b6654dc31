import type { FieldSchema, ObjectSchema, ValidationRule } from '../core.ts';
import { customField } from './custom-field.ts';
import { derived, reference, SYSTEM_FIELDS, text } from './fields.ts';
import { flagOf, type MetadataFiles, type MetadataNode, nodesOf, textOf } from './metadata-files.ts';
import { makeRecordId } from './record-id.ts';
import { loadRecordTypes, type RecordTypeDefinition } from './record-types.ts';
import { withFields } from './schema-changes.ts';
import { SETUP_OBJECTS } from './setup-objects.ts';
import { RECORD_TYPE, STANDARD_OBJECTS } from './standard-objects.ts';

/** What the metadata says of an object's auto-number name, e.g. `CSP-{00000000}`. */
export interface LoadedObject extends ObjectSchema {
  readonly autoNumberFormat: string | null;
}

/**
 * Standard objects with the package's fields and rules added, then the package's own objects.
 * Key prefixes of custom objects are handed out in order of name: `a00`, `a01`, ….
 */
export function loadSchema(files: MetadataFiles): LoadedObject[] {
  const recordTypes = loadRecordTypes(files);
  const ruleId = ruleIds();
  const typesOf = (object: string) => recordTypes.filter((one) => one.object === object);
  const standard = STANDARD_OBJECTS.map((object) =>
    withFields({
      ...object,
      custom: false,
      setup: SETUP_OBJECTS.includes(object),
      createable: object.writable.includes('create'),
      updateable: object.writable.includes('update'),
      deletable: object.writable.includes('delete'),
      autoNumberFormat: null,
      fields: [...object.fields, ...fieldsOf(files, object.name)],
      validationRules: rulesOf(files, object.name, ruleId),
      recordTypes: typesOf(object.name),
    }),
  );
  const customNames = files.folders('objects').filter((name) => name.endsWith('__c'));
  const custom = customNames.map((name, index) =>
    customObject(files, name, `a${index.toString(36).padStart(2, '0')}`, typesOf(name), ruleId),
  );
  const objects = [...standard, ...custom];
  refuseUnknownParents(objects);
  return objects;
}

function customObject(
  files: MetadataFiles,
  name: string,
  keyPrefix: string,
  recordTypes: readonly RecordTypeDefinition[],
  ruleId: () => string,
): LoadedObject {
  const root = files.read(`objects/${name}`, 'object')[0]?.root;
  if (!root) {
    throw new Error(
      `Failed to read object "${name}": expected objects/${name}/${name}.object-meta.xml. Add the file or remove the folder.`,
    );
  }
  const fields = fieldsOf(files, name);
  const nameNode = nodesOf(root, 'nameField')[0];
  const hasOwner = !fields.some(({ masterDetail }) => masterDetail);
  return withFields({
    name,
    label: textOf(root, 'label') ?? name,
    labelPlural: textOf(root, 'pluralLabel') ?? name,
    keyPrefix,
    custom: true,
    setup: false,
    createable: true,
    updateable: true,
    deletable: true,
    autoNumberFormat: nameNode ? textOf(nameNode, 'displayFormat') : null,
    fields: [
      ...SYSTEM_FIELDS,
      nameField(nameNode),
      // A detail has no owner of its own: it follows its master (Object Reference, "Relationships Among Custom Objects").
      ...(hasOwner ? [reference('OwnerId', ['User', 'Group'])] : []),
      // The field is there once the object has a record type.
      ...(recordTypes.length > 0 ? [RECORD_TYPE] : []),
      ...fields,
    ],
    validationRules: rulesOf(files, name, ruleId),
    recordTypes,
  });
}

function nameField(node: MetadataNode | undefined): FieldSchema {
  const label = (node && textOf(node, 'label')) ?? 'Name';
  const isAutoNumber = node !== undefined && textOf(node, 'type') === 'AutoNumber';
  return isAutoNumber ? derived('Name', 'string', { label, length: 80 }) : text('Name', 80, { label });
}

function fieldsOf(files: MetadataFiles, object: string): FieldSchema[] {
  return files
    .read(`objects/${object}/fields`, 'field')
    .filter(({ name }) => name.endsWith('__c'))
    .map((file) => customField(object, file));
}

/** Ids of the package's rules, in order of object and name. */
function ruleIds(): () => string {
  let n = 0;
  return () => makeRecordId('03d', ++n);
}

function rulesOf(files: MetadataFiles, object: string, ruleId: () => string): ValidationRule[] {
  return files.read(`objects/${object}/validationRules`, 'validationRule').map(({ name, root }) => ({
    id: ruleId(),
    name: textOf(root, 'fullName') ?? name,
    active: flagOf(root, 'active'),
    description: textOf(root, 'description'),
    formula: textOf(root, 'errorConditionFormula') ?? '',
    message: textOf(root, 'errorMessage') ?? '',
    errorField: textOf(root, 'errorDisplayField'),
  }));
}

function refuseUnknownParents(objects: readonly LoadedObject[]): void {
  const known = new Set(objects.map(({ name }) => name));
  for (const object of objects.filter(({ custom }) => custom)) {
    for (const field of object.fields) {
      const missing = field.referenceTo.find((name) => !known.has(name));
      if (missing) {
        throw new Error(
          `Failed to read field "${object.name}.${field.name}": object "${missing}" is not simulated. Point it to one of ${[...known].join(', ')}.`,
        );
      }
    }
  }
}
