import { z } from 'zod';
import { STATUS_SYNCS } from '../domain/connection.ts';
import { CONSEQUENCES } from '../domain/decide-consequences.ts';
import { CONTACT_KINDS } from '../domain/person-account.ts';
import { TOKEN_CAUSES, TOKEN_STATES } from '../domain/token-state.ts';
import { LinkedContactShape } from './contacts.ts';
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
  newContacts: z
    .object({ as: z.enum(CONTACT_KINDS).nullable().describe('Null: Care chooses') })
    .nullable()
    .optional()
    .describe('What a new contact is made as; null: the org has no person accounts'),
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

export const setNewContacts = endpoint({
  method: 'PUT',
  path: '/v1/salesforce/connections/:connectionId/new-contacts',
  summary:
    'Choose what a new contact is made as in an org with person accounts, or with null leave it to Care',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  module: 'care',
  params: z.object({ connectionId: ConnectionId }),
  body: z.object({ as: z.enum(CONTACT_KINDS).nullable() }),
  answers: { 200: z.object({ connection: ConnectionShape }) },
  problems: ['FORBIDDEN', 'NOT_FOUND'],
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
