import { expect, it } from 'vitest';
import { classifySalesforceError, type SalesforceErrorClass } from './classify-salesforce-error.ts';

it.each<[string, string, SalesforceErrorClass]>([
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'CARE-FENCE: a newer version is here', 'fence'],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Close reason is needed', 'data'],
  ['UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records: 500x', 'lock'],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'CareTrigger: UNABLE_TO_LOCK_ROW, unable to obtain', 'lock'],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'CaseTrigger: execution of BeforeInsert', 'data'],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'entity type cannot be inserted: Care Message', 'config'],
  ['DUPLICATE_VALUE', 'duplicate value found: Care_Id__c duplicates value on record with id: a00', 'lock'],
  ['DUPLICATE_VALUE', 'duplicate value found: Order_No__c duplicates value on record', 'data'],
  ['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 'limit'],
  ['REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', 'transient'],
  ['REQUEST_LIMIT_EXCEEDED', 'ConcurrentPerOrgLongTxn Limit exceeded', 'transient'],
  ['INVALID_SESSION_ID', 'Session expired or invalid', 'auth'],
  ['ENTITY_IS_DELETED', 'entity is deleted', 'gone'],
  ['NOT_FOUND', 'The requested resource does not exist', 'gone'],
  ['INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'gone'],
  ['INVALID_CROSS_REFERENCE_KEY', "Record Type ID: this ID value isn't valid for the user: 012", 'data'],
  ['SERVER_UNAVAILABLE', 'Service not available', 'transient'],
  ['ERROR_HTTP_502', '', 'transient'],
  ['ENTITY_IS_LOCKED', 'the entity is locked for editing', 'transient'],
  ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]', 'data'],
  ['STRING_TOO_LONG', 'Subject: data value too large', 'data'],
  ['INVALID_FIELD', "No such column 'X' on sobject of type Case", 'config'],
  ['INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', 'config'],
  ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'insufficient access rights', 'config'],
  ['API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.', 'config'],
  ['DUPLICATES_DETECTED', 'Use one of these records?', 'data'],
  ['A_CODE_OF_NEXT_YEAR', 'something', 'config'],
])('takes %s "%s" for %s', (code, message, expected) => {
  expect(classifySalesforceError({ code, message })).toBe(expected);
});
