import type { GroupShape } from '../../api/people.ts';
import { newId } from '../ids.ts';
import type { Tx } from './database.ts';

/** By name, with members by name. */
export async function listGroups(tx: Tx): Promise<GroupShape[]> {
  const groups = await tx.selectFrom('agent_group').select(['id', 'name']).orderBy('name').execute();
  const members = await tx
    .selectFrom('agent_group_member as m')
    .innerJoin('agent as a', 'a.id', 'm.agent_id')
    .select(['m.group_id', 'a.id', 'a.name'])
    .orderBy('a.name')
    .execute();
  return groups.map((group) => ({
    ...group,
    members: members.filter((each) => each.group_id === group.id).map(({ id, name }) => ({ id, name })),
  }));
}

export async function countGroups(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  return (await tx.selectFrom('agent_group').select('id').where('id', 'in', ids).execute()).length;
}

export async function addGroup(
  tx: Tx,
  accountId: string,
  name: string,
  memberIds: readonly string[],
): Promise<string> {
  const id = newId('group');
  await tx.insertInto('agent_group').values({ id, account_id: accountId, name }).execute();
  await addMembers(
    tx,
    accountId,
    memberIds.map((agentId) => [id, agentId]),
  );
  return id;
}

export async function changeGroup(
  tx: Tx,
  accountId: string,
  groupId: string,
  name: string,
  memberIds: readonly string[],
): Promise<void> {
  await tx.updateTable('agent_group').set({ name }).where('id', '=', groupId).execute();
  await tx.deleteFrom('agent_group_member').where('group_id', '=', groupId).execute();
  await addMembers(
    tx,
    accountId,
    memberIds.map((agentId) => [groupId, agentId]),
  );
}

export async function setGroupsOf(
  tx: Tx,
  accountId: string,
  agentId: string,
  groupIds: readonly string[],
): Promise<void> {
  await tx.deleteFrom('agent_group_member').where('agent_id', '=', agentId).execute();
  await addMembers(
    tx,
    accountId,
    groupIds.map((groupId) => [groupId, agentId]),
  );
}

async function addMembers(
  tx: Tx,
  accountId: string,
  pairs: readonly (readonly [groupId: string, agentId: string])[],
): Promise<void> {
  if (pairs.length === 0) return;
  await tx
    .insertInto('agent_group_member')
    .values(pairs.map(([group_id, agent_id]) => ({ account_id: accountId, group_id, agent_id })))
    .execute();
}
