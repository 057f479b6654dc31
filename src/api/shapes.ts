import { z } from 'zod';
import { CASE_PRIORITIES, CASE_STATUSES } from '../domain/case.ts';
import { COMPOSER_MODES, DELIVERY_STATES, MESSAGE_DIRECTIONS, MESSAGE_KINDS } from '../domain/message.ts';
import { PLATFORMS } from '../domain/profile.ts';
import { UNDO_ACTS } from '../domain/undo.ts';

/** `prefix_` and a UUIDv7, lower case. */
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-f-]{36}$`));
export const CaseId = id('case');
export const AgentId = id('agent');
export const MessageId = id('msg');
export const CommunityMessageId = id('cmsg');
export const ProfileId = id('prof');
export const EscalationId = id('esc');
export const ConnectionId = id('conn');
export const ConnectedUserId = id('user');
export const RoleId = id('role');
export const GroupId = id('group');
export const AttemptId = id('attempt');
export const BulkJobId = id('bulk');
export const RuleId = id('rule');
export const Instant = z.iso.datetime().describe('UTC, ISO-8601');
/** 18 characters, as the REST API gives them. */
export const SalesforceId = z.string().regex(/^[a-zA-Z0-9]{18}$/);

export const Status = z.enum(CASE_STATUSES);
export const Priority = z.enum(CASE_PRIORITIES);
export const Kind = z.enum(MESSAGE_KINDS);
export const PlatformName = z.enum(PLATFORMS);

export const AttachmentShape = z.object({
  url: z.url({ protocol: /^https?$/ }).max(2_048),
  name: z.string().max(255),
  type: z.string().max(127),
  size: z.int().nonnegative().nullable(),
});

export const AgentShape = z.object({
  id: AgentId,
  name: z.string(),
  email: z.string(),
});
export const AgentRef = z.object({ id: AgentId, name: z.string() });
export const RoleRef = z.object({ id: RoleId, name: z.string() });
export const ProfileShape = z.object({
  id: ProfileId,
  platform: PlatformName,
  handle: z.string(),
  name: z.string(),
});
export const CustomerShape = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
});

/** Where a message stands on its way into Salesforce. Null: the case is not escalated or it predates the copy. */
export const SalesforceDelivery = z.enum(['waiting', 'delivered', 'parked']);

export const MessageEntry = z.object({
  type: z.literal('message'),
  id: MessageId,
  seq: z.int().describe('Order within the case'),
  direction: z.enum(MESSAGE_DIRECTIONS),
  kind: Kind,
  author: z.object({ name: z.string(), handle: z.string(), agentId: AgentId.nullable() }),
  text: z.string(),
  attachments: z.array(AttachmentShape),
  inReplyTo: MessageId.nullable(),
  permalink: z.string().nullable(),
  sentAt: Instant,
  delivery: z.object({ state: z.enum(DELIVERY_STATES), reason: z.string().nullable() }).nullable(),
  salesforce: SalesforceDelivery.nullable(),
});
export type MessageEntry = z.output<typeof MessageEntry>;

export const NoteEntry = z.object({
  type: z.literal('note'),
  id: z.string(),
  seq: z.int(),
  author: AgentRef,
  text: z.string(),
  at: Instant,
});
export type NoteEntry = z.output<typeof NoteEntry>;

export const TimelineEntry = z.discriminatedUnion('type', [MessageEntry, NoteEntry]);
export type TimelineEntry = z.output<typeof TimelineEntry>;

/** The Salesforce record a case was escalated to. */
export const EscalationShape = z.object({
  id: z.string(),
  state: z.enum(['requested', 'created', 'failed', 'gone']).describe('`gone`: deleted there, or undone'),
  object: z.enum(['Case', 'Lead']),
  recordId: SalesforceId.nullable(),
  number: z.string().nullable(),
  url: z.string().nullable(),
  status: z.string().nullable().describe('The Salesforce status last seen or written'),
  sync: z.enum(['in_step', 'waiting', 'paused', 'parked']),
  waiting: z.int().describe('Changes not yet in Salesforce'),
  reason: z
    .string()
    .nullable()
    .describe('Why it waits, is parked or failed; of a lead alone in Salesforce, what stays in Care'),
  createdAt: Instant,
  createdBy: AgentRef.nullable(),
  actedAs: z.string().nullable().describe('Whose Salesforce token wrote it'),
  actedAsBecause: z
    .string()
    .nullable()
    .describe('Why not the token of the agent who asked; null: it was, or none was asked for'),
  undoUntil: Instant.nullable().describe('Until when it may be undone; null: it may not'),
  undone: z
    .object({
      state: z.enum(['under_way', 'done', 'refused']),
      act: z.enum(UNDO_ACTS),
      at: Instant,
      by: AgentRef.nullable(),
      why: z.string().describe('In the own words of whoever did it; may be empty'),
      fact: z.string().nullable().describe('What came of it; null: nothing yet'),
    })
    .nullable()
    .describe('Set once somebody has asked to undo it'),
  byRule: z.string().nullable().describe('The rule that asked for it; null: a person did'),
  contactMissing: z.boolean().describe('Whether it stands in Salesforce without a contact'),
});
export type EscalationShape = z.output<typeof EscalationShape>;

export const CaseSummary = z.object({
  id: CaseId,
  number: z.int(),
  status: Status,
  priority: Priority,
  profile: ProfileShape,
  customer: CustomerShape,
  assignee: AgentRef.nullable(),
  lastMessage: z
    .object({ direction: z.enum(MESSAGE_DIRECTIONS), kind: Kind, excerpt: z.string(), at: Instant })
    .nullable(),
  lastCustomerMessageAt: Instant.nullable(),
  messageCount: z.int(),
  createdAt: Instant,
  assignedAt: Instant.nullable(),
  doneAt: Instant.nullable(),
  escalation: EscalationShape.nullable(),
  seq: z.int().describe('Sequence of the latest event of the case'),
});
export type CaseSummary = z.output<typeof CaseSummary>;

export const DraftShape = z.object({
  mode: z.enum(COMPOSER_MODES),
  text: z.string().max(20_000),
  inReplyTo: MessageId.nullable(),
});
export type DraftShape = z.output<typeof DraftShape>;

/** What everybody who watches a case is told. `seq` is the case's own, without gaps. */
export const CaseEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('case_created'), caseId: CaseId, seq: z.int() }),
  z.object({ type: z.literal('message_added'), caseId: CaseId, seq: z.int(), entry: MessageEntry }),
  z.object({ type: z.literal('message_changed'), caseId: CaseId, seq: z.int(), entry: MessageEntry }),
  z.object({ type: z.literal('note_added'), caseId: CaseId, seq: z.int(), entry: NoteEntry }),
  z.object({
    type: z.literal('case_changed'),
    caseId: CaseId,
    seq: z.int(),
    change: z.object({
      status: Status.optional(),
      priority: Priority.optional(),
      assignee: AgentRef.nullable().optional(),
    }),
    by: z.string().describe('Name of the agent, `Salesforce` or `Care`'),
    at: Instant,
  }),
  z.object({
    type: z.literal('salesforce_changed'),
    caseId: CaseId,
    seq: z.int(),
    escalation: EscalationShape.nullable(),
  }),
]);
export type CaseEvent = z.output<typeof CaseEvent>;
