import { sql } from 'kysely';
import type { PeoplePorts, PeopleStore } from '../care/people-ports.ts';
import { newId } from '../ids.ts';
import { rightsOfRow } from '../rights.ts';
import { auditActor, recordAudit } from './audit.ts';
import type { Database, Tx } from './database.ts';
import { addGroup, changeGroup, countGroups, listGroups, setGroupsOf } from './group.ts';
import { queueInvitation } from './invitation-mail.ts';
import { roleByName } from './role.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';
import { listRoles, listUsers } from './user-views.ts';

/** Binds the use cases of roles, users and groups to PostgreSQL. */
export const peoplePorts = (db: Database): PeoplePorts => ({
  inAccount: (accountId, work) => db.forAccount(accountId, (tx) => work(peopleStore(tx, accountId))),
});

function peopleStore(tx: Tx, accountId: string): PeopleStore {
  return {
    async takeTurn() {
      // Not FOR UPDATE: whoever gets or has the role has it checked as a foreign key, and need not wait.
      await tx
        .selectFrom('role')
        .select('id')
        .where('built_in', '=', 'admin')
        .forNoKeyUpdate()
        .executeTakeFirstOrThrow();
    },

    roles: () => listRoles(tx),
    async role(roleId) {
      const row = await tx
        .selectFrom('role as r')
        .select(['r.id', ...RIGHTS_COLUMNS])
        .where('r.id', '=', roleId)
        .executeTakeFirst();
      return row
        ? { id: row.id, name: row.role_name, builtIn: row.built_in, rights: rightsOfRow(row) }
        : null;
    },
    roleNamed: (name) => roleByName(tx, name),
    async addRole({ name, permissions, contactsAndCases }) {
      const id = newId('role');
      await tx
        .insertInto('role')
        .values({ id, account_id: accountId, name, permissions, contacts_and_cases: contactsAndCases })
        .execute();
      return id;
    },
    async changeRole(roleId, { name, permissions, contactsAndCases }) {
      await tx
        .updateTable('role')
        .set({ name, permissions, contacts_and_cases: contactsAndCases })
        .where('id', '=', roleId)
        .execute();
    },
    async removeRole(roleId) {
      await tx.deleteFrom('role').where('id', '=', roleId).execute();
    },
    namesWithRole: async (roleId) =>
      (
        await tx.selectFrom('agent').select('name').where('role_id', '=', roleId).orderBy('name').execute()
      ).map(({ name }) => name),

    users: () => listUsers(tx),
    async person(agentId) {
      const row = await tx
        .selectFrom('agent as a')
        .innerJoin('role as r', 'r.id', 'a.role_id')
        .select(['a.id', 'a.name', 'a.active', 'a.invited_at', 'a.role_id', ...RIGHTS_COLUMNS])
        .where('a.id', '=', agentId)
        .executeTakeFirst();
      if (!row) return null;
      const { id, name, active, invited_at, role_id, role_name, built_in } = row;
      const role = { id: role_id, name: role_name, builtIn: built_in, rights: rightsOfRow(row) };
      return { id, name, active, invited: invited_at !== null, role };
    },
    async activeAdmins() {
      const { count } = await tx
        .selectFrom('agent as a')
        .innerJoin('role as r', 'r.id', 'a.role_id')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('a.active', '=', true)
        .where('r.built_in', '=', 'admin')
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    async setRole(agentId, roleId) {
      await tx.updateTable('agent').set({ role_id: roleId }).where('id', '=', agentId).execute();
    },
    async activate(agentId) {
      await tx
        .updateTable('agent')
        .set({ active: true, invited_at: null })
        .where('id', '=', agentId)
        .execute();
    },
    async deactivate(agentId) {
      await tx
        .updateTable('agent')
        .set({ active: false, invited_at: null })
        .where('id', '=', agentId)
        .execute();
      for (const table of ['session', 'sign_in_ticket', 'embed_code', 'embed_token'] as const) {
        await tx.deleteFrom(table).where('agent_id', '=', agentId).execute();
      }
    },
    setGroupsOf: (agentId, groupIds) => setGroupsOf(tx, accountId, agentId, groupIds),
    async addInvited({ email, name, roleId }) {
      const added = await tx
        .insertInto('agent')
        .values({
          id: newId('agent'),
          account_id: accountId,
          email: email.toLowerCase(),
          name,
          role_id: roleId,
          active: false,
          invited_at: sql<string>`now()`,
        })
        .onConflict((conflict) => conflict.columns(['account_id', 'email']).doNothing())
        .returning('id')
        .executeTakeFirst();
      return added?.id ?? null;
    },

    mailInvitation: (agentId, invitedBy) => queueInvitation(tx, { accountId, agentId, invitedBy }),

    groups: () => listGroups(tx),
    groupNamed: async (name) =>
      (await tx
        .selectFrom('agent_group')
        .select('id')
        .where(sql`lower(name)`, '=', name.toLowerCase())
        .executeTakeFirst()) ?? null,
    knownGroups: (ids) => countGroups(tx, ids),
    async knownAgents(ids) {
      if (ids.length === 0) return 0;
      return (await tx.selectFrom('agent').select('id').where('id', 'in', ids).execute()).length;
    },
    addGroup: (name, memberIds) => addGroup(tx, accountId, name, memberIds),
    changeGroup: (groupId, name, memberIds) => changeGroup(tx, accountId, groupId, name, memberIds),
    async removeGroup(groupId) {
      const { numDeletedRows } = await tx
        .deleteFrom('agent_group')
        .where('id', '=', groupId)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },

    async audit(actor, kind, subject, detail) {
      const entry = { accountId, kind, subject, detail, connectionId: null };
      await recordAudit(tx, { ...entry, actor: await auditActor(tx, actor) });
    },
  };
}
