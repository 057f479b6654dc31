import type { GroupInput, GroupShape } from '../../api/people.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { Problem } from '../problem.ts';
import type { PeoplePorts, PeopleStore } from './people-ports.ts';

export const listGroups = (ports: PeoplePorts, actor: AgentActor): Promise<GroupShape[]> =>
  ports.inAccount(actor.accountId, (store) => store.groups());

/**
 * @param groupId null: a new group.
 * @throws Problem NOT_FOUND, GROUP_NAME_TAKEN, AGENT_UNKNOWN
 */
export const saveGroup = (
  ports: PeoplePorts,
  actor: AgentActor,
  groupId: string | null,
  { name, memberIds }: GroupInput,
): Promise<GroupShape> =>
  ports.inAccount(actor.accountId, async (store) => {
    await store.takeTurn();
    if (groupId !== null && (await store.knownGroups([groupId])) === 0) throw new Problem('NOT_FOUND');
    const named = await store.groupNamed(name);
    if (named && named.id !== groupId) throw new Problem('GROUP_NAME_TAKEN');
    const members = [...new Set(memberIds)];
    if ((await store.knownAgents(members)) !== members.length) throw new Problem('AGENT_UNKNOWN');
    const id = await save(store, groupId, name, members);
    const group = (await store.groups()).find((each) => each.id === id);
    if (!group) throw new Problem('NOT_FOUND');
    return group;
  });

async function save(
  store: PeopleStore,
  groupId: string | null,
  name: string,
  members: readonly string[],
): Promise<string> {
  if (groupId === null) return store.addGroup(name, members);
  await store.changeGroup(groupId, name, members);
  return groupId;
}

/** @throws Problem NOT_FOUND */
export const deleteGroup = (ports: PeoplePorts, actor: AgentActor, groupId: string): Promise<void> =>
  ports.inAccount(actor.accountId, async (store) => {
    if (!(await store.removeGroup(groupId))) throw new Problem('NOT_FOUND');
  });
