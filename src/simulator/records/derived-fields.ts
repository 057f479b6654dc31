import type { FieldValue, ObjectSchema } from '../core.ts';
import type { FieldValues } from './field-input.ts';
import type { Transaction } from './transaction.ts';

/** Fills what the platform computes when a record is saved. `before` is null on a new record. */
export function deriveFields(
  transaction: Transaction,
  object: ObjectSchema,
  values: FieldValues,
  before: Readonly<FieldValues> | null,
): void {
  if (object.name === 'Contact' || object.name === 'Lead' || object.name === 'User') {
    values.Name = [values.FirstName, values.LastName].filter(Boolean).join(' ');
  }
  if (object.name === 'Case') deriveCase(transaction, object, values, before);
}

function deriveCase(
  transaction: Transaction,
  object: ObjectSchema,
  values: FieldValues,
  before: Readonly<FieldValues> | null,
): void {
  const status = object.field('Status')?.picklist.find(({ value }) => value === values.Status);
  const closed = status?.closed === true;
  if (closed && before?.IsClosed !== true) values.ClosedDate = transaction.now;
  if (!closed) values.ClosedDate = null;
  values.IsClosed = closed;
  const contact = typeof values.ContactId === 'string' ? transaction.row(values.ContactId) : undefined;
  values.ContactEmail = contact?.fields.Email ?? null;
  values.ContactPhone = contact?.fields.Phone ?? null;
  // A Case's account follows its contact unless one is given (Object Reference, Case, "AccountId").
  if (contact && values.AccountId === null) values.AccountId = contact.fields.AccountId ?? null;
  values.CaseNumber ??= String(1000 + transaction.next('caseNumber')).padStart(8, '0');
}

/** The number a `CSP-{00000000}` format gives. */
export function autoNumber(format: string, n: number): FieldValue {
  return format.replace(/\{(0+)\}/, (_match, zeros: string) => String(n).padStart(zeros.length, '0'));
}
