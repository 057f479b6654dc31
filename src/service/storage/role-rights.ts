import { type RawBuilder, sql } from 'kysely';
import type { RoleRights } from '../../domain/agent.ts';
import type { ContactsAndCases, Permission } from '../../domain/permission.ts';
import { type BuiltInRole, rightsOfRole } from '../../domain/role.ts';

/** Of the table `role as r`. */
export const RIGHTS_COLUMNS = [
  'r.name as role_name',
  'r.built_in',
  'r.permissions',
  'r.contacts_and_cases',
] as const;

export interface RightsRow {
  role_name: string;
  built_in: BuiltInRole | null;
  permissions: Permission[];
  contacts_and_cases: ContactsAndCases;
}

export const rightsOfRow = (row: RightsRow): RoleRights => ({
  roleName: row.role_name,
  ...rightsOfRole({
    builtIn: row.built_in,
    permissions: row.permissions,
    contactsAndCases: row.contacts_and_cases,
  }),
});

/** For a query in an account: the id of its role that everybody has. */
export const idOfBuiltIn = (role: BuiltInRole): RawBuilder<string> =>
  sql<string>`(select id from role where built_in = ${role})`;
