import type { FieldSchema, FieldValue, ObjectSchema } from '../core.ts';
import { invalidField, SalesforceError } from '../salesforce-error.ts';
import { coerceValue } from './coerce-value.ts';
import type { Transaction } from './transaction.ts';

/** A body's fields as they will be stored, by canonical name. */
export type FieldValues = Record<string, FieldValue>;

/**
 * Reads a body's fields: finds them whatever their letter case, checks that they may be written, reads their values
 * and looks up parents named by external id (REST guide, "Upsert a Record and Associate with an External ID").
 */
export function readInput(
  transaction: Transaction,
  object: ObjectSchema,
  input: Readonly<Record<string, unknown>>,
  operation: 'create' | 'update',
): FieldValues {
  const values: FieldValues = {};
  for (const [name, value] of Object.entries(input)) {
    if (name === 'attributes') continue;
    if (isNested(value)) {
      const parent = parentField(object, name);
      if (parent)
        values[checked(transaction, object, parent, operation).name] = parentId(
          transaction,
          object,
          parent,
          value,
        );
      else throw invalidField(object.name, name);
    } else {
      const field = object.field(name);
      if (!field) throw invalidField(object.name, name);
      values[checked(transaction, object, field, operation).name] = coerceValue(field, value);
    }
  }
  return values;
}

const isNested = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parentField = (object: ObjectSchema, relationship: string) =>
  object.fields.find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );

/** A field that the user may not see looks like one that does not exist; one that is only read-only says so. */
function checked(
  transaction: Transaction,
  object: ObjectSchema,
  field: FieldSchema,
  operation: 'create' | 'update',
): FieldSchema {
  const { rights } = transaction.writer.user;
  if (!rights.canRead(object.name, field.name)) throw invalidField(object.name, field.name);
  const writable =
    operation === 'create'
      ? field.createable
      : field.updateable && (!field.masterDetail || field.reparentable);
  if (!writable || !rights.canEdit(object.name, field.name)) {
    throw new SalesforceError(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      [field.name],
    );
  }
  return field;
}

function parentId(
  transaction: Transaction,
  object: ObjectSchema,
  field: FieldSchema,
  key: Readonly<Record<string, unknown>>,
): string {
  const parent = transaction.state.schema.object(field.referenceTo[0] ?? '');
  const [name, value] = Object.entries(key).filter(([entry]) => entry !== 'attributes')[0] ?? ['', null];
  const external = parent?.field(name);
  if (!parent || !external || !(external.externalId || external.type === 'id')) {
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `The external foreign key reference does not reference a valid entity: ${field.relationshipName}`,
      [field.relationshipName ?? object.name],
    );
  }
  const wanted = coerceValue(external, value);
  const matches = transaction.rowsBy(parent.name, external, wanted);
  if (matches.length === 1 && matches[0] && wanted !== null) return matches[0].id;
  throw new SalesforceError(
    400,
    'INVALID_FIELD',
    matches.length > 1
      ? `More than one record found for external id field: [${matches.map(({ id }) => id).join(', ')}]`
      : `Foreign key external ID: ${String(value)} not found for field ${external.name} in entity ${parent.name}`,
  );
}
