import { z } from 'zod';
import { BULK_JOB_STATES, BULK_ROW_STATES, MOST_BULK_CASES } from '../domain/bulk.ts';
import { endpoint } from './endpoint.ts';
import { BulkJobId, CaseId, Instant } from './shapes.ts';

const Reason = z.object({ code: z.string(), fact: z.string(), remedy: z.string() });
const RecordRef = z.object({
  number: z.string().nullable().describe('Null: Salesforce has not answered yet'),
  url: z.string().nullable(),
});

const CaseRef = {
  caseId: CaseId,
  caseNumber: z.int(),
  customerName: z.string().nullable().describe('Null: the case is somebody else’s by now'),
};

export const BulkPreviewRow = z.object({
  ...CaseRef,
  subject: z.string().nullable().describe('Of the record that would be created; null: none would be'),
  recordType: z.string().nullable().describe('By its label; null: the org has none, or no other'),
  state: z.enum(['ready', 'found', 'blocked']),
  record: RecordRef.nullable().describe('Of `found`'),
  reason: Reason.nullable().describe('Of `blocked`: why, and what to do'),
  warnings: z.array(Reason).describe('Of `ready`: what Salesforce may refuse it for'),
});
export type BulkPreviewRow = z.output<typeof BulkPreviewRow>;

export const BulkJobShape = z.object({
  id: BulkJobId,
  state: z.enum(BULK_JOB_STATES),
  hold: Reason.nullable().describe('Of `held`: why, and how it goes on'),
  counts: z.record(z.enum(BULK_ROW_STATES), z.int()),
  total: z.int(),
  createdAt: Instant,
});
export type BulkJobShape = z.output<typeof BulkJobShape>;

export const BulkRowShape = z.object({
  ...CaseRef,
  state: z.enum(BULK_ROW_STATES),
  record: RecordRef.nullable().describe('Of `created`, `found` and `undone`'),
  reason: Reason.nullable().describe('Of `refused`: why, and what to do'),
});
export type BulkRowShape = z.output<typeof BulkRowShape>;

const cases = z.object({ caseIds: z.array(CaseId).min(1).max(MOST_BULK_CASES) });
const jobParams = z.object({ jobId: BulkJobId });
const guarded = {
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'create',
} as const;

export const previewBulk = endpoint({
  ...guarded,
  method: 'POST',
  path: '/v1/salesforce/bulk-escalations/preview',
  summary: 'What would become of these cases in Salesforce, and which cannot go; nothing is written',
  body: cases,
  answers: {
    200: z.object({
      cases: z.array(BulkPreviewRow),
      notChecked: z
        .array(z.object({ what: z.string(), why: z.string() }))
        .describe('What Salesforce will look at and nobody could foresee'),
      writers: z
        .array(z.object({ name: z.string(), because: z.string().nullable() }))
        .describe('Whom Salesforce will name as the creators, and why not the agent who asks; null: it is'),
    }),
  },
  problems: ['SALESFORCE_NOT_CONNECTED', 'SALESFORCE_RECONNECT_NEEDED', 'SALESFORCE_UNAVAILABLE'],
});

export const startBulk = endpoint({
  ...guarded,
  method: 'POST',
  path: '/v1/salesforce/bulk-escalations',
  summary: 'Send these cases to Salesforce, a few at a time; the job tells what becomes of each',
  body: cases,
  answers: { 201: z.object({ job: BulkJobShape }) },
  problems: ['NOT_FOUND', 'SALESFORCE_NOT_CONNECTED', 'IDEMPOTENCY_KEY_REUSED'],
});

export const listBulkJobs = endpoint({
  ...guarded,
  method: 'GET',
  path: '/v1/salesforce/bulk-escalations',
  summary: 'The reader’s own jobs, newest first, at most fifty',
  answers: { 200: z.object({ jobs: z.array(BulkJobShape) }) },
  problems: [],
});

export const getBulkJob = endpoint({
  ...guarded,
  method: 'GET',
  path: '/v1/salesforce/bulk-escalations/:jobId',
  summary: 'One of the reader’s own jobs, with what has become of each case',
  params: jobParams,
  answers: { 200: z.object({ job: BulkJobShape, rows: z.array(BulkRowShape) }) },
  problems: ['NOT_FOUND'],
});

export const cancelBulk = endpoint({
  ...guarded,
  method: 'POST',
  path: '/v1/salesforce/bulk-escalations/:jobId/cancel',
  summary: 'Leave out the cases that were not begun; those sent stay',
  params: jobParams,
  answers: { 200: z.object({ job: BulkJobShape }) },
  problems: ['NOT_FOUND'],
});

export const retryBulk = endpoint({
  ...guarded,
  method: 'POST',
  path: '/v1/salesforce/bulk-escalations/:jobId/retry',
  summary: 'Try the refused cases again',
  params: jobParams,
  answers: { 200: z.object({ job: BulkJobShape }) },
  problems: ['NOT_FOUND'],
});

export const exportBulkJob = endpoint({
  ...guarded,
  method: 'GET',
  path: '/v1/salesforce/bulk-escalations/:jobId/results.csv',
  summary: 'What has become of each case, as a file of comma-separated values (RFC 4180)',
  params: jobParams,
  answers: { 200: null },
  problems: ['NOT_FOUND'],
});
