import type { FieldValue, ObjectSchema, OrgRecord } from '../core.ts';
import { type ErrorDetail, SalesforceError } from '../salesforce-error.ts';
import type { FormulaContext } from '../schema/formula/evaluate-formula.ts';
import { type FormulaValue, Moment } from '../schema/formula/formula-value.ts';
import type { FieldValues } from './field-input.ts';
import type { Transaction } from './transaction.ts';

/** Runs the object's active validation rules; all that refuse are told together, in the order of the rules. */
export function runRules(
  transaction: Transaction,
  object: ObjectSchema,
  values: Readonly<FieldValues>,
  before: OrgRecord | null,
): void {
  const rules = transaction.settings.rules(object);
  if (rules.length === 0) return;
  const context = contextOf(transaction, object, values, before);
  const refused = rules.filter((rule) => rule.refuses(context));
  const [first, ...others] = refused.map(
    ({ message, errorField }): ErrorDetail => ({
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      message,
      fields: errorField === null ? [] : [errorField],
    }),
  );
  if (first) throw new SalesforceError(400, first.errorCode, first.message, first.fields, { others });
}

function contextOf(
  transaction: Transaction,
  object: ObjectSchema,
  values: Readonly<FieldValues>,
  before: OrgRecord | null,
): FormulaContext {
  const { user } = transaction.writer;
  return {
    value: (path) => valueAt(transaction, object, values, path),
    priorValue: (field) => fieldValue(object, (before ?? { fields: values }).fields, field),
    isNew: before === null,
    now: Date.parse(transaction.now),
    timeZone: String(transaction.row(user.id)?.fields.TimeZoneSidKey ?? 'GMT'),
    hasPermission: (permission) => user.customPermissions.has(permission),
  };
}

/** The value of `Field`, `Parent.Field`, `$User.Field`, `$Profile.Name`, `$RecordType.DeveloperName`. */
function valueAt(
  transaction: Transaction,
  object: ObjectSchema,
  values: Readonly<FieldValues>,
  path: string,
): FormulaValue {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return fieldValue(object, values, first);
  const { user } = transaction.writer;
  const id =
    first === '$User'
      ? user.id
      : first === '$Profile'
        ? transaction.row(user.id)?.fields.ProfileId
        : first === '$RecordType'
          ? values.RecordTypeId
          : values[parentOf(object, first)?.name ?? ''];
  const parent = typeof id === 'string' ? transaction.row(id) : undefined;
  const parentObject = parent ? transaction.schema.object(parent.object) : null;
  if (!parent || !parentObject) return null;
  return valueAt(transaction, parentObject, parent.fields, rest.join('.'));
}

const parentOf = (object: ObjectSchema, relationship: string) =>
  object.fields.find(
    ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
  );

function fieldValue(
  object: ObjectSchema,
  values: Readonly<Record<string, FieldValue>>,
  name: string,
): FormulaValue {
  const field = object.field(name);
  const value = field ? (values[field.name] ?? null) : null;
  if (field?.type === 'boolean') return value === true;
  if (typeof value === 'string' && (field?.type === 'date' || field?.type === 'datetime'))
    return new Moment(Date.parse(value), field.type === 'date');
  return value;
}
