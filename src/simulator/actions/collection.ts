import { faultError } from '../control/fault-error.ts';
import { type ErrorDetail, SalesforceError } from '../salesforce-error.ts';
import { type ApiCall, objectBody } from './action.ts';

export type CollectionRow = Readonly<Record<string, unknown>>;

/** One row's outcome. The error's key is `statusCode` here, and a failed row has no id (REST guide, "sObject Collections"). */
export type RowResult =
  | { id: string; success: true; errors: []; created?: boolean }
  | { success: false; errors: { statusCode: string; message: string; fields: readonly string[] }[] };

const MAX_ROWS = 200;
const MAX_CHUNKS = 10;

/** The records of a body: at most 200, in at most ten runs of one object. */
export function rowsOfBody(call: ApiCall): CollectionRow[] {
  const { records } = objectBody(call);
  if (!Array.isArray(records) || !records.every((row) => typeof row === 'object' && row !== null)) {
    throw new SalesforceError(
      400,
      'JSON_PARSER_ERROR',
      'The property records is required and must be a list of records.',
    );
  }
  checkCount(records.length);
  return records as CollectionRow[];
}

export function checkCount(count: number): void {
  if (count > MAX_ROWS) {
    throw new SalesforceError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${MAX_ROWS} records into this operation`,
    );
  }
}

export function checkChunks(rows: readonly CollectionRow[]): void {
  const chunks = rows.filter((row, index) => index === 0 || typeOf(row) !== typeOf(rows[index - 1])).length;
  if (chunks > MAX_CHUNKS) {
    throw new SalesforceError(
      400,
      'LIMIT_EXCEEDED',
      `Cannot have more than ${MAX_CHUNKS} chunks in a single operation. Please rearrange the data to reduce chunking.`,
    );
  }
}

/** The object a row says it is. */
export function typeOf(row: CollectionRow | undefined): string {
  const attributes = row?.attributes as { type?: unknown } | undefined;
  return typeof attributes?.type === 'string' ? attributes.type : '';
}

export function requireType(row: CollectionRow): string {
  const type = typeOf(row);
  if (type === '')
    throw new SalesforceError(400, 'INVALID_TYPE', 'The attributes.type of each record must be specified.');
  return type;
}

/**
 * Runs rows one after the other. A failing row leaves the others alone, unless `allOrNone` is asked for: then nothing
 * is written and the rows that were good say so.
 */
export function runRows<Row>(
  call: ApiCall,
  rows: readonly Row[],
  allOrNone: boolean,
  work: (row: Row) => RowResult,
) {
  const results = rows.map((row, index): RowResult => {
    try {
      return call.transaction.attempt(() => {
        if (call.fault?.code && call.fault.rows?.includes(index)) throw faultError(call.fault.code);
        return work(row);
      });
    } catch (error) {
      if (error instanceof SalesforceError) return failedRow(...error.details());
      throw error;
    }
  });
  if (!allOrNone || results.every(({ success }) => success)) return { status: 200, body: results };
  call.transaction.rollback();
  const rolledBack = failedRow({
    errorCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
    message:
      'Record rolled back because not all records were valid and the request was using AllOrNone header',
    fields: [],
  });
  return { status: 200, body: results.map((result) => (result.success ? rolledBack : result)) };
}

const failedRow = (...details: readonly ErrorDetail[]): RowResult => ({
  success: false,
  errors: details.map(({ errorCode, message, fields }) => ({ statusCode: errorCode, message, fields })),
});

export const done = (id: string): RowResult => ({ id, success: true, errors: [] });

export const allOrNoneOf = (call: ApiCall) => objectBody(call).allOrNone === true;
