import type { GroupShape, UserShape } from '../../api/people.ts';
import type { RoleInput, RoleShape } from '../../api/roles.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { Rights } from '../../domain/permission.ts';
import type { BuiltInRole } from '../../domain/role.ts';

/** What the use cases of roles, users and groups need from the world. */
export interface PeoplePorts {
  /** One transaction that sees this account and no other. */
  inAccount<T>(accountId: string, work: (store: PeopleStore) => Promise<T>): Promise<T>;
}

export interface KnownRole {
  id: string;
  name: string;
  builtIn: BuiltInRole | null;
  rights: Rights;
}

export interface Person {
  id: string;
  name: string;
  active: boolean;
  invited: boolean;
  role: KnownRole;
}

/** The account's people inside one transaction. */
export interface PeopleStore {
  /**
   * Makes changes of roles and people take turns, so that what was checked still holds when it is written: two
   * admins who demote each other, two roles of one name.
   */
  takeTurn(): Promise<void>;

  roles(): Promise<RoleShape[]>;
  role(roleId: string): Promise<KnownRole | null>;
  roleNamed(name: string): Promise<{ id: string } | null>;
  addRole(role: RoleInput): Promise<string>;
  changeRole(roleId: string, role: RoleInput): Promise<void>;
  removeRole(roleId: string): Promise<void>;
  /** Names of those who have it, active or not. */
  namesWithRole(roleId: string): Promise<string[]>;

  users(): Promise<UserShape[]>;
  person(agentId: string): Promise<Person | null>;
  activeAdmins(): Promise<number>;
  setRole(agentId: string, roleId: string): Promise<void>;
  activate(agentId: string): Promise<void>;
  /** Ends sessions, what is open in Salesforce and every link that would open another. */
  deactivate(agentId: string): Promise<void>;
  setGroupsOf(agentId: string, groupIds: readonly string[]): Promise<void>;
  /** @returns null when somebody has this e-mail address. */
  addInvited(person: { email: string; name: string; roleId: string }): Promise<string | null>;

  /** Their invitation goes by e-mail, as soon as may be; links before it end. */
  mailInvitation(agentId: string, invitedBy: string): Promise<void>;

  groups(): Promise<GroupShape[]>;
  groupNamed(name: string): Promise<{ id: string } | null>;
  /** Which of these there are. */
  knownGroups(groupIds: readonly string[]): Promise<number>;
  knownAgents(agentIds: readonly string[]): Promise<number>;
  addGroup(name: string, memberIds: readonly string[]): Promise<string>;
  changeGroup(groupId: string, name: string, memberIds: readonly string[]): Promise<void>;
  removeGroup(groupId: string): Promise<boolean>;

  audit(actor: AgentActor, kind: PeopleAuditKind, subject: string, detail: string | null): Promise<void>;
}

export type PeopleAuditKind =
  | 'role.added'
  | 'role.changed'
  | 'role.removed'
  | 'person.invited'
  | 'person.changed';
