import type { FieldSchema, ObjectSchema, OrgRecord, OrgUser, RecordType } from '../core.ts';
import { refuseByDuplicateRules } from '../duplicates/refuse-duplicates.ts';
import { entityIsDeleted, insufficientAccess, SalesforceError } from '../salesforce-error.ts';
import { checkPicklists } from './check-picklists.ts';
import { autoNumber, deriveFields } from './derived-fields.ts';
import { type FieldValues, readInput } from './field-input.ts';
import {
  asAccountInput,
  invalidOperation,
  isNeeded,
  personAccountOf,
  personTypeFor,
  refuseSecondContact,
  savePersonContact,
  shapeAccount,
} from './person-accounts.ts';
import { mayEdit } from './record-access.ts';
import { runRules } from './run-rules.ts';
import { checkSetup } from './setup-rules.ts';
import type { Transaction } from './transaction.ts';

type Input = Readonly<Record<string, unknown>>;

/** Creates a record and returns its id. */
export function createRecord(transaction: Transaction, objectName: string, input: Input): string {
  const object = transaction.state.schema.require(objectName);
  const { user } = transaction.writer;
  if (!object.createable || !user.rights.object(object.name).create) throw notAllowed(object, 'create');
  const given = readInput(transaction, object, input, 'create');
  const values: FieldValues = {};
  const type = recordTypeOf(object, given, user);
  if (type && !('RecordTypeId' in given)) given.RecordTypeId = type.id;
  for (const field of object.fields)
    values[field.name] = given[field.name] ?? type?.picklists[field.name]?.default ?? field.defaultValue;
  const id = transaction.newId(object.keyPrefix);
  Object.assign(values, {
    Id: id,
    IsDeleted: false,
    CreatedDate: transaction.now,
    CreatedById: user.id,
    LastModifiedDate: transaction.now,
    LastModifiedById: user.id,
    SystemModstamp: transaction.now,
  });
  if (object.field('OwnerId')) values.OwnerId ??= user.id;
  const format = transaction.state.schema.require(object.name).autoNumberFormat;
  if (format) values.Name = autoNumber(format, transaction.next(`number:${object.name}`));
  // A custom object's own text name falls back to the id when nobody gives one (Object Reference, "Name").
  else if (object.custom) values.Name ??= id.slice(0, 15);
  finish(transaction, object, { id, object: object.name, fields: values, deleted: false }, null, given);
  return id;
}

/** Updates a record by id. Every save counts as a modification, even one that changes no value. */
export function updateRecord(transaction: Transaction, id: string, input: Input): void {
  const { object, row } = existing(transaction, id);
  const { user } = transaction.writer;
  const account = personAccountOf(transaction, row);
  if (account) {
    updateRecord(transaction, account.id, asAccountInput(transaction, id, input));
    return;
  }
  if (!object.updateable || !user.rights.object(object.name).edit || !mayEdit(user.rights.reach(row)))
    throw insufficientAccess(id);
  const given = readInput(transaction, object, input, 'update');
  const values: FieldValues = { ...row.fields, ...given };
  values.LastModifiedDate = transaction.now;
  values.LastModifiedById = user.id;
  values.SystemModstamp = transaction.now;
  finish(transaction, object, { ...row, fields: values }, row, given);
}

/** Moves a record, and the details below it, to the recycle bin. */
export function deleteRecord(transaction: Transaction, id: string): void {
  const { object, row } = existing(transaction, id);
  const { rights } = transaction.writer.user;
  if (!object.deletable || !rights.object(object.name).delete || rights.reach(row) !== 'full')
    throw insufficientAccess(id);
  if (personAccountOf(transaction, row)) throw invalidOperation('You cannot delete a person account.');
  moveToBin(transaction, row);
}

/** The row of an id that a write names; refuses unknown, foreign and deleted ones. */
export function existing(transaction: Transaction, id: string): { object: ObjectSchema; row: OrgRecord } {
  const row = transaction.row(id);
  const object = row ? transaction.state.schema.object(row.object) : null;
  if (!row || !object)
    throw new SalesforceError(404, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
  const { rights } = transaction.writer.user;
  if (!rights.object(object.name).read || rights.reach(row) === 'none') throw insufficientAccess(id);
  if (row.deleted) throw entityIsDeleted();
  return { object, row };
}

/** Puts a row and its details, to any depth, into the recycle bin; lookups to it are emptied. */
export function moveToBin(transaction: Transaction, row: OrgRecord): void {
  transaction.put({
    ...row,
    deleted: true,
    fields: { ...row.fields, IsDeleted: true, SystemModstamp: transaction.now },
  });
  const contact =
    row.object === 'Account' ? transaction.row(String(row.fields.PersonContactId ?? '')) : undefined;
  if (contact) moveToBin(transaction, contact);
  for (const { child, field } of childrenOf(transaction, row)) {
    if (field.masterDetail) moveToBin(transaction, child);
    else
      transaction.put({
        ...child,
        fields: { ...child.fields, [field.name]: null, SystemModstamp: transaction.now },
      });
  }
}

/** Every live record that refers to this one, and by which field; ownership and audit fields aside. */
export function childrenOf(
  transaction: Transaction,
  row: OrgRecord,
): { child: OrgRecord; field: FieldSchema }[] {
  return transaction.state.schema
    .list()
    .flatMap((object) =>
      object.fields
        .filter((field) => field.referenceTo.includes(row.object) && field.createable)
        .flatMap((field) =>
          transaction.rowsBy(object.name, field, row.id).map((child) => ({ child, field })),
        ),
    );
}

function finish(
  transaction: Transaction,
  object: ObjectSchema,
  draft: OrgRecord,
  before: OrgRecord | null,
  given: Readonly<FieldValues>,
): void {
  const values: FieldValues = { ...draft.fields };
  shapeAccount(object, values, before, given);
  requireFields(object, values);
  checkRecordType(transaction, object, given);
  checkPicklists(object, given, values);
  checkParents(transaction, object, given, before);
  refuseSecondContact(transaction, object, values);
  deriveFields(transaction, object, values, before?.fields ?? null);
  runFlows(transaction, object, values, draft.id, before);
  assignOwner(transaction, object, values);
  runRules(transaction, object, values, before);
  refuseDuplicates(transaction, object, values, draft.id);
  refuseByDuplicateRules(transaction, object, values, draft.id, before);
  if (object.setup) checkSetup(transaction, object.name, values, draft.id);
  savePersonContact(transaction, object, values);
  transaction.put({ ...draft, fields: values });
}

function requireFields(object: ObjectSchema, values: Readonly<FieldValues>): void {
  const missing = object.fields
    .filter(
      (field) =>
        field.required && (values[field.name] ?? null) === null && isNeeded(object, values, field.name),
    )
    .map(({ name }) => name);
  if (missing.length > 0) {
    throw new SalesforceError(
      400,
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${missing.join(', ')}]`,
      missing,
    );
  }
}

/** The type of a new record: the one that is given, else the writer's own for this object. */
function recordTypeOf(
  object: ObjectSchema,
  given: Readonly<FieldValues>,
  user: OrgUser,
): RecordType | undefined {
  const { rights } = user;
  const id = given.RecordTypeId;
  const person = id === undefined ? personTypeFor(object, given, user) : undefined;
  if (person) return person;
  const preset = id === undefined ? rights.defaultRecordType(object.name) : null;
  return object.recordTypes.find((one) => (preset === null ? one.id === id : one.name === preset));
}

/** A record type has to be one of the object's that the writer may use; none is the master one. */
function checkRecordType(transaction: Transaction, object: ObjectSchema, given: Readonly<FieldValues>): void {
  const id = given.RecordTypeId ?? null;
  if (id === null) return;
  const type = object.recordTypes.find((one) => one.id === id);
  const { rights } = transaction.writer.user;
  if (type?.active && rights.recordType(`${object.name}.${type.name}`)) return;
  throw new SalesforceError(
    400,
    'INVALID_CROSS_REFERENCE_KEY',
    `Record Type ID: this ID value isn't valid for the user: ${id}`,
    ['RecordTypeId'],
  );
}

function checkParents(
  transaction: Transaction,
  object: ObjectSchema,
  given: Readonly<FieldValues>,
  before: OrgRecord | null,
): void {
  for (const field of object.fields.filter(({ type }) => type === 'reference')) {
    const id = given[field.name];
    if (typeof id !== 'string' || before?.fields[field.name] === id) continue;
    const parent = transaction.row(id);
    if (
      !field.referenceTo.some((name) => transaction.state.schema.object(name)?.keyPrefix === id.slice(0, 3))
    ) {
      throw new SalesforceError(
        400,
        'FIELD_INTEGRITY_EXCEPTION',
        `${field.label}: id value of incorrect type: ${id}`,
        [field.name],
      );
    }
    if (!parent)
      throw new SalesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
        field.name,
      ]);
    if (parent.deleted)
      throw new SalesforceError(400, 'ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
    const { rights } = transaction.writer.user;
    if (!rights.object(parent.object).read || rights.reach(parent) === 'none') {
      throw new SalesforceError(
        400,
        'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
      );
    }
  }
}

/**
 * With rules there, an active one takes every record, and the default owner what none takes; so an update with
 * assignment left on moves a Case away from its owner (REST guide, "Assignment Rule Header"; Help 000395506).
 */
function assignOwner(transaction: Transaction, object: ObjectSchema, values: FieldValues): void {
  const rules = transaction.settings.assignmentRules.filter((rule) => rule.object === object.name);
  if (!transaction.writer.autoAssign || rules.length === 0) return;
  values.OwnerId = rules.find(({ active }) => active)?.ownerId ?? transaction.settings.defaultOwnerId;
}

/** Before-save flows come before validation rules (Apex guide, "Triggers and Order of Execution"). */
function runFlows(
  transaction: Transaction,
  object: ObjectSchema,
  values: FieldValues,
  id: string,
  before: OrgRecord | null,
): void {
  const finds = (name: string, filters: Readonly<FieldValues>) => {
    const [[first, wanted] = ['', null], ...rest] = Object.entries(filters);
    const field = transaction.state.schema.object(name)?.field(first);
    if (!field || wanted === null) return false;
    return transaction
      .rowsBy(name, field, wanted)
      .some((row) => row.id !== id && rest.every(([other, value]) => (row.fields[other] ?? null) === value));
  };
  for (const flow of transaction.settings.flows.filter((one) => one.object === object.name))
    flow.run({ record: values, isNew: before === null, finds });
}

function refuseDuplicates(
  transaction: Transaction,
  object: ObjectSchema,
  values: Readonly<FieldValues>,
  id: string,
): void {
  for (const field of object.fields.filter(({ unique }) => unique)) {
    const value = values[field.name] ?? null;
    if (value === null) continue;
    const other = transaction.rowsBy(object.name, field, value).find((row) => row.id !== id);
    if (other) {
      throw new SalesforceError(
        400,
        'DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${other.id.slice(0, 15)}`,
        [field.name],
      );
    }
  }
}

const notAllowed = (object: ObjectSchema, verb: string) =>
  new SalesforceError(
    400,
    'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    `You do not have the right to ${verb} ${object.name} records.`,
  );
