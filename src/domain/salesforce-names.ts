/**
 * Every API version, channel, object and field name of Salesforce that more than one place needs. A managed
 * package with a namespace would change them here.
 */
export const SALESFORCE_API_VERSION = '66.0';

/** Our package as the org lists it, and the version this Care comes with; that of sfdx-project.json. */
export const CARE_PACKAGE = { name: 'Care for Salesforce', version: [0, 2, 0] } as const;

/** Our own event channel, as Pub/Sub API names it. */
export const CHANGE_TOPIC = '/data/Care__chn';

/** The package's external credential, its principal and the parameter its header is made of. */
export const EXTERNAL_CREDENTIAL = {
  name: 'Care_Service',
  principal: 'Connection',
  parameter: 'Key',
} as const;

/** Standard and packaged fields of Case and Lead that carry the link to Care. */
export const LINK_FIELDS = {
  /** External id, unique, case-sensitive: the key an escalation is written by. */
  escalationId: 'Care_Escalation_Id__c',
  /** Indexed, not unique: what people filter by. */
  caseId: 'Care_Case_Id__c',
  caseUrl: 'Care_Case_Url__c',
  /** Guarded by the validation rule Care_Fence. */
  version: 'Care_Version__c',
  actedBy: 'Care_Acted_By__c',
} as const;

/** The objects a Care case can belong to, by the first three characters of their ids (the same in every org). */
const OBJECT_OF_PREFIX: Readonly<Record<string, 'Case' | 'Lead'>> = { '500': 'Case', '00Q': 'Lead' };

/** Null: a record that no Care case belongs to. */
export const objectOfRecord = (recordId: string): 'Case' | 'Lead' | null =>
  OBJECT_OF_PREFIX[recordId.slice(0, 3)] ?? null;

/** What people call a record by. */
export const numberField = (object: 'Case' | 'Lead'): string => (object === 'Case' ? 'CaseNumber' : 'Name');

const uuidOf = (id: string): string => id.slice(id.indexOf('_') + 1);

/** `Care_Escalation_Id__c`: the same for ever, lower case, never the same in two accounts. */
export const escalationKey = (accountId: string, escalationId: string): string =>
  `${accountId}:escalation:${uuidOf(escalationId)}`.toLowerCase();

/**
 * `Care_Id__c` of a message's row. The escalation is part of it: a case escalated twice on purpose has its
 * messages under both records. Rows of a message too long for one field count from 1.
 */
export const messageKey = (accountId: string, escalationId: string, messageId: string, part = 1): string =>
  `${accountId}:message:${uuidOf(messageId)}:${uuidOf(escalationId)}${part === 1 ? '' : `:${part}`}`.toLowerCase();
