/** An error of Salesforce as a person can use it. */
export interface ExplainedError {
  /** API names; empty when it is not about a field. */
  fields: string[];
  fact: string;
  remedy: string;
}

export interface SalesforceErrorWords {
  code: string;
  message: string;
  fields: readonly string[];
}

type Told = Partial<ExplainedError> & Pick<ExplainedError, 'fact' | 'remedy'>;

interface Explanation {
  code: RegExp;
  /** What of the message is used: groups by name; where it does not fit, the next explanation is asked. */
  message?: RegExp;
  tell(said: Readonly<Record<string, string>>, error: SalesforceErrorWords): Told;
}

const ADMIN = 'Ask a Salesforce admin';
const MAPPING = 'a Care admin can change the mapping';

/**
 * First fit wins. The messages are Salesforce's English: it answers an integration in the language of the user whose
 * token it is, so that every code has an explanation without words, too.
 */
const EXPLANATIONS: readonly Explanation[] = [
  {
    code: /^REQUIRED_FIELD_MISSING$/,
    tell: (_said, { message, fields }) => {
      const named = /\[([^\]]+)\]/.exec(message)?.[1]?.split(/,\s*/) ?? [];
      const missing = fields.length > 0 ? [...fields] : named;
      return {
        fields: missing,
        fact:
          missing.length > 0
            ? `Salesforce requires ${listed(missing)}.`
            : 'Salesforce requires a field that is empty.',
        remedy: `Fill it in; for good, ${MAPPING}.`,
      };
    },
  },
  {
    code: /^STRING_TOO_LONG$/,
    message: /^(?<label>[^:]+): data value too large:.*\(max length=(?<most>\d+)\)/s,
    tell: ({ label, most }) => ({
      fact: `${label} is longer than the ${Number(most).toLocaleString('en-US')} characters Salesforce takes.`,
      remedy: 'Shorten it.',
    }),
  },
  {
    code: /^STRING_TOO_LONG$/,
    tell: () => ({ fact: 'A text is longer than Salesforce takes.', remedy: 'Shorten it.' }),
  },
  {
    code: /^(FIELD_CUSTOM_VALIDATION_EXCEPTION|FIELD_FILTER_VALIDATION_EXCEPTION)$/,
    tell: (_said, error) => ({
      fact: plainWords(error.message) ?? 'A rule of the org refuses the record.',
      remedy: `A rule of the org says so. Change the value, or ask a Salesforce admin.`,
    }),
  },
  {
    code: /^(INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|BAD_VALUE_FOR_RESTRICTED_PICKLIST)$/,
    message: /^(?<label>[^:]+): bad value for restricted picklist field: (?<value>.+)$/s,
    tell: ({ label, value }) => ({
      fact: `“${value}” is not a value of ${label}.`,
      remedy: `Pick one of its values; for good, ${MAPPING}.`,
    }),
  },
  {
    code: /^(INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|BAD_VALUE_FOR_RESTRICTED_PICKLIST|INVALID_STATUS)$/,
    tell: () => ({
      fact: 'A picklist does not have the value it was given.',
      remedy: `Pick one of its values; for good, ${MAPPING}.`,
    }),
  },
  {
    code: /^INVALID_EMAIL_ADDRESS$/,
    message: /^(?<label>[^:]+): invalid email address: (?<value>.+)$/s,
    tell: ({ label, value }) => ({
      fact: `${label}: “${value}” is not an e-mail address.`,
      remedy: 'Write it as name@example.com, or leave it empty.',
    }),
  },
  {
    code: /^INVALID_EMAIL_ADDRESS$/,
    tell: () => ({ fact: 'An e-mail address is not one.', remedy: 'Correct it, or leave it empty.' }),
  },
  {
    code: /^NUMBER_OUTSIDE_VALID_RANGE$/,
    tell: (_said, { message }) => ({
      fact: `${labelIn(message) ?? 'A number'} is greater than Salesforce takes.`,
      remedy: 'Give a smaller number.',
    }),
  },
  {
    code: /^JSON_PARSER_ERROR$/,
    message: /instance of (?<type>\w+) from \w+(?: value (?<value>.+?))?(?: or request may be missing.*)?$/s,
    tell: ({ type, value }) => ({
      fact: value
        ? `“${value}” is no ${TYPES[type ?? ''] ?? type}.`
        : `A value is no ${TYPES[type ?? ''] ?? type}.`,
      remedy: `Correct it; for good, ${MAPPING}.`,
    }),
  },
  {
    code: /^JSON_PARSER_ERROR$/,
    tell: () => ({
      fact: 'A value cannot be read as what its field takes.',
      remedy: `Correct it; for good, ${MAPPING}.`,
    }),
  },
  {
    code: /^MALFORMED_ID$/,
    tell: (_said, { message }) => ({
      fact: `${labelIn(message) ?? 'A lookup'} was given what is not the id of such a record.`,
      remedy: `Choose the record again; for good, ${MAPPING}.`,
    }),
  },
  {
    code: /^INVALID_CROSS_REFERENCE_KEY$/,
    message: /^Record Type ID:/,
    tell: () => ({
      fields: ['RecordTypeId'],
      fact: 'Whoever creates the record may not use its record type.',
      remedy: `Choose another record type, or let a Salesforce admin assign it.`,
    }),
  },
  {
    code: /^INVALID_CROSS_REFERENCE_KEY$/,
    message: /^Owner/,
    tell: () => ({
      fields: ['OwnerId'],
      fact: 'The owner cannot have this record.',
      remedy: 'Choose another owner.',
    }),
  },
  {
    code: /^INVALID_CROSS_REFERENCE_KEY$/,
    tell: (_said, { fields }) => ({
      fact:
        fields.length > 0
          ? `${listed(fields)} leads to a record that is not there.`
          : 'It leads to a record that is not there.',
      remedy: 'Choose the record again, or leave it empty.',
    }),
  },
  {
    code: /^INVALID_FIELD(_FOR_INSERT_UPDATE)?$|^NO_SUCH_COLUMN$/,
    message: /(?:No such column|No such relation) '(?<name>\w+)'/,
    tell: ({ name }) => ({
      fields: [name ?? ''],
      fact: `Salesforce has no field ${name} here that whoever creates the record can see.`,
      remedy: `Let a Salesforce admin grant access to it, or ${MAPPING}.`,
    }),
  },
  {
    code: /^INVALID_FIELD_FOR_INSERT_UPDATE$/,
    message: /fields: (?<names>[\w, ]+)\./,
    tell: ({ names }) => {
      const closed = (names ?? '').split(/,\s*/);
      return {
        fields: closed,
        fact: `Whoever creates the record may not write ${listed(closed)}.`,
        remedy: `Let a Salesforce admin grant access to it, or ${MAPPING}.`,
      };
    },
  },
  {
    code: /^INVALID_FIELD$/,
    message: /external id: (?<key>.+?) not found for field (?<name>\w+)/i,
    tell: ({ key, name }) => ({
      fields: [name ?? ''],
      fact: `No record has the external id “${key}”.`,
      remedy: `Create that record first, or ${MAPPING}.`,
    }),
  },
  {
    code: /^INVALID_FIELD(_FOR_INSERT_UPDATE)?$|^NO_SUCH_COLUMN$/,
    tell: () => ({
      fact: 'A field is not there, or may not be written by whoever creates the record.',
      remedy: `Let a Salesforce admin grant access to it, or ${MAPPING}.`,
    }),
  },
  {
    code: /^DUPLICATES_DETECTED$/,
    tell: (_said, { message }) => ({
      fact: plainWords(message) ?? 'A duplicate rule of the org found this record already.',
      remedy: 'Look at the records found and use one of them.',
    }),
  },
  {
    code: /^DUPLICATE_VALUE$/,
    message: /duplicate value found: (?<name>\w+) duplicates value on record with id: (?<id>\w+)/,
    tell: ({ name, id }) => ({
      fields: name === 'unknown' ? [] : [name ?? ''],
      fact:
        name === 'unknown'
          ? 'Another record has a value that must be unique.'
          : `Another record, ${id}, has the same ${name}, which must be unique.`,
      remedy: 'Give another value, or use that record.',
    }),
  },
  {
    code: /^DUPLICATE_(VALUE|EXTERNAL_ID)$/,
    tell: () => ({
      fact: 'Another record has a value that must be unique.',
      remedy: 'Give another value, or use that record.',
    }),
  },
  {
    code: /^(CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|APEX_ERROR)$/,
    message: /^(?<name>[\w.]+): (?:execution of|System\.)/,
    tell: ({ name }) => ({
      fact: `Code of the org stopped it: the trigger ${name} failed.`,
      remedy: `${ADMIN} to mend the trigger.`,
    }),
  },
  {
    code: /^CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY$/,
    message: /entity type cannot be|do not have the right/i,
    tell: () => ({
      fact: 'Whoever creates the record may not create records of this object.',
      remedy: `${ADMIN} for the right to.`,
    }),
  },
  {
    code: /^CANNOT_EXECUTE_FLOW_TRIGGER$/,
    message: /the [“"](?<name>[^”"]+)[”"] process failed/,
    tell: ({ name }) => ({
      fact: `Automation of the org stopped it: the flow ${name} failed.`,
      remedy: `${ADMIN} to mend the flow.`,
    }),
  },
  {
    code: /^(CANNOT_EXECUTE_FLOW_TRIGGER|CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY|APEX_ERROR|FLOW_EXCEPTION)$/,
    tell: () => ({
      fact: 'Automation of the org stopped it.',
      remedy: `${ADMIN} to look at the flows and triggers of this object.`,
    }),
  },
  {
    code: /^INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY$/,
    tell: () => ({
      fact: 'Whoever creates the record may not use a record that it leads to, such as the contact or the owner.',
      remedy: `${ADMIN} to share that record, or choose another.`,
    }),
  },
  {
    code: /^INSUFFICIENT_ACCESS/,
    tell: () => ({
      fact: 'The Salesforce user in use may not do this.',
      remedy: `${ADMIN} for access, or connect as a user who has it.`,
    }),
  },
  {
    code: /^FIELD_INTEGRITY_EXCEPTION$/,
    tell: (_said, { message, fields }) => ({
      fact:
        plainWords(message) ??
        `${fields.length > 0 ? listed(fields) : 'A field'} has a value that does not go with the rest.`,
      remedy: `Change it; for good, ${MAPPING}.`,
    }),
  },
  {
    code: /^(INACTIVE_OWNER_OR_USER|OP_WITH_INVALID_USER_TYPE_EXCEPTION|TRANSFER_REQUIRES_READ)$/,
    tell: () => ({
      fields: ['OwnerId'],
      fact: 'The owner is not active or may not have this record.',
      remedy: 'Choose another owner.',
    }),
  },
  {
    code: /^CONTACT_DELETED$/,
    tell: () => ({
      fact: 'The linked contact was deleted in Salesforce.',
      remedy: 'Link another contact, or let a Salesforce admin restore it.',
    }),
  },
  {
    code: /^(ENTITY_IS_DELETED|NOT_FOUND|ERROR_HTTP_404)$/,
    tell: () => ({
      fact: 'The record is not in Salesforce any more, or cannot be seen.',
      remedy: 'Choose another, or ask a Salesforce admin whether it was deleted.',
    }),
  },
  {
    code: /^(UNABLE_TO_LOCK_ROW|ENTITY_IS_LOCKED)$/,
    tell: () => ({
      fact: 'Somebody else is changing this record or one it belongs to.',
      remedy: 'Try again in a moment.',
    }),
  },
  {
    code: /^REQUEST_LIMIT_EXCEEDED$/,
    message: /Concurrent/i,
    tell: () => ({
      fact: 'Salesforce has too many long requests under way.',
      remedy: 'Try again in a moment.',
    }),
  },
  {
    code: /^REQUEST_LIMIT_EXCEEDED$/,
    tell: () => ({
      fact: 'The org has used up its API requests for these 24 hours.',
      remedy: `${ADMIN} which integration uses them, or wait.`,
    }),
  },
  {
    code: /^(SERVER_UNAVAILABLE|UNKNOWN_EXCEPTION|QUERY_TIMEOUT|PROCESSING_HALTED|BATCH_PROCESSING_HALTED|ALL_OR_NONE_OPERATION_ROLLED_BACK|ERROR_HTTP_(408|42\d|5\d\d))$/,
    tell: () => ({
      fact: 'Salesforce could not do it this time.',
      remedy: 'Try again in a minute.',
    }),
  },
  {
    code: /^(INVALID_SESSION_ID|INVALID_AUTH_HEADER|Bad_OAuth_Token|ERROR_HTTP_401)$/,
    tell: () => ({ fact: 'The Salesforce connection has expired.', remedy: 'Connect again.' }),
  },
  {
    code: /^(API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED|FUNCTIONALITY_NOT_ENABLED)$/,
    tell: () => ({
      fact: 'The org or its user may not use the API.',
      remedy: `${ADMIN} to switch API access on.`,
    }),
  },
  {
    code: /^(INVALID_TYPE|INVALID_TYPE_FOR_OPERATION|INVALID_SOBJECT)$/,
    tell: () => ({
      fact: 'The org has no such object that the Salesforce user in use can see.',
      remedy: `${ADMIN} to grant access to it.`,
    }),
  },
  {
    code: /^STORAGE_LIMIT_EXCEEDED$/,
    tell: () => ({ fact: 'The org’s storage is full.', remedy: `${ADMIN} to make room.` }),
  },
  {
    code: /^(UNSUPPORTED_API_VERSION|ERROR_HTTP_410)$/,
    tell: () => ({
      fact: 'Salesforce no longer answers this version of its API.',
      remedy: 'Tell whoever runs Care: it has to be updated.',
    }),
  },
  {
    code: /^(MULTIPLE_CHOICES|ERROR_HTTP_300)$/,
    tell: () => ({
      fact: 'More than one record has this external id.',
      remedy: `${ADMIN} to make it unique.`,
    }),
  },
];

const TYPES: Readonly<Record<string, string>> = {
  double: 'number',
  int: 'whole number',
  currency: 'amount',
  percent: 'number',
  date: 'date',
  datetime: 'date and time',
  time: 'time of day',
  boolean: 'Yes or No',
  reference: 'record id',
};

/** Every error of Salesforce in words: what it is about, what is wrong, what to do. Never raw data. */
export function explainSalesforceError(error: SalesforceErrorWords): ExplainedError {
  for (const { code, message, tell } of EXPLANATIONS) {
    if (!code.test(error.code)) continue;
    const said = message ? message.exec(error.message) : null;
    if (message && !said) continue;
    const { fields = [...error.fields], fact, remedy } = tell(said?.groups ?? {}, error);
    return { fields, fact: cut(fact), remedy };
  }
  return {
    fields: [...error.fields],
    fact: plainWords(error.message) ?? 'Salesforce did not accept it and gave no reason.',
    remedy: `Show this to a Salesforce admin: ${codeOf(error.code)}.`,
  };
}

/** Several at once, in one sentence each. */
export function explainAll(errors: readonly SalesforceErrorWords[]): ExplainedError & {
  errors: { path: string; fact: string }[];
} {
  const all = errors.map(explainSalesforceError);
  const {
    fields = [],
    fact = 'Salesforce did not accept it.',
    remedy = 'Ask a Salesforce admin.',
  } = all[0] ?? {};
  return {
    fields,
    fact,
    remedy,
    errors: all.flatMap((one) => one.fields.map((path) => ({ path, fact: one.fact }))),
  };
}

const MOST = 300;
const cut = (words: string): string => (words.length <= MOST ? words : `${words.slice(0, MOST - 1)}…`);

/** Words that a person wrote for people; null: it is data, markup or a trace. */
function plainWords(message: string): string | null {
  const words = message.replace(/\s+/g, ' ').trim();
  return words === '' || NOT_WORDS.test(words) ? null : cut(words);
}

const NOT_WORDS =
  /[{[]\s*["{[]|["}\]]\s*[}\]]|<\/?[a-z!?]|\bSystem\.\w+Exception\b|\bline \d+, column \d+|\bErrorId\b/i;

const codeOf = (code: string): string => (/^\w{1,80}$/.test(code) ? code : 'an unknown error');

const labelIn = (message: string): string | undefined => /^([^:{}<>]{1,80}):/.exec(message)?.[1];

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length <= 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
