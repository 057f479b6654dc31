import type { FieldSchema, ObjectSchema } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { coerceValue } from './coerce-value.ts';
import { createRecord, updateRecord } from './save-record.ts';
import type { Transaction } from './transaction.ts';

export type UpsertOutcome =
  | { kind: 'done'; id: string; created: boolean }
  /** More than one record has the key; nothing was written. */
  | { kind: 'ambiguous'; ids: readonly string[] };

/** The key field of an upsert, or a refusal. A key that is not unique needs View All Data (REST guide, upsert). */
export function upsertKey(transaction: Transaction, object: ObjectSchema, name: string): FieldSchema {
  const field = object.field(name);
  const { rights } = transaction.writer.user;
  if (!field?.externalId || !rights.canRead(object.name, field.name)) {
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${name}`,
    );
  }
  if (!field.unique && !rights.viewAllData) {
    throw new SalesforceError(
      400,
      'INSUFFICIENT_ACCESS',
      `Upsert by ${field.name} needs View All Data: the field is not unique.`,
    );
  }
  return field;
}

/** Updates the one record with this key, or creates it. */
export function upsertRecord(
  transaction: Transaction,
  object: ObjectSchema,
  key: FieldSchema,
  keyValue: unknown,
  input: Readonly<Record<string, unknown>>,
  updateOnly = false,
): UpsertOutcome {
  const value = coerceValue(key, keyValue);
  if (value === null) {
    throw new SalesforceError(400, 'MISSING_ARGUMENT', `${key.name} not specified`, []);
  }
  const matches = transaction.rowsBy(object.name, key, value);
  if (matches.length > 1) return { kind: 'ambiguous', ids: matches.map(({ id }) => id) };
  const [match] = matches;
  if (match) {
    updateRecord(transaction, match.id, input);
    return { kind: 'done', id: match.id, created: false };
  }
  if (updateOnly) throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  return {
    kind: 'done',
    id: createRecord(transaction, object.name, { ...input, [key.name]: value }),
    created: true,
  };
}
