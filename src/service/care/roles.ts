import type { RoleInput, RoleShape } from '../../api/roles.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { covers, type Rights } from '../../domain/permission.ts';
import { Problem } from '../problem.ts';
import type { KnownRole, PeoplePorts, PeopleStore } from './people-ports.ts';

export const listRoles = (ports: PeoplePorts, actor: AgentActor): Promise<RoleShape[]> =>
  ports.inAccount(actor.accountId, (store) => store.roles());

/** @throws Problem ROLE_NAME_TAKEN, ROLE_EXCEEDS_YOURS */
export const createRole = (ports: PeoplePorts, actor: AgentActor, input: RoleInput): Promise<RoleShape> =>
  ports.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    refuseMoreThanOwn(actor, input.name, rightsOf(input));
    if (await store.roleNamed(input.name)) throw new Problem('ROLE_NAME_TAKEN');
    const id = await store.addRole(input);
    await store.audit(actor, 'role.added', input.name, null);
    return shown(store, id);
  });

/** @throws Problem NOT_FOUND, ROLE_BUILT_IN, ROLE_NAME_TAKEN, ROLE_EXCEEDS_YOURS */
export const changeRole = (
  ports: PeoplePorts,
  actor: AgentActor,
  roleId: string,
  input: RoleInput,
): Promise<RoleShape> =>
  ports.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    const role = await changeable(store, actor, roleId);
    refuseMoreThanOwn(actor, input.name, rightsOf(input));
    const named = await store.roleNamed(input.name);
    if (named && named.id !== roleId) throw new Problem('ROLE_NAME_TAKEN');
    await store.changeRole(roleId, input);
    const renamed = role.name === input.name ? null : `now ${input.name}`;
    await store.audit(actor, 'role.changed', role.name, renamed);
    return shown(store, roleId);
  });

/** @throws Problem NOT_FOUND, ROLE_BUILT_IN, ROLE_IN_USE, ROLE_EXCEEDS_YOURS */
export const deleteRole = (ports: PeoplePorts, actor: AgentActor, roleId: string): Promise<void> =>
  ports.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    const role = await changeable(store, actor, roleId);
    const names = await store.namesWithRole(roleId);
    if (names.length > 0) throw new Problem('ROLE_IN_USE', `${someOf(names)} ${have(names)} it.`);
    await store.removeRole(roleId);
    await store.audit(actor, 'role.removed', role.name, null);
  });

/**
 * Nobody gives rights that they do not have, nor takes them from who has more: or managing users would be a way to
 * everything.
 */
export function refuseMoreThanOwn(actor: AgentActor, roleName: string, rights: Rights): void {
  if (covers(actor, rights)) return;
  throw new Problem('ROLE_EXCEEDS_YOURS', `The role ${roleName} may do more than yours, ${actor.roleName}.`);
}

async function changeable(store: PeopleStore, actor: AgentActor, roleId: string): Promise<KnownRole> {
  const role = await store.role(roleId);
  if (!role) throw new Problem('NOT_FOUND');
  if (role.builtIn !== null) throw new Problem('ROLE_BUILT_IN');
  refuseMoreThanOwn(actor, role.name, role.rights);
  return role;
}

const rightsOf = ({ permissions, contactsAndCases }: RoleInput): Rights => ({
  permissions: new Set(permissions),
  contactsAndCases,
});

async function shown(store: PeopleStore, roleId: string): Promise<RoleShape> {
  const role = (await store.roles()).find(({ id }) => id === roleId);
  if (!role) throw new Problem('NOT_FOUND');
  return role;
}

const NAMED = 3;

const someOf = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(' and ');

const have = ({ length }: readonly string[]): string => (length === 1 ? 'has' : 'have');
