import { z } from 'zod';
import { DOCUMENTED_RULES } from '../domain/decide-escalation.ts';
import { VERDICTS } from '../domain/preflight/verdict.ts';
import { UNDO_ACTS } from '../domain/undo.ts';
import { endpoint } from './endpoint.ts';
import { FormValues, ofRecordType, RecordTypeName, TypedRecordForm } from './record-forms.ts';
import { WHEN_ASKING, WHEN_REFUSABLE } from './salesforce-problems.ts';
import { CaseId, EscalationShape, SalesforceId } from './shapes.ts';

const caseParams = z.object({ caseId: CaseId });

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
  problems: [...WHEN_ASKING, 'CONTACT_LINK_REQUIRED'],
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
  problems: WHEN_REFUSABLE,
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

export const NotCheckedList = z
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
    object: z.enum(['Case', 'Contact', 'PersonAccount', 'Lead']),
    recordType: RecordTypeName.nullable().default(null).describe('Null: the one for new records'),
    fields: FormValues.describe('What differs from the form, by field'),
  }),
  answers: {
    200: z.object({
      verdicts: z.array(VerdictShape),
      notChecked: NotCheckedList,
    }),
  },
  problems: WHEN_REFUSABLE,
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
  problems: [...WHEN_REFUSABLE, 'CONTACT_LINK_REQUIRED', 'CUSTOMER_SILENT_90_DAYS', 'ALREADY_ESCALATED'],
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
  problems: WHEN_ASKING,
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
  problems: [...WHEN_REFUSABLE, 'CUSTOMER_SILENT_90_DAYS', 'ALREADY_ESCALATED'],
});
