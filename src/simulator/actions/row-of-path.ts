import type { ObjectSchema, OrgRecord } from '../core.ts';
import { entityIsDeleted, notFound, SalesforceError } from '../salesforce-error.ts';
import { parseRecordId } from '../schema/record-id.ts';
import { type ApiCall, param } from './action.ts';

/** The id in a path; a text that is no id of this object is refused as malformed. */
export function idOfPath(call: ApiCall, object: ObjectSchema): string {
  const id = parseRecordId(param(call, 'id'));
  if (id?.startsWith(object.keyPrefix)) return id;
  throw new SalesforceError(
    404,
    'NOT_FOUND',
    `Provided external ID field does not exist or is not accessible: ${param(call, 'id')}`,
  );
}

/** The live record a path names; deleted ones answer 404 too, with their own code. */
export function rowOfPath(call: ApiCall, object: ObjectSchema): OrgRecord {
  const row = call.transaction.row(idOfPath(call, object));
  if (!row || !call.user.rights.object(object.name).read || call.user.rights.reach(row) === 'none')
    throw notFound();
  if (row.deleted) throw entityIsDeleted();
  return row;
}

/**
 * `If-Modified-Since` and `If-Unmodified-Since` on a row, to the second (REST guide, "Conditional Request Headers").
 * Returns the status to answer instead, or null to go on.
 */
export function precondition(call: ApiCall, row: OrgRecord): 304 | 412 | null {
  const changed = Date.parse(String(row.fields.LastModifiedDate));
  const unmodifiedSince = readHttpDate(call, 'if-unmodified-since');
  if (unmodifiedSince !== null && changed > unmodifiedSince) return 412;
  const modifiedSince = call.method === 'GET' ? readHttpDate(call, 'if-modified-since') : null;
  return modifiedSince !== null && changed <= modifiedSince ? 304 : null;
}

export function readHttpDate(call: ApiCall, header: string): number | null {
  const text = call.headers[header];
  if (text === undefined) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time))
    throw new SalesforceError(400, 'INVALID_HEADER_VALUE', `Invalid value for header ${header}: ${text}`);
  return time;
}
