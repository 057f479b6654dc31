import type { ObjectSchema, OrgRecord, OrgUser, RecordType } from '../core.ts';
import { insufficientAccess, SalesforceError } from '../salesforce-error.ts';
import { SHARED_WITH_CONTACT } from '../schema/person-accounts.ts';
import type { FieldValues } from './field-input.ts';
import type { Transaction } from './transaction.ts';

const personName = ({ FirstName, LastName }: Readonly<FieldValues>) =>
  [FirstName, LastName].filter(Boolean).join(' ');

/** Whether an account with these values is a person's: its record type says so. */
export const isPerson = (object: ObjectSchema, values: Readonly<FieldValues>): boolean =>
  object.name === 'Account' &&
  object.recordTypes.some(({ id, person }) => person === true && id === values.RecordTypeId);

/** An account that names a last name and no record type is a person's, where the user may make one (_reading_). */
export const personTypeFor = (
  object: ObjectSchema,
  given: Readonly<FieldValues>,
  { rights }: OrgUser,
): RecordType | undefined =>
  object.name === 'Account' && given.LastName
    ? object.recordTypes.find(
        ({ person, active, name }) => person && active && rights.recordType(`Account.${name}`),
      )
    : undefined;

/**
 * Holds an account to its kind: a person has no name but its parts (Help 000386207), and a company none of a person's
 * fields.
 */
export function shapeAccount(
  object: ObjectSchema,
  values: FieldValues,
  before: OrgRecord | null,
  given: Readonly<FieldValues>,
): void {
  if (object.name !== 'Account' || !object.field('IsPersonAccount')) return;
  const person = isPerson(object, values);
  if (before && (before.fields.IsPersonAccount === true) !== person)
    throw invalidOperation('an account cannot be converted here');
  const foreign = Object.keys(given).filter((name) =>
    person ? name === 'Name' : given[name] !== null && object.field(name)?.personOf !== undefined,
  );
  if (foreign.length > 0) throw badNames(foreign);
  values.IsPersonAccount = person;
  if (person) values.Name = personName(values);
}

/** What only the other kind of account needs is not missing. */
export const isNeeded = (object: ObjectSchema, values: Readonly<FieldValues>, field: string): boolean =>
  object.name !== 'Account' || field !== (isPerson(object, values) ? 'Name' : 'LastName');

/** Writes a person account's contact, which is made with it and follows it. */
export function savePersonContact(
  transaction: Transaction,
  object: ObjectSchema,
  account: FieldValues,
): void {
  if (!isPerson(object, account)) return;
  const contact = transaction.schema.require('Contact');
  account.PersonContactId ??= transaction.newId(contact.keyPrefix);
  const id = String(account.PersonContactId);
  const old = transaction.row(id)?.fields ?? contactDefaults(contact);
  const system = ['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp'];
  const shared = [...SHARED_WITH_CONTACT, 'Name', ...system].map((name) => [name, account[name] ?? null]);
  const ofPerson = object.fields.flatMap(({ name, personOf }) =>
    personOf === undefined ? [] : [[personOf, account[name] ?? null]],
  );
  const own = { Id: id, IsDeleted: false, AccountId: account.Id ?? null, IsPersonAccount: true };
  const fields = { ...old, ...Object.fromEntries([...shared, ...ofPerson]), ...own };
  transaction.put({ id, object: contact.name, fields, deleted: false });
}

const contactDefaults = (contact: ObjectSchema): FieldValues =>
  Object.fromEntries(contact.fields.map(({ name, defaultValue }) => [name, defaultValue]));

/** The account that a person contact belongs to; null for a contact of its own. */
export const personAccountOf = (transaction: Transaction, row: OrgRecord): OrgRecord | null =>
  row.object === 'Contact' && row.fields.IsPersonAccount === true
    ? (transaction.row(String(row.fields.AccountId)) ?? null)
    : null;

/** Input for a person contact as its account takes it; which account and what record type are not the contact's to say. */
export function asAccountInput(
  transaction: Transaction,
  contactId: string,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const account = transaction.schema.require('Account');
  const names = Object.keys(input).filter((name) => name !== 'attributes');
  if (names.some((name) => name.toLowerCase() === 'recordtypeid')) throw insufficientAccess(contactId);
  if (names.some((name) => name.toLowerCase() === 'accountid')) throw badNames(['AccountId']);
  return Object.fromEntries(
    names.map((name) => {
      const own = account.fields.find(({ personOf }) => personOf?.toLowerCase() === name.toLowerCase());
      return [own?.name ?? name, input[name]];
    }),
  );
}

/** No other contact can be a person account's. The platform's code is known, its words are our reading. */
export function refuseSecondContact(
  transaction: Transaction,
  object: ObjectSchema,
  values: Readonly<FieldValues>,
): void {
  if (object.name !== 'Contact' || typeof values.AccountId !== 'string') return;
  if (transaction.row(values.AccountId)?.fields.IsPersonAccount !== true) return;
  throw new SalesforceError(
    400,
    'FIELD_INTEGRITY_EXCEPTION',
    `Account ID: a person account has one contact, its own: ${values.AccountId}`,
    ['AccountId'],
  );
}

/** SOAP guide, StatusCode. */
export const invalidOperation = (message: string) =>
  new SalesforceError(400, 'INVALID_PERSON_ACCOUNT_OPERATION', message);

const badNames = (names: readonly string[]) =>
  new SalesforceError(
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Account: bad field names on insert/update call: ${names.join(', ')}`,
    names,
  );
