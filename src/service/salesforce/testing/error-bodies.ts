import type { SalesforceOutcome } from '../../sync/ports.ts';
import { judgeAnswer } from '../judge-answer.ts';

const OWNER = { salesforceUserId: '005', username: 'ines@acme.example', displayName: 'Ines', agentId: null };

/** What Care makes of such an answer to a write. */
export function judged(status: number, body: unknown): SalesforceOutcome {
  const answer = { status, headers: {}, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const parsed = typeof body === 'string' ? undefined : body;
  return judgeAnswer({ answer, body: parsed } as never, true, OWNER);
}

const error = (errorCode: string, message: string, fields?: string[]) => [
  { message, errorCode, ...(fields ? { fields } : {}) },
];
const DUPLICATES = [
  {
    duplicateResult: {
      allowSave: true,
      duplicateRule: 'Standard_Contact_Duplicate_Rule',
      duplicateRuleEntityType: 'Contact',
      errorMessage: 'Use one of these records?',
      matchResults: [
        {
          entityType: 'Contact',
          errors: [],
          matchEngine: 'FuzzyMatchEngine',
          matchRecords: [
            {
              additionalInformation: [],
              fieldDiffs: [],
              matchConfidence: 100,
              record: {
                attributes: { type: 'Contact', url: '/services/data/v66.0/sobjects/Contact/003xx' },
                Id: '003xx',
              },
            },
          ],
          rule: 'Standard_Contact_Match_Rule_v1_1',
          size: 1,
          success: true,
        },
      ],
    },
    errorCode: 'DUPLICATES_DETECTED',
    message: 'Use one of these records?',
  },
];
const TRIGGER =
  'CaseTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\nTrigger.CaseTrigger: line 5, column 1';
const FLOW =
  "We can't save this record because the “Route Case” process failed. Give your Salesforce admin these details. This error occurred when the flow tried to look up records: INVALID_FIELD: ^ ERROR at Row:1:Column:44 No such column. You can look up ExceptionCode values in the SOAP API Developer Guide. Error ID: 1234567890-12345 (-987654321)";
const HTML = '<!DOCTYPE html><html><head><title>Login</title></head><body>Maintenance</body></html>';
const RAW = '{"flowError":{"type":"FAULT","elements":[{"name":"Get_Case"}]}}';

export type Row = [status: number, body: unknown, fields: string[], fact: RegExp];

/** Shapes as Salesforce sends them: see "Status Codes and Error Responses" of the REST guide. */
export const BODIES: readonly Row[] = [
  [
    400,
    error('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]', ['Company']),
    ['Company'],
    /requires Company\./,
  ],
  [
    400,
    error('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Region__c, Order__c]'),
    ['Region__c', 'Order__c'],
    /requires Region__c and Order__c\./,
  ],
  [400, error('REQUIRED_FIELD_MISSING', 'Des champs obligatoires manquent'), [], /requires a field/],
  [
    400,
    error('STRING_TOO_LONG', `Subject: data value too large: ${'x'.repeat(300)} (max length=255)`, [
      'Subject',
    ]),
    ['Subject'],
    /^Subject is longer than the 255/,
  ],
  [
    400,
    error('STRING_TOO_LONG', 'Description: data value too large: a\nb (max length=32000)', ['Description']),
    ['Description'],
    /the 32,000 characters/,
  ],
  [
    400,
    error('STRING_TOO_LONG', 'Betreff: Datenwert zu groß', ['Subject']),
    ['Subject'],
    /longer than Salesforce takes/,
  ],
  [
    400,
    error('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'A close reason is needed.', ['Reason']),
    ['Reason'],
    /^A close reason is needed\.$/,
  ],
  [400, error('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Angiv en ordre', []), [], /^Angiv en ordre$/],
  [400, error('FIELD_CUSTOM_VALIDATION_EXCEPTION', RAW), [], /^A rule of the org refuses/],
  [
    400,
    error('FIELD_FILTER_VALIDATION_EXCEPTION', 'Value does not exist or does not match filter criteria.', [
      'Asset__c',
    ]),
    ['Asset__c'],
    /does not match filter/,
  ],
  [
    400,
    error(
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'Region: bad value for restricted picklist field: Middle',
      ['Region__c'],
    ),
    ['Region__c'],
    /^“Middle” is not a value of Region\.$/,
  ],
  [
    400,
    error('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'bad value', ['Region__c']),
    ['Region__c'],
    /picklist does not have/,
  ],
  [
    400,
    error('BAD_VALUE_FOR_RESTRICTED_PICKLIST', 'Status: bad value for restricted picklist field: Wroking', [
      'Status',
    ]),
    ['Status'],
    /“Wroking”/,
  ],
  [400, error('INVALID_STATUS', 'invalid status', ['Status']), ['Status'], /picklist does not have/],
  [
    400,
    error('INVALID_EMAIL_ADDRESS', 'Web Email: invalid email address: maya@shop', ['SuppliedEmail']),
    ['SuppliedEmail'],
    /“maya@shop” is not an e-mail/,
  ],
  [400, error('INVALID_EMAIL_ADDRESS', 'ungültig', ['SuppliedEmail']), ['SuppliedEmail'], /e-mail address/],
  [
    400,
    error('NUMBER_OUTSIDE_VALID_RANGE', 'Amount: value outside of valid range on numeric field: 1000000', [
      'Amount__c',
    ]),
    ['Amount__c'],
    /^Amount is greater/,
  ],
  [
    400,
    error(
      'JSON_PARSER_ERROR',
      'Cannot deserialize instance of double from VALUE_STRING value about ten or request may be missing a required field at [line:1, column:20]',
      ['Amount__c'],
    ),
    ['Amount__c'],
    /^“about ten” is no number\.$/,
  ],
  [
    400,
    error('JSON_PARSER_ERROR', 'Cannot deserialize instance of date from VALUE_STRING value 2026-02-30', [
      'Due__c',
    ]),
    ['Due__c'],
    /no date/,
  ],
  [
    400,
    error('JSON_PARSER_ERROR', 'Cannot deserialize instance of string from START_OBJECT', ['Subject']),
    ['Subject'],
    /A value is no/,
  ],
  [400, error('JSON_PARSER_ERROR', "Unexpected character ('}' (code 125)) at [line:1, column:9]"), [], /./],
  [
    400,
    error('MALFORMED_ID', 'Contact ID: id value of incorrect type: Maya', ['ContactId']),
    ['ContactId'],
    /^Contact ID was given/,
  ],
  [400, error('MALFORMED_ID', 'bad id', []), [], /^A lookup was given/],
  [
    400,
    error(
      'INVALID_CROSS_REFERENCE_KEY',
      "Record Type ID: this ID value isn't valid for the user: 012000000000001",
      ['RecordTypeId'],
    ),
    ['RecordTypeId'],
    /may not use its record type/,
  ],
  [
    400,
    error('INVALID_CROSS_REFERENCE_KEY', 'Owner ID: owner cannot be blank', ['OwnerId']),
    ['OwnerId'],
    /owner cannot have/,
  ],
  [
    400,
    error('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['ContactId']),
    ['ContactId'],
    /ContactId leads to/,
  ],
  [
    400,
    error('INVALID_FIELD', "No such column 'Old__c' on sobject of type Case"),
    ['Old__c'],
    /no field Old__c here/,
  ],
  [
    400,
    error('INVALID_FIELD', 'Foreign key external ID: acme not found for field Handle__c in entity Brand__c'),
    ['Handle__c'],
    /external id “acme”/,
  ],
  [400, error('INVALID_FIELD', 'something else'), [], /A field is not there/],
  [
    400,
    error(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'Unable to create/update fields: Secret__c, Code__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
      ['Secret__c', 'Code__c'],
    ),
    ['Secret__c', 'Code__c'],
    /may not write Secret__c and Code__c/,
  ],
  [
    400,
    error(
      'DUPLICATE_VALUE',
      'duplicate value found: Order_No__c duplicates value on record with id: 500000000000001',
    ),
    ['Order_No__c'],
    /500000000000001, has the same Order_No__c/,
  ],
  [
    400,
    error(
      'DUPLICATE_VALUE',
      'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
    ),
    [],
    /must be unique/,
  ],
  [400, DUPLICATES, [], /^Use one of these records\?$/],
  [400, error('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', TRIGGER), [], /the trigger CaseTrigger failed/],
  [
    400,
    error('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'entity type cannot be inserted: Case'),
    [],
    /may not create records/,
  ],
  [
    400,
    error('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'You do not have the right to create Case records.'),
    [],
    /may not create records/,
  ],
  [400, error('CANNOT_EXECUTE_FLOW_TRIGGER', FLOW), [], /the flow Route Case failed/],
  [400, error('CANNOT_EXECUTE_FLOW_TRIGGER', RAW), [], /Automation of the org/],
  [
    403,
    error('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []),
    [],
    /may not do this/,
  ],
  [
    400,
    error('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id'),
    [],
    /may not do this/,
  ],
  [
    400,
    error(
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      'insufficient access rights on cross-reference id: 003000000000001',
    ),
    [],
    /may not use a record/,
  ],
  [403, error('INSUFFICIENT_ACCESS', 'You need Customize Application.'), [], /may not do this/],
  [
    400,
    error('FIELD_INTEGRITY_EXCEPTION', 'Contact ID: id value of incorrect type: 001000000000001', [
      'ContactId',
    ]),
    ['ContactId'],
    /Contact ID/,
  ],
  [
    400,
    error(
      'FIELD_INTEGRITY_EXCEPTION',
      "field integrity exception: unknown (Account must be the same as the contact's)",
    ),
    [],
    /same as the contact/,
  ],
  [
    400,
    error(
      'INACTIVE_OWNER_OR_USER',
      'operation performed with inactive user [005000000000001] as owner of case',
    ),
    ['OwnerId'],
    /owner is not active/,
  ],
  [
    400,
    error('OP_WITH_INVALID_USER_TYPE_EXCEPTION', 'Operation not valid for this user type', ['OwnerId']),
    ['OwnerId'],
    /owner is not active/,
  ],
  [404, error('ENTITY_IS_DELETED', 'entity is deleted', []), [], /not in Salesforce any more/],
  [404, error('NOT_FOUND', 'The requested resource does not exist'), [], /not in Salesforce any more/],
  [
    400,
    error(
      'UNABLE_TO_LOCK_ROW',
      'unable to obtain exclusive access to this record or 1 records: 500000000000001',
      [],
    ),
    [],
    /Somebody else is changing/,
  ],
  [403, error('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'), [], /used up its API requests/],
  [
    403,
    error('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
    [],
    /too many long requests/,
  ],
  [503, error('SERVER_UNAVAILABLE', 'Service not available'), [], /could not do it this time/],
  [
    400,
    error('QUERY_TIMEOUT', 'Your query request was running for too long.'),
    [],
    /could not do it this time/,
  ],
  [
    400,
    error(
      'UNKNOWN_EXCEPTION',
      'An unexpected error occurred. Please include this ErrorId if you contact support: 123-456 (-789)',
    ),
    [],
    /could not do it this time/,
  ],
  [401, error('INVALID_SESSION_ID', 'Session expired or invalid'), [], /./],
  [
    403,
    error('API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.'),
    [],
    /may not use the API/,
  ],
  [403, error('API_CURRENTLY_DISABLED', 'API is disabled for this User'), [], /may not use the API/],
  [400, error('INVALID_TYPE', "sObject type 'Brand__c' is not supported."), [], /no such object/],
  [400, error('STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded'), [], /storage is full/],
  [410, error('UNSUPPORTED_API_VERSION', 'API version 20.0 is retired'), [], /version of its API/],
  [
    300,
    ['/services/data/v66.0/sobjects/Case/500a', '/services/data/v66.0/sobjects/Case/500b'],
    [],
    /More than one record/,
  ],
  [
    400,
    error('A_CODE_OF_NEXT_YEAR', 'The moon is in the wrong house.', ['Moon__c']),
    ['Moon__c'],
    /moon is in the wrong house/,
  ],
  [400, error('A_CODE_OF_NEXT_YEAR', RAW), [], /gave no reason/],
  [400, error('odd {"code"}', '<xml><a/></xml>'), [], /gave no reason/],
  [400, HTML, [], /gave no reason|Salesforce answered 400/],
  [403, HTML, [], /./],
  [500, HTML, [], /Salesforce answered 500/],
  [502, '', [], /Salesforce answered 502/],
  [503, HTML, [], /could not do it this time/],
  [302, HTML, [], /sent the request elsewhere/],
  [200, HTML, [], /something else than JSON/],
  [400, { error: 'invalid_grant', error_description: 'expired access/refresh token' }, [], /./],
  [400, { errorCode: 'MALFORMED_QUERY', message: 'unexpected token: FROM' }, [], /./],
  [431, '', [], /./],
];

/** What no person should ever read. */
export const RAW_DATA = /[{}[\]]|<\w|\bline \d+, column|Exception:|\bErrorId\b|"\w+":/;
