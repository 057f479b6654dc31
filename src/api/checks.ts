import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { ConnectionId, Instant } from './shapes.ts';

/** What Care needs of an org, one by one. */
export const CHECKS = [
  'package',
  'fields',
  'permission_sets',
  'trusted_url',
  'named_credential',
  'events_channel',
  'external_client_app',
  'integration_user_rights',
  'record_page',
  'api_share',
  'clocks',
] as const;

export const CheckShape = z.object({
  code: z.enum(CHECKS),
  state: z.enum(['ok', 'warning', 'trouble', 'unknown']),
  title: z.string(),
  fact: z.string().nullable(),
  remedy: z.string().nullable(),
  mend: z
    .object({ label: z.string(), changes: z.array(z.string()) })
    .nullable()
    .describe('What Care can put right by itself, and what that changes in the org'),
  setup: z
    .object({
      path: z.string().describe('The words of Setup: *Setup, Security, Trusted URLs, New*'),
      url: z.string(),
      copy: z.array(z.object({ label: z.string(), value: z.string() })),
    })
    .nullable()
    .describe('Where a person puts it right, and what to type there'),
});
export type CheckShape = z.output<typeof CheckShape>;

const connectionParams = z.object({ connectionId: ConnectionId });
const CheckupShape = z.object({ checkedAt: Instant.nullable(), checks: z.array(CheckShape) });

export const getChecks = endpoint({
  method: 'GET',
  path: '/v1/salesforce/connections/:connectionId/checks',
  summary: 'What the org lacks for Care, as found last',
  tag: 'salesforce',
  access: ['session'],
  permission: 'view_salesforce_accounts',
  params: connectionParams,
  answers: { 200: CheckupShape },
  problems: ['NOT_FOUND'],
});

export const runChecks = endpoint({
  method: 'POST',
  path: '/v1/salesforce/connections/:connectionId/checks',
  summary: 'Check the org again now',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  params: connectionParams,
  answers: { 200: CheckupShape },
  problems: ['NOT_FOUND', 'SALESFORCE_RECONNECT_NEEDED', 'SALESFORCE_UNAVAILABLE'],
});

export const mendCheck = endpoint({
  method: 'POST',
  path: '/v1/salesforce/connections/:connectionId/checks/:code/mend',
  summary: 'Put right in the org what a check found, and check again',
  tag: 'salesforce',
  access: ['session'],
  permission: 'add_salesforce_accounts',
  params: connectionParams.extend({ code: z.enum(CHECKS) }),
  answers: { 200: z.object({ checks: z.array(CheckShape) }) },
  problems: ['NOT_FOUND', 'SALESFORCE_RECONNECT_NEEDED', 'SALESFORCE_UNAVAILABLE', 'SALESFORCE_REFUSED'],
});
