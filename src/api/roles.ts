import { z } from 'zod';
import { CONTACTS_AND_CASES, PERMISSIONS } from '../domain/permission.ts';
import { endpoint } from './endpoint.ts';
import { RoleId } from './shapes.ts';

const permissions = z.array(z.enum(PERMISSIONS));

export const RoleShape = z.object({
  id: RoleId,
  name: z.string(),
  builtIn: z.boolean().describe('Cannot be changed or deleted'),
  permissions,
  contactsAndCases: z.enum(CONTACTS_AND_CASES),
  users: z.int().describe('People who have it, active or not'),
});
export type RoleShape = z.output<typeof RoleShape>;

const RoleInput = z.object({
  name: z.string().trim().min(1).max(80),
  permissions: permissions.max(PERMISSIONS.length),
  contactsAndCases: z.enum(CONTACTS_AND_CASES),
});
export type RoleInput = z.output<typeof RoleInput>;

const params = z.object({ roleId: RoleId });

export const listRoles = endpoint({
  method: 'GET',
  path: '/v1/roles',
  summary: 'Roles of the account: the built-in ones first, then by name',
  tag: 'account',
  access: ['session'],
  permission: ['manage_users', 'manage_roles'],
  answers: { 200: z.object({ roles: z.array(RoleShape) }) },
  problems: [],
});

export const createRole = endpoint({
  method: 'POST',
  path: '/v1/roles',
  summary: 'Add an account role, with no more rights than one has oneself',
  tag: 'account',
  access: ['session'],
  permission: 'manage_roles',
  body: RoleInput,
  answers: { 201: z.object({ role: RoleShape }) },
  problems: ['ROLE_NAME_TAKEN', 'ROLE_EXCEEDS_YOURS'],
});

export const changeRole = endpoint({
  method: 'PUT',
  path: '/v1/roles/:roleId',
  summary: 'Change an account role; those who have it can do so at once, or no longer',
  tag: 'account',
  access: ['session'],
  permission: 'manage_roles',
  params,
  body: RoleInput,
  answers: { 200: z.object({ role: RoleShape }) },
  problems: ['NOT_FOUND', 'ROLE_BUILT_IN', 'ROLE_NAME_TAKEN', 'ROLE_EXCEEDS_YOURS'],
});

export const deleteRole = endpoint({
  method: 'DELETE',
  path: '/v1/roles/:roleId',
  summary: 'Delete a role nobody has',
  tag: 'account',
  access: ['session'],
  permission: 'manage_roles',
  params,
  answers: { 204: null },
  problems: ['NOT_FOUND', 'ROLE_BUILT_IN', 'ROLE_IN_USE', 'ROLE_EXCEEDS_YOURS'],
});
