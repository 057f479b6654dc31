import { z } from 'zod';
import { MESSAGE_DIRECTIONS } from '../domain/message.ts';
import { OpenedCase } from './cases.ts';
import { EMBED_SCOPES, endpoint } from './endpoint.ts';
import { AgentRef, CaseId, Instant, PlatformName, Priority, SalesforceId, Status } from './shapes.ts';

const Nonce = z.string().regex(/^[A-Za-z0-9_-]{22,128}$/);

export const mintCode = endpoint({
  method: 'POST',
  path: '/v1/embed/codes',
  summary: 'Apex asks for a one-time code for its running user and record',
  tag: 'embed',
  access: ['connection'],
  permission: 'manage_cases',
  body: z.object({
    orgId: SalesforceId,
    userId: SalesforceId,
    recordId: SalesforceId.nullable(),
    nonce: Nonce,
    hosts: z
      .array(z.string().max(255))
      .min(1)
      .max(10)
      .describe('Exact origins: Lightning, Visualforce, My Domain'),
  }),
  answers: {
    201: z.object({
      code: z.string(),
      frameUrl: z.url(),
      expiresAt: Instant,
      caseId: CaseId.nullable().describe('Null: no record was named, or no Care case belongs to it yet'),
    }),
  },
  problems: [
    'EMBED_CREDENTIAL_INVALID',
    'EMBED_ORG_MISMATCH',
    'EMBED_NO_IDENTITY_LINK',
    'EMBED_AGENT_INACTIVE',
    'EMBED_RECORD_FORBIDDEN',
    'SALESFORCE_UNAVAILABLE',
  ],
});

const Entries = z
  .int()
  .min(0)
  .max(200)
  .default(0)
  .describe('Above 0 the answer brings the case along, with so many entries');

/** A right to see something for a quarter of an hour. */
export const EmbedGrant = z.object({
  token: z.string(),
  expiresAt: Instant,
  scope: z.enum(EMBED_SCOPES),
  caseId: CaseId.nullable().describe('Set in the scope of a case'),
  agent: AgentRef,
  opened: OpenedCase.nullable(),
});
export type EmbedGrant = z.output<typeof EmbedGrant>;

export const redeemCode = endpoint({
  method: 'POST',
  path: '/v1/embed/redeem',
  summary: 'The widget turns the code into a 15-minute bearer token',
  tag: 'embed',
  access: ['public'],
  permission: 'manage_cases',
  body: z.object({ code: z.string().min(20).max(200), nonce: Nonce, entries: Entries }),
  answers: { 201: EmbedGrant },
  problems: ['EMBED_CODE_INVALID', 'EMBED_AGENT_INACTIVE'],
});

export const changeScope = endpoint({
  method: 'POST',
  path: '/v1/embed/scope',
  summary:
    "From the agent's own list to one of its cases, and with null back to the list. The token ends when the one shown would have",
  tag: 'embed',
  access: ['embed'],
  permission: 'manage_cases',
  // A token for a case has the way back only if it was made from the list.
  embedScopes: ['agent', 'case'],
  body: z.object({ caseId: CaseId.nullable(), entries: Entries }),
  answers: { 201: EmbedGrant },
  problems: ['NOT_FOUND', 'EMBED_SCOPE_INSUFFICIENT'],
});

const RecordRef = z.object({ recordId: SalesforceId, object: z.enum(['Case', 'Lead']) });
const LinkedRecord = RecordRef.extend({ number: z.string().nullable() });

/** One line of a list inside Salesforce. */
export const OpenCaseRow = z.object({
  caseId: CaseId,
  number: z.int(),
  customer: z.object({ name: z.string(), handle: z.string() }),
  platform: PlatformName,
  status: Status,
  priority: Priority,
  lastMessage: z
    .object({
      text: z.string().describe('Its first 160 characters'),
      sentAt: Instant,
      direction: z.enum(MESSAGE_DIRECTIONS),
    })
    .nullable(),
  unanswered: z.boolean().describe("The customer's message is the last one"),
  record: LinkedRecord.nullable().describe('The Salesforce record it belongs to'),
});
export type OpenCaseRow = z.output<typeof OpenCaseRow>;

export const listOpenCases = endpoint({
  method: 'GET',
  path: '/v1/embed/open-cases',
  summary: "The agent's own cases that are not done: unanswered first, then by the customer's newest message",
  tag: 'embed',
  access: ['embed'],
  permission: 'manage_cases',
  embedScopes: ['agent'],
  answers: {
    200: z.object({
      cases: z.array(OpenCaseRow).max(200),
      more: z.boolean().describe('There are more than 200'),
    }),
  },
  problems: ['EMBED_SCOPE_INSUFFICIENT'],
});

export const LinkableCase = OpenCaseRow.extend({
  reason: z.enum(['contact', 'email', 'search']).describe('Why it is offered'),
  linkedTo: LinkedRecord.nullable().describe('The record it belongs to already: it cannot be linked again'),
});
export type LinkableCase = z.output<typeof LinkableCase>;

export const listLinkable = endpoint({
  method: 'GET',
  path: '/v1/embed/linkable',
  summary: 'Care cases that may belong to the record of the token, and those a search finds',
  tag: 'embed',
  access: ['embed'],
  permission: 'manage_cases',
  embedScopes: ['record'],
  query: z.object({
    query: z
      .string()
      .trim()
      .max(100)
      .default('')
      .describe('Customer, handle, e-mail, case number or message text; from two characters on'),
  }),
  answers: {
    200: z.object({
      suggested: z
        .array(LinkableCase)
        .max(20)
        .describe(
          "Customers linked to the record's contact, then those with its e-mail; empty while Salesforce cannot be asked",
        ),
      record: RecordRef.describe('The record of the token'),
      found: z.array(LinkableCase).max(20).describe('By `query`; empty without one'),
    }),
  },
  problems: ['EMBED_SCOPE_INSUFFICIENT'],
});

export const linkRecord = endpoint({
  method: 'POST',
  path: '/v1/embed/link',
  summary:
    'Link a Care case to the record of the token. 201: written; 202: accepted and waiting for Salesforce',
  tag: 'embed',
  access: ['embed'],
  permission: 'manage_cases',
  contactsAndCases: 'modify',
  embedScopes: ['record'],
  body: z.object({ caseId: CaseId }),
  answers: {
    201: z.object({ caseId: CaseId, recordId: SalesforceId }),
    202: z.object({ caseId: CaseId, recordId: SalesforceId }),
  },
  problems: [
    'NOT_FOUND',
    'EMBED_SCOPE_INSUFFICIENT',
    'EMBED_RECORD_FORBIDDEN',
    'CASE_ALREADY_LINKED',
    'RECORD_ALREADY_LINKED',
    'SALESFORCE_UNAVAILABLE',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_REFUSED',
    'SALESFORCE_RECORD_GONE',
  ],
});
