import { z } from 'zod';
import { STATUS_SYNCS } from '../domain/connection.ts';
import { WHY_MISSING } from '../domain/contact.ts';
import { CONSEQUENCES } from '../domain/decide-consequences.ts';
import { DOCUMENTED_RULES } from '../domain/decide-escalation.ts';
import { FIELD_SORTS } from '../domain/mapping/schema.ts';
import { VERDICTS } from '../domain/preflight/verdict.ts';
import { TOKEN_CAUSES, TOKEN_STATES } from '../domain/token-state.ts';
import { UNDO_ACTS } from '../domain/undo.ts';
import { endpoint } from './endpoint.ts';
import {
  AgentId,
  AgentRef,
  CaseId,
  ConnectedUserId,
  ConnectionId,
  EscalationShape,
  Instant,
  SalesforceId,
} from './shapes.ts';

const caseParams = z.object({ caseId: CaseId });

export const ContactShape = z.object({
  id: SalesforceId,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  accountName: z.string().nullable(),
  url: z.string(),
});
export type ContactShape = z.output<typeof ContactShape>;

export const LinkedContactShape = ContactShape.extend({
  missing: z
    .enum(WHY_MISSING)
    .nullable()
    .describe('`deleted`: in the recycle bin; `not_seen`: deleted for good, or hidden; null: it stands'),
});
export type LinkedContactShape = z.output<typeof LinkedContactShape>;

export const SuggestedContactShape = ContactShape.extend({
  reason: z.string().describe('Why: Same e-mail address, Linked to @mara on X, …'),
});
export type SuggestedContactShape = z.output<typeof SuggestedContactShape>;

export const DuplicatesShape = z.object({
  fact: z.string().describe("In the rule's own words, or which rules they are"),
  allowed: z.boolean().describe('Whether it can be created all the same'),
  records: z
    .array(ContactShape.extend({ object: z.enum(['Contact', 'Lead']) }))
    .describe('Those that you may see; of a lead, `accountName` is its company'),
  unseen: z.int().describe('How many more there are'),
});
export type DuplicatesShape = z.output<typeof DuplicatesShape>;

export const ConnectedUserShape = z.object({
  id: ConnectedUserId,
  salesforceUserId: SalesforceId,
  username: z.string(),
  displayName: z.string(),
  agent: AgentRef.nullable().describe('Null: whoever connected has connected as somebody else since'),
  isDefault: z.boolean().describe('Background work goes by this one first'),
  isYou: z.boolean(),
  state: z.enum(TOKEN_STATES),
  cause: z.enum(TOKEN_CAUSES).nullable().describe('Of its end, or of what stands in its way'),
  fact: z.string().nullable(),
  remedy: z.string().nullable(),
  evidence: z.string().nullable().describe("Salesforce's own words"),
  expiresAt: Instant.nullable().describe('Null: no end in sight, or over'),
  lastUsedAt: Instant.nullable(),
  renewedAt: Instant.nullable(),
  cases: z.int().describe('Escalations this user has asked for'),
});
export type ConnectedUserShape = z.output<typeof ConnectedUserShape>;

export const ConnectionShape = z.object({
  id: ConnectionId,
  environment: z.enum(['production', 'sandbox']),
  orgId: SalesforceId,
  orgName: z.string(),
  instanceUrl: z.string(),
  state: z.enum(TOKEN_STATES).describe('Of the tokens together'),
  cause: z.enum(TOKEN_CAUSES).nullable(),
  fact: z.string().nullable().describe('What people should know of it now, such as who stands in'),
  remedy: z.string().nullable(),
  statusSync: z
    .enum(STATUS_SYNCS)
    .describe('`automated` keeps nothing in step before its conditions are set up by the operator'),
  messages: z.boolean().describe('Whether messages go to the storage object'),
  events: z.enum(['live', 'sweep_only', 'starting']).describe('How Salesforce changes come in'),
  users: z.array(ConnectedUserShape),
  consequences: z
    .array(z.object({ code: z.enum(CONSEQUENCES), fact: z.string() }))
    .describe('What does not work until somebody connects again; empty while it works'),
  paused: z
    .object({ at: Instant, by: AgentRef.nullable(), fact: z.string() })
    .nullable()
    .describe('Set while a person holds messages and statuses back, both ways'),
  waiting: z
    .object({ messages: z.int(), statuses: z.int(), oldestAt: Instant.nullable() })
    .describe('Changes of Care that are not in Salesforce yet'),
  caughtUp: z
    .object({
      at: Instant,
      messages: z.int(),
      statuses: z.int(),
      forSeconds: z.int(),
      after: z.enum(['outage', 'pause']),
    })
    .nullable()
    .describe('After the last outage or pause: what has been brought up to date, and how long it had lasted'),
  setup: z
    .array(z.object({ code: z.string(), fact: z.string(), remedy: z.string() }))
    .optional()
    .describe('What the org still lacks, as found when it was connected'),
  automationAgent: AgentRef.nullable()
    .optional()
    .describe('Acts for Flow and Agentforce when the running user has no identity link'),
  createdAt: Instant,
});
export type ConnectionShape = z.output<typeof ConnectionShape>;

const Blocked = z.object({ code: z.string(), fact: z.string(), remedy: z.string() }).nullable();

export const getSalesforceTab = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce',
  summary: 'What the Salesforce tab of a case shows',
  tag: 'salesforce',
  access: ['session', 'embed'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  params: caseParams,
  answers: {
    200: z.object({
      connection: ConnectionShape.nullable(),
      contact: LinkedContactShape.nullable(),
      escalations: z.array(EscalationShape),
      /** Why *Create case* cannot be pressed, if so. */
      blocked: Blocked,
      /** The same of *Create lead*. */
      leadBlocked: Blocked,
      held: z
        .object({ rule: z.string(), fact: z.string(), remedy: z.string() })
        .nullable()
        .describe('A rule that matches and leaves the case to people, and why'),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const searchContacts = endpoint({
  method: 'GET',
  path: '/v1/salesforce/contacts',
  summary:
    "Contacts of the connected org by name, e-mail, phone or handle, read with the agent's own token where there is one",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  query: z.object({
    search: z.string().trim().min(2).max(100),
    caseId: CaseId.optional().describe('Whose customer it is for: looks in the org that the case goes to'),
  }),
  answers: { 200: z.object({ contacts: z.array(ContactShape) }) },
  problems: ['SALESFORCE_NOT_CONNECTED', 'SALESFORCE_RECONNECT_NEEDED', 'SALESFORCE_UNAVAILABLE'],
});

export const linkContact = endpoint({
  method: 'PUT',
  path: '/v1/cases/:caseId/salesforce/contact',
  summary: 'Link the customer of the case to a contact',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: z.object({ contactId: SalesforceId }),
  answers: { 200: z.object({ contact: ContactShape }) },
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
    'SALESFORCE_REFUSED',
  ],
});

export const checkContact = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/contact/check',
  summary: 'Ask the org whether the linked contact still stands; the link follows a merge',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  params: caseParams,
  body: z.object({}),
  answers: {
    200: z.object({
      contact: LinkedContactShape.nullable(),
      followed: z.string().nullable().describe('Name of the contact that was merged into this one just now'),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const unlinkContact = endpoint({
  method: 'DELETE',
  path: '/v1/cases/:caseId/salesforce/contact',
  summary: 'Take the link away; cases already in Salesforce stay',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'modify',
  params: caseParams,
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});

/** Developer name of a record type. */
const RecordTypeName = z.string().regex(/^[A-Za-z]\w{0,79}$/);

/** One field of the form, as the org describes it. */
export const FormField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'textarea', 'picklist', 'reference']),
  sort: z.enum(FIELD_SORTS),
  required: z.boolean(),
  writable: z
    .boolean()
    .nullable()
    .describe('Whether whoever acts may write it; null: the org has no such field that they can see'),
  length: z.int().nullable(),
  digits: z.int().nullable().describe('Of a number, before the decimal point'),
  restricted: z.boolean().describe('Whether the org takes only the values of its picklist'),
  controller: z.string().nullable().describe('Field that decides which values go'),
  options: z.array(
    z.object({
      value: z.string(),
      label: z.string(),
      validFor: z.array(z.string()).nullable().describe('Values of the controller it goes with; null: all'),
    }),
  ),
  value: z.string().nullable(),
  source: z.string().describe('Where the value comes from'),
  editable: z.boolean(),
});
export type FormField = z.output<typeof FormField>;

/** A record as it would be created, and as whom. */
export const RecordForm = z.object({
  fields: z.array(FormField),
  actingUser: z.string().describe('Whom Salesforce will name as the creator'),
  because: z.string().nullable().describe('Why it is not the agent who asks; null: it is'),
});
/** One whose record type can be chosen. */
const TypedRecordForm = RecordForm.extend({
  recordTypes: z.array(z.object({ name: z.string(), label: z.string() })).describe('Empty: the org has none'),
  recordType: z.string().nullable(),
});
const ofRecordType = z.object({
  recordType: RecordTypeName.optional().describe('Left out: the one for new records'),
});
/** Values of a form by API name; null: empty. */
const FormValues = z.record(z.string().max(80), z.string().max(32_000).nullable()).default({});

const CONTACT_PROBLEMS = [
  'NOT_FOUND',
  'SALESFORCE_NOT_CONNECTED',
  'SALESFORCE_RECONNECT_NEEDED',
  'SALESFORCE_UNAVAILABLE',
  'SALESFORCE_REFUSED',
] as const;

export const suggestContacts = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce/suggested-contacts',
  summary: 'Who the customer may be in Salesforce, the surest first; nobody while a contact is linked',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'read',
  params: caseParams,
  answers: { 200: z.object({ contacts: z.array(SuggestedContactShape) }) },
  problems: CONTACT_PROBLEMS,
});

export const getContactForm = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce/contact-form',
  summary: 'The contact as it would be created by the saved mapping, field by field',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  answers: { 200: RecordForm },
  problems: CONTACT_PROBLEMS,
});

export const createContact = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/contacts',
  summary:
    'Create a contact by the saved mapping and link the customer to it. 200: nothing was created, a rule of the org found others',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: z.object({
    fields: FormValues.describe('What differs from the form, by field'),
    anyway: z.boolean().default(false).describe('Although a rule warns of duplicates'),
  }),
  answers: {
    201: z.object({ contact: ContactShape }),
    200: z.object({
      contact: z.null(),
      duplicates: DuplicatesShape,
    }),
  },
  problems: CONTACT_PROBLEMS,
});

export const getCaseForm = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce/case-form',
  summary: 'The Salesforce case as it would be created, field by field',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  query: ofRecordType,
  answers: { 200: TypedRecordForm.extend({ messages: z.int() }) },
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
    'CONTACT_LINK_REQUIRED',
  ],
});

export const searchOwners = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce/owners',
  summary: 'Users and queues of the org that can own a record, by a part of their name',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  query: z.object({ search: z.string().trim().min(2).max(80) }),
  answers: {
    200: z.object({
      owners: z.array(z.object({ id: SalesforceId, name: z.string(), kind: z.enum(['user', 'queue']) })),
    }),
  },
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
    'SALESFORCE_REFUSED',
  ],
});

const EscalationRulesShape = z.object({
  contactRequired: z.boolean().describe('Whether a case needs a linked contact'),
  silentDays: z
    .int()
    .min(1)
    .max(3_650)
    .nullable()
    .describe('Days without a message of the customer from which on it is too late; null: it never is'),
  undoMinutes: z
    .int()
    .min(1)
    .max(525_600)
    .nullable()
    .default(DOCUMENTED_RULES.undoMinutes)
    .describe('How long an escalation may be undone; null: never'),
  undoAct: z
    .enum(UNDO_ACTS)
    .default(DOCUMENTED_RULES.undoAct)
    .describe('What undoing does unless the agent chooses otherwise'),
});

export const getEscalationRules = endpoint({
  method: 'GET',
  path: '/v1/salesforce/escalation-rules',
  summary: 'What the account asks for before a case may go to Salesforce',
  tag: 'salesforce',
  access: ['session'],
  permission: 'view_salesforce_accounts',
  answers: { 200: EscalationRulesShape },
  problems: [],
});

export const setEscalationRules = endpoint({
  method: 'PUT',
  path: '/v1/salesforce/escalation-rules',
  summary: 'Lift or change what the account asks for before a case may go to Salesforce',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  module: 'care',
  body: EscalationRulesShape,
  answers: { 200: EscalationRulesShape },
  problems: [],
});

const VerdictShape = z.object({
  field: z.string().nullable().describe('Null: it concerns the record as a whole'),
  code: z.enum(VERDICTS),
  kind: z.enum(['refusal', 'warning']).describe('A refusal is certain; a warning never blocks'),
  fact: z.string(),
  remedy: z.string(),
});

const NotCheckedList = z
  .array(z.object({ what: z.string(), why: z.string() }))
  .describe('What Salesforce will look at and nobody could foresee');

export const foreseeRules = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/foresight',
  summary: "What the org's validation rules will say of a new record; nothing is written",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: z.object({
    object: z.enum(['Case', 'Contact', 'Lead']),
    recordType: RecordTypeName.nullable().default(null).describe('Null: the one for new records'),
    fields: FormValues.describe('What differs from the form, by field'),
  }),
  answers: {
    200: z.object({
      verdicts: z.array(VerdictShape),
      notChecked: NotCheckedList,
    }),
  },
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
    'SALESFORCE_REFUSED',
  ],
});

export const findDuplicates = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/duplicates',
  summary: "What the org's duplicate rules find of a new record; nothing is written",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: z.object({
    // Salesforce has duplicate rules for these, accounts and custom objects, not for cases.
    object: z.enum(['Contact', 'Lead']),
    recordType: RecordTypeName.nullable().default(null).describe('Null: the one for new records'),
    fields: FormValues.describe('What differs from the form, by field'),
  }),
  answers: {
    200: z.object({
      watched: z
        .array(z.string())
        .nullable()
        .describe('Fields of the form that the rules look at; null: not known'),
      duplicates: DuplicatesShape.nullable().describe('Null: none were found'),
      notChecked: NotCheckedList,
    }),
  },
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
    'SALESFORCE_REFUSED',
  ],
});

/** A record as the agent wants it made. */
const NewRecord = z.object({
  fields: FormValues,
  recordType: RecordTypeName.nullable().default(null).describe('Null: the one for new records'),
  ownerId: SalesforceId.nullable()
    .default(null)
    .describe('A user or a queue; null: whoever creates it, or whom the assignment rule names'),
  assign: z.boolean().default(false).describe("Whether the org's assignment rule decides who owns it"),
  anyway: z.boolean().default(false).describe('Although a duplicate rule warns'),
  another: z.boolean().default(false),
});
const MADE = {
  201: z.object({
    escalation: EscalationShape,
    owner: z.string().nullable().describe('Whom the record belongs to; null: whoever asks may not see it'),
  }),
  202: z.object({ escalation: EscalationShape }),
};

export const escalateCase = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/cases',
  summary:
    "Create the Salesforce case. 202: accepted and waiting for Salesforce; the case's events tell the rest",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: NewRecord,
  answers: MADE,
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
    'SALESFORCE_REFUSED',
    'CONTACT_LINK_REQUIRED',
    'CUSTOMER_SILENT_90_DAYS',
    'ALREADY_ESCALATED',
  ],
});

export const getLeadForm = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/salesforce/lead-form',
  summary: 'The Salesforce lead as it would be created, field by field',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  query: ofRecordType,
  answers: { 200: TypedRecordForm },
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
  ],
});

export const createLead = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/salesforce/leads',
  summary:
    "Create a Salesforce lead by the saved mapping. 202: accepted and waiting for Salesforce; the case's events tell the rest",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
  params: caseParams,
  body: NewRecord,
  answers: MADE,
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_UNAVAILABLE',
    'SALESFORCE_REFUSED',
    'CUSTOMER_SILENT_90_DAYS',
    'ALREADY_ESCALATED',
  ],
});

export const listConnections = endpoint({
  method: 'GET',
  path: '/v1/salesforce/connections',
  summary: 'Connected orgs',
  tag: 'salesforce',
  access: ['session'],
  permission: 'view_salesforce_accounts',
  answers: { 200: z.object({ connections: z.array(ConnectionShape) }) },
  problems: [],
});

export const setStatusSync = endpoint({
  method: 'PUT',
  path: '/v1/salesforce/connections/:connectionId/status-sync',
  summary: 'Choose how case statuses are kept in step',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  module: 'care',
  params: z.object({ connectionId: ConnectionId }),
  body: z.object({ mode: z.enum(STATUS_SYNCS) }),
  answers: { 200: z.object({ connection: ConnectionShape }) },
  problems: ['FORBIDDEN', 'NOT_FOUND', 'SALESFORCE_RECONNECT_NEEDED'],
});

export const setSyncPause = endpoint({
  method: 'PUT',
  path: '/v1/salesforce/connections/:connectionId/sync-pause',
  summary: 'Hold messages and statuses back, both ways, or let them go on in order',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  params: z.object({ connectionId: ConnectionId }),
  body: z.object({ paused: z.boolean() }),
  answers: { 200: z.object({ connection: ConnectionShape }) },
  problems: ['NOT_FOUND'],
});

export const setAutomationAgent = endpoint({
  method: 'PUT',
  path: '/v1/salesforce/connections/:connectionId/automation-agent',
  summary: 'Name the agent who acts for Flow and Agentforce, or with null nobody',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  module: 'care',
  params: z.object({ connectionId: ConnectionId }),
  body: z.object({ agentId: AgentId.nullable() }),
  answers: { 200: z.object({ connection: ConnectionShape }) },
  problems: ['FORBIDDEN', 'NOT_FOUND', 'AGENT_UNKNOWN'],
});
