import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { AgentId, AgentRef, GroupId, Instant, RoleId, RoleRef } from './shapes.ts';

export const UserShape = z.object({
  id: AgentId,
  name: z.string(),
  email: z.string(),
  role: RoleRef,
  active: z.boolean(),
  state: z.enum(['active', 'invited', 'deactivated']),
  invitationWaits: z.boolean().describe('It goes by e-mail and has not been sent yet'),
  groups: z.array(z.object({ id: GroupId, name: z.string() })),
  lastSeenAt: Instant.nullable().describe('Within five minutes'),
});
export type UserShape = z.output<typeof UserShape>;

export const GroupShape = z.object({ id: GroupId, name: z.string(), members: z.array(AgentRef) });
export type GroupShape = z.output<typeof GroupShape>;

const user = z.object({ user: UserShape });
const userParams = z.object({ agentId: AgentId });

export const listUsers = endpoint({
  method: 'GET',
  path: '/v1/users',
  summary: 'Everybody of the account, by name: also who was invited, and who was deactivated',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  answers: { 200: z.object({ users: z.array(UserShape), invitationsBy: z.enum(['email', 'link']) }) },
  problems: [],
});

export const changeUser = endpoint({
  method: 'PUT',
  path: '/v1/users/:agentId',
  summary:
    'Change what is named: role, groups, whether active. Deactivating ends sessions and what is open in Salesforce at once',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  params: userParams,
  body: z.object({
    roleId: RoleId.optional(),
    active: z.boolean().optional(),
    groupIds: z.array(GroupId).max(200).optional(),
  }),
  answers: { 200: user },
  problems: ['NOT_FOUND', 'LAST_ADMIN', 'ROLE_UNKNOWN', 'ROLE_EXCEEDS_YOURS', 'GROUP_UNKNOWN'],
});

const InvitationLink = z.object({
  link: z
    .url()
    .nullable()
    .describe('Shown this once: only a hash of its secret is kept. Null: it goes by e-mail'),
  expiresAt: Instant.nullable().describe('Null: begins when the e-mail is sent'),
});

export const invite = endpoint({
  method: 'POST',
  path: '/v1/invitations',
  summary:
    'Invite somebody, by e-mail where the installation can send it: the link makes them active and signs them in, once, within seven days',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  body: z.object({
    email: z.email().max(254),
    name: z.string().trim().min(1).max(120),
    roleId: RoleId,
  }),
  answers: { 201: user.extend(InvitationLink.shape) },
  problems: ['USER_EXISTS', 'ROLE_UNKNOWN', 'ROLE_EXCEEDS_YOURS'],
});

export const inviteAgain = endpoint({
  method: 'POST',
  path: '/v1/users/:agentId/invitation',
  summary: 'A new link for somebody invited; the one before no longer works',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  params: userParams,
  answers: { 201: user.extend(InvitationLink.shape) },
  problems: ['NOT_FOUND', 'USER_NOT_INVITED', 'ROLE_EXCEEDS_YOURS'],
});

const group = z.object({ group: GroupShape });
const groupParams = z.object({ groupId: GroupId });
const GroupInput = z.object({
  name: z.string().trim().min(1).max(80),
  memberIds: z.array(AgentId).max(5_000),
});
export type GroupInput = z.output<typeof GroupInput>;

export const listGroups = endpoint({
  method: 'GET',
  path: '/v1/groups',
  summary: 'Groups of the account, by name',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  answers: { 200: z.object({ groups: z.array(GroupShape) }) },
  problems: [],
});

export const createGroup = endpoint({
  method: 'POST',
  path: '/v1/groups',
  summary: 'Add a group',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  body: GroupInput,
  answers: { 201: group },
  problems: ['GROUP_NAME_TAKEN', 'AGENT_UNKNOWN'],
});

export const changeGroup = endpoint({
  method: 'PUT',
  path: '/v1/groups/:groupId',
  summary: 'Change the name and members of a group',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  params: groupParams,
  body: GroupInput,
  answers: { 200: group },
  problems: ['NOT_FOUND', 'GROUP_NAME_TAKEN', 'AGENT_UNKNOWN'],
});

export const deleteGroup = endpoint({
  method: 'DELETE',
  path: '/v1/groups/:groupId',
  summary: 'Delete a group; its members stay',
  tag: 'account',
  access: ['session'],
  permission: 'manage_users',
  params: groupParams,
  answers: { 204: null },
  problems: ['NOT_FOUND'],
});
