import { sql } from 'kysely';
import type { Permission } from '../../domain/permission.ts';
import { BUILT_IN_ROLES, rightsOfRole } from '../../domain/role.ts';
import type { Tx } from './database.ts';

/** By the name the account knows it by, in any case. */
export const roleByName = async (tx: Tx, name: string): Promise<{ id: string; name: string } | null> =>
  (await tx
    .selectFrom('role')
    .select(['id', 'name'])
    .where(sql`lower(name)`, '=', name.trim().toLowerCase())
    .executeTakeFirst()) ?? null;

export const listRoleNames = async (tx: Tx): Promise<string[]> =>
  (await tx.selectFrom('role').select('name').orderBy('created_at').orderBy('name').execute()).map(
    ({ name }) => name,
  );

/** Active people whose role has one of the permissions, those of the account longest first. */
export async function peopleWith(
  tx: Tx,
  anyOf: readonly Permission[],
  limit: number,
): Promise<{ name: string; roleName: string }[]> {
  const rows = await tx
    .selectFrom('agent as a')
    .innerJoin('role as r', 'r.id', 'a.role_id')
    .select(['a.name', 'r.name as roleName'])
    .where('a.active', '=', true)
    .where((eb) =>
      eb.or([
        eb(
          'r.built_in',
          'in',
          BUILT_IN_ROLES.filter((role) => {
            const { permissions } = rightsOfRole({
              builtIn: role,
              permissions: [],
              contactsAndCases: 'none',
            });
            return anyOf.some((each) => permissions.has(each));
          }),
        ),
        sql<boolean>`r.built_in is null and r.permissions && ${sql.val([...anyOf])}::text[]`,
      ]),
    )
    .orderBy('a.created_at')
    .orderBy('a.name')
    .limit(limit)
    .execute();
  return rows;
}
