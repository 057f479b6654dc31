/**
 * What an error of Salesforce asks of us. `data`: this record cannot pass as it is; `config`: an admin must
 * change something; `lock`: again soon; `limit`: the day's calls are used up; `auth`: the token; `gone`:
 * deleted, merged or converted; `fence`: a newer version stands there; `transient`: again later.
 */
export type SalesforceErrorClass =
  | 'data'
  | 'config'
  | 'lock'
  | 'limit'
  | 'auth'
  | 'gone'
  | 'fence'
  | 'transient';

interface Rule {
  code?: RegExp;
  message?: RegExp;
  class: SalesforceErrorClass;
}

/** First match wins: what a message gives away comes before what the code says in general. */
const RULES: readonly Rule[] = [
  { message: /\bCARE-FENCE\b/, class: 'fence' },
  { message: /UNABLE_TO_LOCK_ROW|unable to obtain exclusive access/, class: 'lock' },
  { code: /^UNABLE_TO_LOCK_ROW$/, class: 'lock' },
  // Another writer was a moment faster with the same key: the same upsert finds the record then.
  { code: /^DUPLICATE_VALUE$/, message: /Care_(Escalation_)?Id__c|Duplicate external id/i, class: 'lock' },
  // The code is also a trigger's; with these words it is a right the token's user lacks.
  {
    code: /^CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY$/,
    message: /entity type cannot be|do not have the right/i,
    class: 'config',
  },
  // Requests of 20 s and more under way at once; over in seconds, unlike the day's limit.
  { code: /^REQUEST_LIMIT_EXCEEDED$/, message: /Concurrent/i, class: 'transient' },
  { code: /^REQUEST_LIMIT_EXCEEDED$/, class: 'limit' },
  { code: /^(INVALID_SESSION_ID|INVALID_AUTH_HEADER|Bad_OAuth_Token|ERROR_HTTP_401)$/, class: 'auth' },
  { code: /^(ENTITY_IS_DELETED|NOT_FOUND)$/, class: 'gone' },
  // An update to an id that is not there; a bad reference names the field it stands in.
  { code: /^INVALID_CROSS_REFERENCE_KEY$/, message: /^invalid cross reference id$/i, class: 'gone' },
  {
    code: /^(SERVER_UNAVAILABLE|UNKNOWN_EXCEPTION|QUERY_TIMEOUT|ENTITY_IS_LOCKED|ALL_OR_NONE_OPERATION_ROLLED_BACK|PROCESSING_HALTED|BATCH_PROCESSING_HALTED|ERROR_HTTP_(30[1-9]|408|42\d|5\d\d))$/,
    class: 'transient',
  },
  {
    code: /^(INSUFFICIENT_ACCESS.*|INVALID_FIELD|INVALID_FIELD_FOR_INSERT_UPDATE|INVALID_TYPE|INVALID_TYPE_FOR_OPERATION|NO_SUCH_COLUMN|API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED|FUNCTIONALITY_NOT_ENABLED|INACTIVE_OWNER_OR_USER|STORAGE_LIMIT_EXCEEDED|UNSUPPORTED_API_VERSION|METHOD_NOT_ALLOWED|ERROR_HTTP_(403|405|410))$/,
    class: 'config',
  },
  {
    code: /^(REQUIRED_FIELD_MISSING|STRING_TOO_LONG|FIELD_CUSTOM_VALIDATION_EXCEPTION|FIELD_FILTER_VALIDATION_EXCEPTION|FIELD_INTEGRITY_EXCEPTION|INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|BAD_VALUE_FOR_RESTRICTED_PICKLIST|INVALID_CROSS_REFERENCE_KEY|MALFORMED_ID|MALFORMED_QUERY|INVALID_QUERY_LOCATOR|QUERY_TOO_COMPLICATED|JSON_PARSER_ERROR|DUPLICATE_VALUE|DUPLICATES_DETECTED|DUPLICATE_EXTERNAL_ID|MULTIPLE_CHOICES|INVALID_EMAIL_ADDRESS|NUMBER_OUTSIDE_VALID_RANGE|INVALID_STATUS|CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|DELETE_FAILED|ERROR_HTTP_(300|400|413|414|415|431))$/,
    class: 'data',
  },
  { code: /^ERROR_HTTP_404$/, class: 'gone' },
];

/** A code nobody has seen holds its work for a person to look at; nothing is dropped for want of a rule. */
export function classifySalesforceError(error: { code: string; message: string }): SalesforceErrorClass {
  const rule = RULES.find(
    (each) => (each.code?.test(error.code) ?? true) && (each.message?.test(error.message) ?? true),
  );
  return rule?.class ?? 'config';
}
