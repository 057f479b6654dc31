import { lockKeys } from '../records/lock-keys.ts';
import { createRecord, deleteRecord, existing, updateRecord } from '../records/save-record.ts';
import { upsertKey, upsertRecord } from '../records/upsert-record.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { type Action, type ApiCall, objectBody, param, pathObject } from './action.ts';
import {
  allOrNoneOf,
  type CollectionRow,
  checkChunks,
  checkCount,
  done,
  requireType,
  rowsOfBody,
  runRows,
  typeOf,
} from './collection.ts';
import { rowBody } from './retrieve.ts';

/** `POST /composite/sobjects` */
export const createCollection: Action = {
  operation: 'collections-create',
  method: 'POST',
  path: '/composite/sobjects',
  records: (call) => rowsOfBody(call).length,
  locks: (call) =>
    rowsOfBody(call).flatMap((row) =>
      lockKeys(call.org.state, call.org.schema.object(typeOf(row)), row, { create: true }),
    ),
  handle(call) {
    const rows = rowsOfBody(call);
    checkChunks(rows);
    return runRows(call, rows, allOrNoneOf(call), (row) =>
      done(createRecord(call.transaction, requireType(row), row)),
    );
  },
};

/** `PATCH /composite/sobjects`: each row names its id. */
export const updateCollection: Action = {
  operation: 'collections-update',
  method: 'PATCH',
  path: '/composite/sobjects',
  records: (call) => rowsOfBody(call).length,
  locks: (call) =>
    rowsOfBody(call).flatMap((row) => {
      const id = parseRecordId(idOf(row));
      return id ? lockKeys(call.org.state, call.org.schema.object(typeOf(row)), row, { id }) : [];
    }),
  handle(call) {
    const rows = rowsOfBody(call);
    checkChunks(rows);
    return runRows(call, rows, allOrNoneOf(call), (row) => {
      const type = requireType(row);
      const id = requireId(idOf(row));
      if (!id.startsWith(call.org.schema.require(type).keyPrefix)) {
        throw new SalesforceError(400, 'INVALID_ID_FIELD', `id ${id} is not of type ${type}`);
      }
      updateRecord(call.transaction, id, withoutId(row));
      return done(id);
    });
  },
};

/** `PATCH /composite/sobjects/{object}/{externalIdField}`: rows of one object. */
export const upsertCollection: Action = {
  operation: 'collections-upsert',
  method: 'PATCH',
  path: '/composite/sobjects/:object/:field',
  records: (call) => rowsOfBody(call).length,
  locks(call) {
    const object = pathObject(call);
    const key = object.field(param(call, 'field'));
    if (!key) return [];
    return rowsOfBody(call).flatMap((row) =>
      lockKeys(call.org.state, object, row, { key, value: String(fieldOf(row, key.name) ?? '') }),
    );
  },
  handle(call) {
    const object = pathObject(call);
    const key = upsertKey(call.transaction, object, param(call, 'field'));
    const seen = new Set<unknown>();
    return runRows(call, rowsOfBody(call), allOrNoneOf(call), (row) => {
      const value = fieldOf(row, key.name);
      if (typeOf(row).toLowerCase() !== object.name.toLowerCase()) {
        throw new SalesforceError(
          400,
          'INVALID_TYPE',
          `Record type ${typeOf(row)} does not match ${object.name}.`,
        );
      }
      // One request may name a key once (SOAP guide, `upsert()`).
      if (seen.has(value))
        throw new SalesforceError(
          400,
          'DUPLICATE_VALUE',
          `Duplicate external id specified: ${String(value)}`,
          [key.name],
        );
      const fields = Object.fromEntries(
        Object.entries(row).filter(([name]) => name.toLowerCase() !== key.name.toLowerCase()),
      );
      const outcome = upsertRecord(call.transaction, object, key, value, fields);
      if (outcome.kind === 'ambiguous') {
        throw new SalesforceError(
          300,
          'DUPLICATE_EXTERNAL_ID',
          `${key.name}: more than one record found for external id field: [${outcome.ids.join(', ')}]`,
        );
      }
      seen.add(value);
      return { ...done(outcome.id), created: outcome.created } as ReturnType<typeof done>;
    });
  },
};

/** `DELETE /composite/sobjects?ids=…` */
export const deleteCollection: Action = {
  operation: 'collections-delete',
  method: 'DELETE',
  path: '/composite/sobjects',
  records: (call) => idsOfQuery(call).length,
  locks: (call) => idsOfQuery(call).flatMap((text) => parseRecordId(text) ?? []),
  handle(call) {
    const ids = idsOfQuery(call);
    checkCount(ids.length);
    return runRows(call, ids, call.query.get('allOrNone') === 'true', (text) => {
      const id = requireId(text);
      deleteRecord(call.transaction, id);
      return done(id);
    });
  },
};

/** `POST /composite/sobjects/{object}` with `ids` and `fields`: rows in the order asked for, null for a missing one. */
export const retrieveCollection: Action = {
  operation: 'collections-retrieve',
  method: 'POST',
  path: '/composite/sobjects/:object',
  handle(call) {
    const { ids, fields } = objectBody(call);
    return retrieveRows(
      call,
      Array.isArray(ids) ? ids.map(String) : [],
      Array.isArray(fields) ? fields.map(String) : [],
    );
  },
};

/** The same by GET, with `ids` and `fields` in the query. */
export const retrieveCollectionByQuery: Action = {
  operation: 'collections-retrieve',
  method: 'GET',
  path: '/composite/sobjects/:object',
  handle: (call) => retrieveRows(call, idsOfQuery(call), call.query.get('fields')?.split(',') ?? []),
};

function retrieveRows(call: ApiCall, ids: readonly string[], fields: readonly string[]) {
  if (ids.length > 2000) checkCount(ids.length);
  const object = pathObject(call);
  const body = ids.map((text) => {
    try {
      const { row } = existing(call.transaction, requireId(text));
      return row.object === object.name ? rowBody(call, object, row, ['Id', ...fields]) : null;
    } catch (error) {
      if (error instanceof SalesforceError && error.errorCode !== 'INVALID_FIELD') return null;
      throw error;
    }
  });
  return { status: 200, body };
}

const idsOfQuery = (call: ApiCall) => (call.query.get('ids') ?? '').split(',').filter((id) => id !== '');
const idOf = (row: CollectionRow) => row.id ?? row.Id;
const withoutId = (row: CollectionRow) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name.toLowerCase() !== 'id'));

function fieldOf(row: CollectionRow, field: string): unknown {
  return Object.entries(row).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1] ?? null;
}

function requireId(value: unknown): string {
  const id = parseRecordId(value);
  if (id) return id;
  if (value === undefined)
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call');
  throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${String(value)}`, ['Id']);
}
