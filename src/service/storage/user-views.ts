import { sql } from 'kysely';
import type { UserShape } from '../../api/people.ts';
import type { RoleShape } from '../../api/roles.ts';
import { PERMISSIONS } from '../../domain/permission.ts';
import { BUILT_IN_ROLES } from '../../domain/role.ts';
import { rightsOfRow } from '../rights.ts';
import type { Tx } from './database.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';

/** The built-in ones first, from the most rights to the fewest, then the account's own by name. */
export async function listRoles(tx: Tx): Promise<RoleShape[]> {
  const rows = await tx
    .selectFrom('role as r')
    .select(['r.id', ...RIGHTS_COLUMNS])
    .select((eb) =>
      eb
        .selectFrom('agent as a')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('a.role_id', '=', 'r.id')
        .as('users'),
    )
    .orderBy(sql`array_position(${sql.val([...BUILT_IN_ROLES])}::text[], r.built_in)`)
    .orderBy('r.name')
    .execute();
  return rows.map((row) => {
    const { permissions, contactsAndCases } = rightsOfRow(row);
    return {
      id: row.id,
      name: row.role_name,
      builtIn: row.built_in !== null,
      permissions: PERMISSIONS.filter((each) => permissions.has(each)),
      contactsAndCases,
      users: Number(row.users),
    };
  });
}

/** By name. */
export async function listUsers(tx: Tx): Promise<UserShape[]> {
  const rows = await tx
    .selectFrom('agent as a')
    .innerJoin('role as r', 'r.id', 'a.role_id')
    .select(['a.id', 'a.name', 'a.email', 'a.active', 'a.invited_at', 'a.last_seen_at'])
    .select(['r.id as role_id', 'r.name as role_name'])
    .select((eb) =>
      eb
        .exists(
          eb.selectFrom('invitation_mail as m').select('m.agent_id').whereRef('m.agent_id', '=', 'a.id'),
        )
        .as('mail_waits'),
    )
    .orderBy('a.name')
    .orderBy('a.id')
    .execute();
  const memberships = await tx
    .selectFrom('agent_group_member as m')
    .innerJoin('agent_group as g', 'g.id', 'm.group_id')
    .select(['m.agent_id', 'g.id', 'g.name'])
    .orderBy('g.name')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    role: { id: row.role_id, name: row.role_name },
    active: row.active,
    state: row.active ? 'active' : row.invited_at === null ? 'deactivated' : 'invited',
    invitationWaits: row.invited_at !== null && Boolean(row.mail_waits),
    groups: memberships.filter((each) => each.agent_id === row.id).map(({ id, name }) => ({ id, name })),
    lastSeenAt: row.last_seen_at,
  }));
}
