import type { RoleRights } from '../domain/agent.ts';
import type { Module } from '../domain/module.ts';
import type { ContactsAndCases, Permission } from '../domain/permission.ts';
import { type BuiltInRole, rightsOfRole } from '../domain/role.ts';

/** A person's role as the database holds it. */
export interface RightsRow {
  role_name: string;
  built_in: BuiltInRole | null;
  permissions: Permission[];
  contacts_and_cases: ContactsAndCases;
  /** Of their account. */
  modules: Module[];
}

export const rightsOfRow = (row: RightsRow): RoleRights => ({
  roleName: row.role_name,
  modules: new Set(row.modules),
  ...rightsOfRole({
    builtIn: row.built_in,
    permissions: row.permissions,
    contactsAndCases: row.contacts_and_cases,
  }),
});
