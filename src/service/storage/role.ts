import { sql } from 'kysely';
import { ADMIN_PERMISSIONS } from '../../domain/permission.ts';
import type { Database, Tx } from './database.ts';

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

/** As many as are named to somebody whose role lacks something: more would be a list to read. */
const NAMED = 3;

/** Active people who can give somebody another role or change the one they have; those here longest first. */
export const whoChangesRoles =
  (db: Database) =>
  (accountId: string): Promise<{ name: string; roleName: string }[]> =>
    db.forAccount(accountId, (tx) =>
      tx
        .selectFrom('agent as a')
        .innerJoin('role as r', 'r.id', 'a.role_id')
        .select(['a.name', 'r.name as roleName'])
        .where('a.active', '=', true)
        .where(
          sql<boolean>`(r.built_in = 'admin' or r.permissions && ${sql.val([...ADMIN_PERMISSIONS])}::text[])`,
        )
        .orderBy('a.created_at')
        .orderBy('a.name')
        .limit(NAMED)
        .execute(),
    );
