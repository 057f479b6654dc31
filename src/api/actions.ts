import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { CaseId, MessageId, SalesforceId, Status } from './shapes.ts';

/** As many inputs as Flow hands an action at once. */
const MOST_INPUTS = 200;

const ActionProblem = z.object({ code: z.string(), detail: z.string(), remedy: z.string() });
const failedInput = z.object({ key: z.string(), problem: ActionProblem });

/** Made by the caller, a UUID: the same input sent again has the same key. */
const Key = z.string().min(1).max(100);
const loose = { key: Key, recordId: z.string().max(100) };

/** The body of a call: who runs it, and for each wish what it takes besides key and record. */
const callWith = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z.object({
    orgId: SalesforceId,
    userId: SalesforceId.describe('The running user'),
    inputs: z
      .array(z.object({ ...loose, ...fields }))
      .min(1)
      .max(MOST_INPUTS),
  });

const agent = z.object({ id: z.string(), name: z.string() });

/** Problems of the call as a whole. */
const PROBLEMS = [
  'EMBED_CREDENTIAL_INVALID',
  'EMBED_ORG_MISMATCH',
  'EMBED_AGENT_INACTIVE',
  'ACTION_NO_AGENT',
] as const;

/**
 * What one input has to be. A body is read loosely and each input checked by this on its own, so that a bad one
 * is one failed result and no more.
 */
export const ReplyInput = z.object({
  key: z.uuid(),
  recordId: SalesforceId,
  text: z.string().max(20_000),
  kind: z.enum(['public_reply', 'direct_message']).nullable(),
  thenStatus: Status.nullable(),
});
export type ReplyInput = z.output<typeof ReplyInput>;

export const sendReplies = endpoint({
  method: 'POST',
  path: '/v1/actions/replies',
  summary:
    'Reply to the customers of records, for Flow and Agentforce. Results in input order; a key answers the same for 24 hours',
  tag: 'actions',
  access: ['connection'],
  permission: 'manage_cases',
  body: callWith({
    text: z.string().nullable(),
    kind: z
      .string()
      .nullable()
      .default(null)
      .describe("`public_reply` or `direct_message`; null: as the customer's last message came"),
    thenStatus: z.string().nullable().default(null).describe('Status set with the reply; null leaves it'),
  }),
  answers: {
    200: z.object({
      agent: agent.describe('Who replied'),
      results: z.array(z.union([z.object({ key: z.string(), messageId: MessageId }), failedInput])),
    }),
  },
  problems: PROBLEMS,
});

export const CaseLinkInput = z.object({
  key: z.uuid(),
  recordId: SalesforceId,
  careCase: z.string().trim().min(1).max(2_048),
});
export type CaseLinkInput = z.output<typeof CaseLinkInput>;

export const linkCases = endpoint({
  method: 'POST',
  path: '/v1/actions/case-links',
  summary: 'Link Care cases to records that are there. Results in input order',
  tag: 'actions',
  access: ['connection'],
  permission: 'manage_cases',
  contactsAndCases: 'modify',
  body: callWith({
    careCase: z.string().nullable().describe("The case's id, its number (`#123`) or its address in Care"),
  }),
  answers: {
    200: z.object({
      agent: agent.describe('Who linked'),
      results: z.array(
        z.union([z.object({ key: z.string(), caseId: CaseId, caseUrl: z.url() }), failedInput]),
      ),
    }),
  },
  problems: PROBLEMS,
});
