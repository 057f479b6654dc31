import { type RawBuilder, sql } from 'kysely';
import type { Module } from '../../domain/module.ts';
import type { BuiltInRole } from '../../domain/role.ts';

/** What service/rights.ts reads, of the table `role as r`. */
export const RIGHTS_COLUMNS = [
  'r.name as role_name',
  'r.built_in',
  'r.permissions',
  'r.contacts_and_cases',
  sql<Module[]>`(select modules from account k where k.account_id = r.account_id)`.as('modules'),
] as const;

/** For a query in an account: the id of its role that every account has. */
export const idOfBuiltIn = (role: BuiltInRole): RawBuilder<string> =>
  sql<string>`(select id from role where built_in = ${role})`;
