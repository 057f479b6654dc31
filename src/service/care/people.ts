import type { UserShape } from '../../api/people.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { Problem } from '../problem.ts';
import type { PeoplePorts, PeopleStore, Person } from './people-ports.ts';
import { refuseMoreThanOwn } from './roles.ts';

export const listUsers = (ports: PeoplePorts, actor: AgentActor): Promise<UserShape[]> =>
  ports.inAccount(actor.accountId, (store) => store.users());

export interface UserChange {
  roleId?: string | undefined;
  active?: boolean | undefined;
  groupIds?: readonly string[] | undefined;
}

/** @throws Problem NOT_FOUND, LAST_ADMIN, ROLE_UNKNOWN, ROLE_EXCEEDS_YOURS, GROUP_UNKNOWN */
export const changeUser = (
  ports: PeoplePorts,
  actor: AgentActor,
  agentId: string,
  change: UserChange,
): Promise<UserShape> =>
  ports.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    const person = await store.person(agentId);
    if (!person) throw new Problem('NOT_FOUND');
    refuseMoreThanOwn(actor, person.role.name, person.role.rights);
    const facts = [
      await changeRoleOf(store, actor, person, change),
      await changeWhetherActive(store, person, change.active),
      await changeGroupsOf(store, person, change.groupIds),
    ].filter((fact) => fact !== null);
    if (facts.length > 0) await store.audit(actor, 'person.changed', person.name, facts.join(', '));
    return shown(store, agentId);
  });

async function changeRoleOf(
  store: PeopleStore,
  actor: AgentActor,
  person: Person,
  { roleId, active }: UserChange,
): Promise<string | null> {
  const role = roleId === undefined ? person.role : await store.role(roleId);
  if (!role) throw new Problem('ROLE_UNKNOWN');
  const isAdmin = person.active && person.role.builtIn === 'admin';
  const staysAdmin = role.builtIn === 'admin' && active !== false;
  if (isAdmin && !staysAdmin && (await store.activeAdmins()) === 1) throw new Problem('LAST_ADMIN');
  if (role.id === person.role.id) return null;
  refuseMoreThanOwn(actor, role.name, role.rights);
  await store.setRole(person.id, role.id);
  return `role ${role.name}`;
}

async function changeWhetherActive(
  store: PeopleStore,
  { id, active: was, invited }: Person,
  active: boolean | undefined,
): Promise<string | null> {
  if (active === undefined || (active === was && !invited)) return null;
  await (active ? store.activate(id) : store.deactivate(id));
  return active ? 'activated' : 'deactivated';
}

async function changeGroupsOf(
  store: PeopleStore,
  { id }: Person,
  groupIds: readonly string[] | undefined,
): Promise<string | null> {
  if (groupIds === undefined) return null;
  const wanted = [...new Set(groupIds)];
  if ((await store.knownGroups(wanted)) !== wanted.length) throw new Problem('GROUP_UNKNOWN');
  await store.setGroupsOf(id, wanted);
  return 'groups';
}

export async function shown(store: PeopleStore, agentId: string): Promise<UserShape> {
  const user = (await store.users()).find(({ id }) => id === agentId);
  if (!user) throw new Problem('NOT_FOUND');
  return user;
}
