import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { AgentRef, ConnectionId } from './shapes.ts';

export const rehearseTokenLoss = endpoint({
  method: 'POST',
  path: '/v1/salesforce/connections/:connectionId/rehearsal',
  summary: 'What would happen if the default token died now; nothing does',
  tag: 'salesforce',
  access: ['session'],
  permission: 'view_salesforce_accounts',
  params: z.object({ connectionId: ConnectionId }),
  answers: {
    200: z.object({
      lines: z.array(z.object({ code: z.string(), fact: z.string(), who: AgentRef.nullable() })),
    }),
  },
  problems: ['NOT_FOUND'],
});
