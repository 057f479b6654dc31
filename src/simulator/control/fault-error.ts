import { SalesforceError } from '../salesforce-error.ts';

/** Status and text of codes a fault may name (REST guide, error codes; facts about each in the README). */
const KNOWN: Readonly<Record<string, readonly [status: number, message: string]>> = {
  INVALID_SESSION_ID: [401, 'Session expired or invalid'],
  REQUEST_LIMIT_EXCEEDED: [403, 'TotalRequests Limit exceeded.'],
  API_DISABLED_FOR_ORG: [403, 'The REST API is not enabled for this Organization.'],
  UNABLE_TO_LOCK_ROW: [400, 'unable to obtain exclusive access to this record or 1 records'],
  SERVER_UNAVAILABLE: [503, 'The server is temporarily unable to respond. Please try again later.'],
  UNKNOWN_EXCEPTION: [
    500,
    'An unexpected error occurred. Please include this ErrorId if you contact support.',
  ],
  QUERY_TIMEOUT: [400, 'Your query request was running for too long.'],
  INVALID_QUERY_LOCATOR: [400, 'invalid query locator'],
  INSUFFICIENT_ACCESS_OR_READONLY: [403, 'insufficient access rights on object id'],
  ENTITY_IS_DELETED: [404, 'entity is deleted'],
  NOT_FOUND: [404, 'The requested resource does not exist'],
};

export function faultError(code: string): SalesforceError {
  const [status, message] = KNOWN[code] ?? [400, `Injected fault: ${code}`];
  return new SalesforceError(status, code, message);
}
