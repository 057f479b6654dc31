import { z } from 'zod';
import { OpenedCase } from './cases.ts';
import { endpoint } from './endpoint.ts';
import { AgentRef, CaseId, Instant, SalesforceId } from './shapes.ts';

const Nonce = z.string().regex(/^[A-Za-z0-9_-]{22,128}$/);

export const mintCode = endpoint({
  method: 'POST',
  path: '/v1/embed/codes',
  summary: 'Apex asks for a one-time code for its running user and record',
  tag: 'embed',
  access: ['connection'],
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
    201: z.object({ code: z.string(), frameUrl: z.url(), expiresAt: Instant, caseId: CaseId.nullable() }),
  },
  problems: [
    'EMBED_CREDENTIAL_INVALID',
    'EMBED_ORG_MISMATCH',
    'EMBED_NO_IDENTITY_LINK',
    'EMBED_AGENT_INACTIVE',
    'EMBED_RECORD_FORBIDDEN',
    'EMBED_NO_CARE_CASE',
  ],
});

export const redeemCode = endpoint({
  method: 'POST',
  path: '/v1/embed/redeem',
  summary: 'The widget turns the code into a 15-minute bearer token',
  tag: 'embed',
  access: ['public'],
  body: z.object({
    code: z.string().min(20).max(200),
    nonce: Nonce,
    entries: z
      .int()
      .min(0)
      .max(200)
      .default(0)
      .describe('Above 0 the answer brings the case along, with so many entries'),
  }),
  answers: {
    201: z.object({
      token: z.string(),
      expiresAt: Instant,
      caseId: CaseId.nullable(),
      agent: AgentRef,
      opened: OpenedCase.nullable(),
    }),
  },
  problems: ['EMBED_CODE_INVALID', 'EMBED_AGENT_INACTIVE'],
});
