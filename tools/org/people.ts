import { setTimeout as sleep } from 'node:timers/promises';
import { sf } from './sf.ts';
import { askOrg, type Org, query } from './sf-org.ts';

/** Someone who works in both: an agent of Care, and a user of the org. */
export interface Person {
  name: string;
  email: string;
  role: 'supervisor' | 'agent';
}

export interface OrgUser extends Person {
  username: string;
  userId: string;
}

/** The same people as in the demo: the end-to-end tests know them by name. The first is the org's own admin. */
export const ADMIN: Person = { name: 'Ines Okafor', email: 'ines.okafor@acme.example', role: 'supervisor' };
export const AGENTS: readonly Person[] = [
  { name: 'Jonas Lind', email: 'jonas.lind@acme.example', role: 'agent' },
  { name: 'Priya Raman', email: 'priya.raman@acme.example', role: 'agent' },
];

const GROUP = 'Care_Agents';
const GROUP_DEADLINE_MS = 10 * 60_000;

/**
 * Makes the two agents users of the org where they are not yet, and gives everybody what they need. Safe to
 * run again.
 *
 * @param pause between two looks at the group, in milliseconds
 */
export async function preparePeople(org: Org, pause = 5_000): Promise<OrgUser[]> {
  const { alias, username } = org;
  const [admin] = query<{ Id: string }>(alias, `SELECT Id FROM User WHERE Username = '${username}'`);
  const adminUser = { ...ADMIN, username, userId: admin!.Id };
  const users = AGENTS.map((agent) => findUser(alias, agent) ?? createUser(alias, agent));
  const group = await calculatedGroup(alias, pause);
  for (const set of query<{ Id: string }>(
    alias,
    "SELECT Id FROM PermissionSet WHERE Name IN ('Care_Admin', 'Care_Integration') AND NamespacePrefix = null",
  )) {
    assign(alias, adminUser.userId, 'PermissionSetId', set.Id);
  }
  for (const { userId } of users) assign(alias, userId, 'PermissionSetGroupId', group);
  return [adminUser, ...users];
}

function findUser(alias: string, agent: Person): OrgUser | null {
  const [found] = query<{ Id: string; Username: string }>(
    alias,
    `SELECT Id, Username FROM User WHERE Email = '${agent.email}' AND IsActive = true LIMIT 1`,
  );
  return found ? { ...agent, username: found.Username, userId: found.Id } : null;
}

/** User names are unique in all of Salesforce, so the org's id is appended. */
function createUser(alias: string, agent: Person): OrgUser {
  const [firstName = '', lastName = ''] = agent.name.split(' ');
  const { fields } = sf<{ fields: { id: string; username: string } }>([
    'org',
    'create',
    'user',
    '--target-org',
    alias,
    '--set-alias',
    `${alias}-${firstName.toLowerCase()}`,
    '--definition-file',
    'config/agent-user-def.json',
    '--set-unique-username',
    `username=${agent.email}`,
    `email=${agent.email}`,
    `firstName=${firstName}`,
    `lastName=${lastName}`,
  ]);
  return { ...agent, username: fields.username, userId: fields.id };
}

/** A group grants nothing until the org has added its sets up, which it does in its own time after a deploy. */
async function calculatedGroup(alias: string, pause: number): Promise<string> {
  const deadline = Date.now() + GROUP_DEADLINE_MS;
  for (;;) {
    const [group] = query<{ Id: string; Status: string }>(
      alias,
      `SELECT Id, Status FROM PermissionSetGroup WHERE DeveloperName = '${GROUP}'`,
    );
    if (!group) throw new Error(`The org has no permission set group ${GROUP}. Deploy the package first.`);
    if (group.Status === 'Updated') return group.Id;
    if (group.Status === 'Failed' || Date.now() > deadline) {
      throw new Error(
        `The permission set group ${GROUP} is ${group.Status}. In Setup, Permission Set Groups, press Recalculate.`,
      );
    }
    await sleep(pause);
  }
}

function assign(alias: string, userId: string, by: 'PermissionSetId' | 'PermissionSetGroupId', id: string) {
  const assigned = query(
    alias,
    `SELECT Id FROM PermissionSetAssignment WHERE AssigneeId = '${userId}' AND ${by} = '${id}'`,
  );
  if (assigned.length > 0) return;
  askOrg(alias, 'POST', '/sobjects/PermissionSetAssignment', { AssigneeId: userId, [by]: id });
}
