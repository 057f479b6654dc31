import type { FieldSchema, ObjectSchema, RecordType } from '../core.ts';
import { SalesforceError } from '../salesforce-error.ts';
import type { FieldValues } from './field-input.ts';

/** Picklists that a business process stands behind, and with it a record type, though they are not restricted. */
const BY_PROCESS: ReadonlySet<string> = new Set(['Case.Status', 'Lead.Status']);

/**
 * Refuses what a restricted picklist does not have, what the record's type leaves out of one, and what does not go
 * with the controlling field's value. Only values that are given count: what a record has, it keeps. Other picklists
 * are a matter of the pages; through the API they take any text.
 */
export function checkPicklists(
  object: ObjectSchema,
  given: Readonly<FieldValues>,
  values: FieldValues,
): void {
  const type = object.recordTypes.find(({ id }) => id === values.RecordTypeId);
  for (const field of object.fields) {
    const text = given[field.name];
    if (typeof text !== 'string' || !['picklist', 'multipicklist'].includes(field.type)) continue;
    const isRestricted = field.restrictedPicklist;
    const allowed = allowedValues(
      field,
      type,
      isRestricted || BY_PROCESS.has(`${object.name}.${field.name}`),
    );
    for (const value of field.type === 'multipicklist' ? text.split(';') : [text]) {
      if (allowed && !allowed.includes(value)) throw badValue(field, value);
      if (isRestricted && !goesWith(object, field, value, values)) throw badValue(field, value);
    }
  }
}

/** Null: any text. */
function allowedValues(
  field: FieldSchema,
  type: RecordType | undefined,
  isChecked: boolean,
): readonly string[] | null {
  if (!isChecked) return null;
  const active = field.picklist.filter((one) => one.active !== false).map(({ value }) => value);
  const narrowed = type?.picklists[field.name]?.values;
  if (!field.restrictedPicklist) return narrowed ?? null;
  return narrowed ? active.filter((value) => narrowed.includes(value)) : active;
}

function goesWith(object: ObjectSchema, field: FieldSchema, value: string, values: FieldValues): boolean {
  const controller = field.controller === null ? null : object.field(field.controller);
  if (!controller) return true;
  const { validFor = [] } = field.picklist.find((one) => one.value === value) ?? {};
  return validFor.includes(String(values[controller.name] ?? ''));
}

const badValue = (field: FieldSchema, value: string) =>
  new SalesforceError(
    400,
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${value}`,
    [field.name],
  );
