import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { RecordForm } from './record-forms.ts';
import { ConnectionShape } from './salesforce.ts';
import { WHEN_REFUSABLE } from './salesforce-problems.ts';
import {
  AgentRef,
  AttachmentShape,
  CommunityMessageId,
  ConnectionId,
  Instant,
  Kind,
  ProfileShape,
  SalesforceId,
} from './shapes.ts';

const params = z.object({ messageId: CommunityMessageId });
const ObjectName = z.enum(['Case', 'Lead']);

export const CommunityRecordShape = z.object({
  id: z.string(),
  object: ObjectName,
  state: z
    .enum(['requested', 'created', 'failed'])
    .describe('requested: Salesforce has not said whether it stands there; asking again finds it'),
  recordId: SalesforceId.nullable(),
  number: z.string().nullable().describe('What people call it by, as it was when it was created'),
  url: z.string().nullable(),
  reason: z.string().nullable().describe('Why Salesforce has it not'),
  connectionId: ConnectionId,
  createdAt: Instant,
  createdBy: AgentRef,
  actedAs: z.string().nullable().describe('The Salesforce user it was written as; null: not known'),
});
export type CommunityRecordShape = z.output<typeof CommunityRecordShape>;

const row = z.object({
  id: CommunityMessageId,
  profile: ProfileShape,
  author: z.object({ name: z.string(), handle: z.string() }),
  kind: Kind,
  text: z.string(),
  sentAt: Instant,
  records: z.array(CommunityRecordShape).describe('Oldest first'),
});
export const CommunityRow = row.describe('`text` is its beginning');
export type CommunityRow = z.output<typeof CommunityRow>;

export const CommunityMessageShape = row.extend({
  attachments: z.array(AttachmentShape),
  permalink: z.string().nullable(),
  receivedAt: Instant,
});
export type CommunityMessageShape = z.output<typeof CommunityMessageShape>;

export const listCommunityMessages = endpoint({
  method: 'GET',
  path: '/v1/community/messages',
  summary: 'Community messages, newest first',
  tag: 'community',
  access: ['session'],
  module: 'community',
  contactsAndCases: 'read',
  query: z.object({
    search: z.string().trim().max(100).optional(),
    cursor: CommunityMessageId.optional().describe('`nextCursor` of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answers: {
    200: z.object({ messages: z.array(CommunityRow), nextCursor: CommunityMessageId.nullable() }),
  },
  problems: [],
});

export const getCommunityMessage = endpoint({
  method: 'GET',
  path: '/v1/community/messages/:messageId',
  summary: 'A Community message, and what has been made of it in Salesforce',
  tag: 'community',
  access: ['session'],
  module: 'community',
  contactsAndCases: 'read',
  params,
  answers: {
    200: z.object({
      message: CommunityMessageShape,
      connection: ConnectionShape.nullable().describe('The org its records go to'),
    }),
  },
  problems: ['NOT_FOUND'],
});

export const getCommunityForm = endpoint({
  method: 'GET',
  path: '/v1/community/messages/:messageId/form',
  summary: "The Salesforce record as it would be created by Community's own mapping, field by field",
  tag: 'community',
  access: ['session'],
  module: 'community',
  contactsAndCases: 'create',
  params,
  query: z.object({ object: ObjectName }),
  answers: { 200: RecordForm },
  problems: [
    'NOT_FOUND',
    'SALESFORCE_NOT_CONNECTED',
    'SALESFORCE_RECONNECT_NEEDED',
    'SALESFORCE_REFUSED',
    'SALESFORCE_UNAVAILABLE',
  ],
});

export const createCommunityRecord = endpoint({
  method: 'POST',
  path: '/v1/community/messages/:messageId/records',
  summary:
    'Create the Salesforce case or lead. 202: Salesforce has not said whether it stands there; asking again finds it and makes no second one',
  tag: 'community',
  access: ['session'],
  module: 'community',
  contactsAndCases: 'create',
  params,
  body: z.object({
    object: ObjectName,
    fields: z.record(z.string().max(80), z.string().max(32_000).nullable()).default({}),
    another: z.boolean().default(false).describe('A further one, on purpose'),
  }),
  answers: {
    201: z.object({ record: CommunityRecordShape }),
    202: z.object({ record: CommunityRecordShape }),
  },
  problems: [...WHEN_REFUSABLE, 'ALREADY_ESCALATED'],
});
