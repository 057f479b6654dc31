import { randomInt } from 'node:crypto';
import type { QueryRow } from '../core.ts';
import type { QueryCursor } from '../org.ts';
import { SalesforceError } from '../salesforce-error.ts';
import { makeRecordId } from '../schema/record-id.ts';
import { runQuery } from '../soql/run-query.ts';
import { type Action, type ApiCall, type ApiReply, param } from './action.ts';

const LOCATOR_MS = 2 * 24 * 3600_000;
const MAX_PAGE = 2000;
const MIN_PAGE = 200;

const queryAction = (operation: string, path: string, includeDeleted: boolean): Action => ({
  operation,
  method: 'GET',
  path,
  handle(call) {
    const soql = call.query.get('q');
    if (soql === null)
      throw new SalesforceError(400, 'MALFORMED_QUERY', 'A query string has to be specified');
    const reader = call.org.reader(call.user, includeDeleted, call.transaction);
    const { records, totalSize } = runQuery(reader, soql);
    return answer(call, records, totalSize);
  },
});

export const query = queryAction('query', '/query', false);
export const queryAll = queryAction('query-all', '/queryAll', true);

/** `GET /query/{locator}-{offset}`: the rest of an answer. */
export const queryMore: Action = {
  operation: 'query-more',
  method: 'GET',
  path: '/query/:locator',
  handle(call) {
    const [locator = '', offset = ''] = param(call, 'locator').split('-');
    const cursor = call.org.cursors.get(locator);
    if (
      !cursor ||
      cursor.expiresAt < call.org.clock.now() ||
      cursor.userId !== call.user.id ||
      !/^\d+$/.test(offset)
    ) {
      throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    }
    return page(call, locator, cursor, Number(offset));
  },
};

function answer(call: ApiCall, records: readonly QueryRow[], totalSize: number): ApiReply {
  const size = pageSize(call);
  if (records.length <= size) return { status: 200, body: { totalSize, done: true, records } };
  for (const [key, { expiresAt }] of call.org.cursors)
    if (expiresAt < call.org.clock.now()) call.org.cursors.delete(key);
  const locator = makeRecordId('01g', randomInt(1, 2 ** 40));
  const cursor: QueryCursor = {
    rows: records,
    userId: call.user.id,
    page: size,
    expiresAt: call.org.clock.now() + LOCATOR_MS,
  };
  call.org.cursors.set(locator, cursor);
  return page(call, locator, cursor, 0);
}

/** `nextRecordsUrl` is a path, not an address (REST guide, "Query"). */
function page(call: ApiCall, locator: string, cursor: QueryCursor, offset: number): ApiReply {
  const end = offset + cursor.page;
  const done = end >= cursor.rows.length;
  return {
    status: 200,
    body: {
      totalSize: cursor.rows.length,
      done,
      ...(done ? {} : { nextRecordsUrl: `/services/data/v${call.version}/query/${locator}-${end}` }),
      records: cursor.rows.slice(offset, end),
    },
  };
}

/** `Sforce-Query-Options: batchSize=` is a hint: the org may answer fewer or more (REST guide, "Query Options Header"). */
function pageSize(call: ApiCall): number {
  const wanted = Number(/batchSize=(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1] ?? MAX_PAGE);
  return Math.min(MAX_PAGE, Math.max(MIN_PAGE, wanted));
}
