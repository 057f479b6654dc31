import { z } from 'zod';
import { AUDIT_ACTORS, AUDIT_KINDS } from '../domain/audit.ts';
import { endpoint } from './endpoint.ts';
import { AgentId, AgentRef, ConnectionId, Instant } from './shapes.ts';

export const AuditEntryShape = z.object({
  id: z.string(),
  at: Instant,
  kind: z.enum(AUDIT_KINDS),
  actor: z.object({ kind: z.enum(AUDIT_ACTORS), id: AgentId.nullable(), name: z.string() }),
  connection: z.object({ id: ConnectionId, name: z.string() }).nullable(),
  fact: z.string().describe('One sentence: who did what'),
});
export type AuditEntryShape = z.output<typeof AuditEntryShape>;

const filter = {
  kind: z.enum(AUDIT_KINDS).optional(),
  actor: AgentId.optional(),
  connectionId: ConnectionId.optional(),
  from: Instant.optional(),
  to: Instant.optional().describe('Before this instant'),
};

export const listAudit = endpoint({
  method: 'GET',
  path: '/v1/audit',
  summary: 'Who changed the connections, the people, the roles and the case fields, newest first',
  tag: 'account',
  access: ['session'],
  permission: ['manage_users', 'view_salesforce_accounts'],
  query: z.object({
    ...filter,
    before: z.string().max(100).optional().describe('`next` of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answers: { 200: z.object({ entries: z.array(AuditEntryShape), next: z.string().nullable() }) },
  problems: ['PERMISSION_MISSING'],
});

export const listAuditActors = endpoint({
  method: 'GET',
  path: '/v1/audit/actors',
  summary: 'Whose doing the entries are, by name: also people who are no longer active',
  tag: 'account',
  access: ['session'],
  permission: ['manage_users', 'view_salesforce_accounts'],
  query: z.object({ connectionId: ConnectionId.optional() }),
  answers: { 200: z.object({ actors: z.array(AgentRef.extend({ active: z.boolean() })) }) },
  problems: ['PERMISSION_MISSING'],
});

export const exportAudit = endpoint({
  method: 'GET',
  path: '/v1/audit.csv',
  summary: 'The same as a file of comma-separated values (RFC 4180), all of it',
  tag: 'account',
  access: ['session'],
  permission: ['manage_users', 'view_salesforce_accounts'],
  query: z.object(filter),
  answers: { 200: null },
  problems: ['PERMISSION_MISSING'],
});
