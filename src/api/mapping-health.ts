import { z } from 'zod';
import { DRIFT_KINDS } from '../domain/mapping/drift.ts';
import { OBJECT_RIGHTS } from '../domain/mapping/required-permissions.ts';
import { endpoint } from './endpoint.ts';
import { ConnectionId, Instant } from './shapes.ts';

/** Something the org has changed under a mapping, with what to do. */
export const DriftShape = z.object({
  id: z.string(),
  kind: z.enum(DRIFT_KINDS),
  severity: z
    .enum(['refusal', 'warning'])
    .describe('Refusal: Salesforce refuses records for it. Warning: it may refuse some'),
  object: z.string(),
  recordType: z.string(),
  target: z.string().describe('The mapping that breaks by it: `Case, Social Support`'),
  subject: z.string().describe('The field or rule; empty for the object itself'),
  label: z.string(),
  fact: z.string(),
  remedy: z.string(),
  foundAt: Instant,
  cases: z
    .object({
      tried: z.int(),
      refused: z.int(),
      notChecked: z.int().describe('Of which Care cannot tell what a rule would say'),
      why: z.string().nullable().describe('Why not, of the first of these; null: it can tell of all'),
    })
    .nullable()
    .describe('Of the latest escalated cases, how many would be refused for it; null: not to be told'),
});
export type DriftShape = z.output<typeof DriftShape>;

export const MappingHealth = z.object({
  checkedAt: Instant.nullable().describe('When the org was read last; null: not yet'),
  failed: z
    .object({ fact: z.string(), remedy: z.string() })
    .nullable()
    .describe('Why the last reading failed; what is known stands'),
  drifts: z.array(DriftShape).describe('What is refused for certain first'),
  restsUntil: Instant.nullable().describe(
    'Until when you do not want to be reminded of these; null: now. What is found meanwhile ends it',
  ),
});
export type MappingHealth = z.output<typeof MappingHealth>;

export const RequiredPermissions = z.object({
  objects: z.array(
    z.object({
      object: z.string(),
      label: z.string(),
      rights: z.array(z.enum(OBJECT_RIGHTS)),
      fields: z.array(
        z.object({
          field: z.string(),
          label: z.string(),
          right: z.enum(['read', 'edit']),
          unlisted: z
            .string()
            .nullable()
            .describe('Why no permission set can carry it; null: the file below does'),
        }),
      ),
    }),
  ),
  permissionSet: z.object({
    fileName: z.string(),
    apiVersion: z.string(),
    xml: z.string().describe('PermissionSet of the Metadata API'),
  }),
});
export type RequiredPermissions = z.output<typeof RequiredPermissions>;

const connection = z.object({ connectionId: ConnectionId });
const common = {
  tag: 'salesforce',
  access: ['session'],
  permission: 'edit_salesforce_field_mapping',
  module: 'care',
} as const;
const HEALTH = '/v1/salesforce/connections/:connectionId/mapping-health';

export const getMappingHealth = endpoint({
  ...common,
  method: 'GET',
  path: HEALTH,
  summary: 'What the org has changed under its mappings',
  params: connection,
  answers: { 200: MappingHealth },
  problems: ['NOT_FOUND'],
});

export const checkMappingHealth = endpoint({
  ...common,
  method: 'POST',
  path: `${HEALTH}/checks`,
  summary: 'Read the org’s schema in full now, and compare',
  params: connection,
  answers: { 200: MappingHealth },
  problems: ['NOT_FOUND'],
});

export const seeDrift = endpoint({
  ...common,
  method: 'POST',
  path: `${HEALTH}/drifts/:driftId/seen`,
  summary: 'Say no more of this change until it is another one',
  params: connection.extend({ driftId: z.string().regex(/^drift_[0-9a-f-]{36}$/) }),
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});

export const restMappingHealth = endpoint({
  ...common,
  method: 'POST',
  path: `${HEALTH}/rest`,
  summary: 'Be reminded tomorrow of what stands now; for yourself alone',
  params: connection,
  answers: { 200: MappingHealth },
  problems: ['NOT_FOUND'],
});

export const getRequiredPermissions = endpoint({
  ...common,
  method: 'GET',
  path: '/v1/salesforce/connections/:connectionId/mapping-permissions',
  summary: 'What a token must be allowed to write by the mappings, and the same as a permission set',
  params: connection,
  answers: { 200: RequiredPermissions },
  problems: ['NOT_FOUND', 'SALESFORCE_RECONNECT_NEEDED', 'SALESFORCE_REFUSED', 'SALESFORCE_UNAVAILABLE'],
});
