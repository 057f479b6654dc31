import { z } from 'zod';
import { UNDO_ACTS } from '../domain/undo.ts';
import { endpoint } from './endpoint.ts';
import { WHEN_REFUSABLE } from './salesforce-problems.ts';
import { CaseId, EscalationId, EscalationShape } from './shapes.ts';

const params = z.object({ caseId: CaseId, escalationId: EscalationId });
const path = '/v1/cases/:caseId/salesforce/escalations/:escalationId/undo';

export const getUndoForm = endpoint({
  method: 'GET',
  path,
  summary: 'What undoing an escalation would do, and what of it is possible',
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'modify',
  params,
  answers: {
    200: z.object({
      act: z.enum(UNDO_ACTS).describe('What is usual in this account, where it is possible'),
      acts: z.array(
        z.object({
          act: z.enum(UNDO_ACTS),
          refused: z.string().nullable().describe('Why it is not possible; null: it is'),
        }),
      ),
      linked: z.boolean().describe('The record was there before Care linked it: it stays as it is'),
      closed: z.boolean().describe('It has a closed status already'),
      closedStatuses: z
        .array(z.object({ value: z.string(), label: z.string() }))
        .describe('Those a record of its type can have, the usual first'),
      deletedAs: z.string().nullable().describe('As whom it would be deleted'),
      messages: z.int().describe('Messages of the case that stand under it'),
    }),
  },
  problems: [...WHEN_REFUSABLE, 'UNDO_OFF', 'UNDO_TOO_LATE', 'NOTHING_TO_UNDO'],
});

export const undoEscalation = endpoint({
  method: 'POST',
  path,
  summary:
    "Undo an escalation. 202: accepted and waiting for Salesforce; the case's events tell the rest. Asked for again it changes nothing",
  tag: 'salesforce',
  access: ['session'],
  permission: 'manage_cases',
  contactsAndCases: 'modify',
  params,
  body: z.object({
    act: z.enum(UNDO_ACTS),
    closedStatus: z.string().max(255).nullable().default(null).describe("Null: the org's first closed one"),
    why: z.string().trim().max(1_000).default('').describe('Kept with the case and in the audit'),
  }),
  answers: {
    200: z.object({ escalation: EscalationShape }),
    202: z.object({ escalation: EscalationShape }),
  },
  problems: [...WHEN_REFUSABLE, 'UNDO_OFF', 'UNDO_TOO_LATE', 'NOTHING_TO_UNDO', 'UNDO_ACT_REFUSED'],
});
