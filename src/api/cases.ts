import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import {
  AgentId,
  AgentShape,
  AttachmentShape,
  CaseId,
  CaseSummary,
  DraftShape,
  Kind,
  MessageEntry,
  MessageId,
  NoteEntry,
  Priority,
  ProfileShape,
  Status,
  TimelineEntry,
} from './shapes.ts';

export const CASE_VIEWS = ['inbox', 'new', 'my_open', 'my_pending', 'my_on_hold', 'done', 'spam'] as const;
export type CaseView = (typeof CASE_VIEWS)[number];
/** A view, or every case one may see, the newest first, whatever its status. */
export const CASE_LISTS = [...CASE_VIEWS, 'latest'] as const;
export type CaseList = (typeof CASE_LISTS)[number];

const caseParams = z.object({ caseId: CaseId });
const anyone = ['session', 'embed', 'api_key'] as const;
const people = ['session', 'embed'] as const;

export const listCases = endpoint({
  method: 'GET',
  path: '/v1/cases',
  summary: 'Cases of a view, in the order of that view',
  tag: 'care',
  access: ['session', 'api_key'],
  permission: 'manage_cases',
  query: z.object({
    view: z.enum(CASE_LISTS).default('inbox').describe('`latest`: cases of every status, the newest first'),
    search: z.string().max(200).optional().describe('Customer, handle, case number or message text'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answers: { 200: z.object({ cases: z.array(CaseSummary), nextCursor: z.string().nullable() }) },
  problems: [],
});

export const listViews = endpoint({
  method: 'GET',
  path: '/v1/views',
  summary: 'The views this agent has, with how many cases each holds',
  tag: 'care',
  access: ['session'],
  permission: 'manage_cases',
  answers: {
    200: z.object({
      views: z.array(z.object({ view: z.enum(CASE_VIEWS), label: z.string(), count: z.int() })),
    }),
  },
  problems: [],
});

/** A case as one opens it. */
export const OpenedCase = z.object({
  case: CaseSummary,
  entries: z.array(TimelineEntry).describe('Newest first'),
  olderEntries: z.boolean(),
  draft: DraftShape.nullable(),
  replyKinds: z.array(Kind),
  textLimits: z.object({ public: z.int(), private: z.int() }),
});

export const getCase = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId',
  summary: "One case with its newest entries and the reader's own draft",
  tag: 'care',
  access: anyone,
  permission: 'manage_cases',
  params: caseParams,
  query: z.object({ entries: z.coerce.number().int().min(0).max(200).default(60) }),
  answers: {
    200: OpenedCase,
  },
  problems: ['NOT_FOUND'],
});

export const listEntries = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/entries',
  summary: 'Messages and notes before a point, newest first',
  tag: 'care',
  access: anyone,
  permission: 'manage_cases',
  params: caseParams,
  query: z.object({
    before: z.coerce.number().int().optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answers: { 200: z.object({ entries: z.array(TimelineEntry), olderEntries: z.boolean() }) },
  problems: ['NOT_FOUND'],
});

export const sendReply = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/replies',
  summary: 'Reply to the customer, and set the status with it if asked',
  tag: 'care',
  access: people,
  permission: 'manage_cases',
  params: caseParams,
  body: z.object({
    kind: Kind,
    text: z.string().max(20_000),
    attachments: z.array(AttachmentShape).max(20).default([]),
    inReplyTo: MessageId.nullable().default(null),
    thenStatus: Status.nullable().default(null),
  }),
  answers: { 201: z.object({ entry: MessageEntry, case: CaseSummary }) },
  problems: [
    'NOT_FOUND',
    'REPLY_NOT_ASSIGNED',
    'REPLY_CASE_CLOSED',
    'REPLY_KIND_UNAVAILABLE',
    'REPLY_EMPTY',
    'REPLY_TOO_LONG',
    'IDEMPOTENCY_KEY_REUSED',
  ],
});

export const addNote = endpoint({
  method: 'POST',
  path: '/v1/cases/:caseId/notes',
  summary: 'Add a note only the team sees',
  tag: 'care',
  access: people,
  permission: 'manage_cases',
  params: caseParams,
  body: z.object({ text: z.string().trim().min(1).max(20_000) }),
  answers: { 201: z.object({ entry: NoteEntry }) },
  problems: ['NOT_FOUND', 'IDEMPOTENCY_KEY_REUSED'],
});

export const setStatus = endpoint({
  method: 'PUT',
  path: '/v1/cases/:caseId/status',
  summary: 'Set the status by hand',
  tag: 'care',
  access: people,
  permission: 'manage_cases',
  params: caseParams,
  body: z.object({ status: Status }),
  answers: { 200: z.object({ case: CaseSummary }) },
  problems: ['NOT_FOUND', 'CASE_OPEN_ELSEWHERE'],
});

export const setPriority = endpoint({
  method: 'PUT',
  path: '/v1/cases/:caseId/priority',
  summary: 'Set the priority',
  tag: 'care',
  access: people,
  permission: 'manage_cases',
  params: caseParams,
  body: z.object({ priority: Priority }),
  answers: { 200: z.object({ case: CaseSummary }) },
  problems: ['NOT_FOUND'],
});

export const setAssignee = endpoint({
  method: 'PUT',
  path: '/v1/cases/:caseId/assignee',
  summary: 'Assign the case, or take the assignment away with null',
  tag: 'care',
  access: people,
  permission: 'manage_cases',
  params: caseParams,
  body: z.object({ agentId: AgentId.nullable() }),
  answers: { 200: z.object({ case: CaseSummary }) },
  problems: ['NOT_FOUND', 'AGENT_UNKNOWN'],
});

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/v1/cases/:caseId/draft',
  summary: 'Keep what the agent has written so far; an empty text forgets it',
  tag: 'care',
  access: people,
  permission: 'manage_cases',
  params: caseParams,
  body: DraftShape,
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});

export const listAgents = endpoint({
  method: 'GET',
  path: '/v1/agents',
  summary: 'Active agents of the account, by name',
  tag: 'account',
  access: people,
  answers: { 200: z.object({ agents: z.array(AgentShape) }) },
  problems: [],
});

export const listProfiles = endpoint({
  method: 'GET',
  path: '/v1/profiles',
  summary: 'Profiles of the account',
  tag: 'account',
  access: ['session', 'api_key'],
  permission: 'manage_cases',
  answers: { 200: z.object({ profiles: z.array(ProfileShape) }) },
  problems: [],
});
