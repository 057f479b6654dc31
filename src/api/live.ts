import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { CaseEvent, CaseId } from './shapes.ts';

/**
 * Server-sent events, read by fetch (an EventSource cannot carry a bearer token).
 * - `event: case`, data a CaseEvent: for the case asked for, from `after` on, without gaps.
 * - `event: notice`, data `{caseId, seq}`: another case of the account moved; its watcher asks for what it lacks.
 *   Of the case asked for: the account has changed what there is to say of its cases, fields or labels.
 *   A stream of an agent's own list (an embed token in agent scope, no `caseId`) adds `mine: true` when the case
 *   is, or was until now, that agent's: their list changed and is asked for again.
 * - `event: end`, data `{reason}`: the token has run out; renew and come back with the last seq.
 * A comment line every 15 s is the heartbeat.
 */
export const live = endpoint({
  method: 'GET',
  path: '/v1/live',
  summary: 'Live updates of one case, with notices about all others',
  tag: 'care',
  access: ['session', 'embed'],
  permission: 'manage_cases',
  embedScopes: ['case', 'agent'],
  query: z.object({ caseId: CaseId.optional(), after: z.coerce.number().int().min(0).optional() }),
  answers: { 200: 'event-stream' },
  problems: ['NOT_FOUND'],
});

export const LiveNotice = z.object({ caseId: CaseId, seq: z.int(), mine: z.literal(true).optional() });
export type LiveNotice = z.output<typeof LiveNotice>;

/** What a frame without a stream of its own asks when it hears that its case moved. */
export const listEvents = endpoint({
  method: 'GET',
  path: '/v1/cases/:caseId/events',
  summary: 'Events of a case after a sequence, oldest first',
  tag: 'care',
  access: ['session', 'embed', 'api_key'],
  permission: 'manage_cases',
  params: z.object({ caseId: CaseId }),
  query: z.object({
    after: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  answers: { 200: z.object({ events: z.array(CaseEvent), more: z.boolean() }) },
  problems: ['NOT_FOUND'],
});
