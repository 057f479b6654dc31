import type { OrgRecord, OrgUser, OrgUsers } from '../core.ts';
import type { PermissionSet, PermissionSetGroup } from '../schema/permission-sets.ts';
import { parseRecordId } from '../schema/record-id.ts';
import type { OrgState } from '../state/org-state.ts';
import { rightsChangeOf } from './rights-changes.ts';
import type { Sharing } from './sharing.ts';
import { type Profile, userRights } from './user-rights.ts';

/** Facts: by user id, whose profile lost _API Enabled_. */
export const API_DISABLED = 'api-disabled';

/** Reads users, with their rights, out of the org's own rows: profile and permission set assignments count live. */
export class StoredUsers implements OrgUsers {
  constructor(
    private readonly state: OrgState,
    private readonly profiles: readonly Profile[],
    readonly permissionSets: readonly PermissionSet[],
    private readonly groups: readonly PermissionSetGroup[],
    private readonly sharing: Sharing,
  ) {}

  list(): readonly OrgUser[] {
    return [...this.state.rows('User')].map((row) => this.#user(row));
  }

  byId(id: string): OrgUser | null {
    const long = parseRecordId(id);
    const row = long ? this.state.row(long) : undefined;
    return row?.object === 'User' ? this.#user(row) : null;
  }

  byUsername(username: string): OrgUser | null {
    const wanted = username.trim().toLowerCase();
    for (const row of this.state.rows('User'))
      if (String(row.fields.Username).toLowerCase() === wanted) return this.#user(row);
    return null;
  }

  #user(row: OrgRecord): OrgUser {
    const text = (field: string) => String(row.fields[field] ?? '');
    const profileName = String(this.state.row(text('ProfileId'))?.fields.Name ?? '');
    const profile = this.profiles.find(({ name }) => name === profileName) ?? {
      name: profileName,
      administrator: false,
      worksWith: [],
    };
    const sets = this.#permissionSetsOf(row.id);
    const isApiEnabled = this.state.fact(API_DISABLED, row.id) === undefined;
    const rights = userRights(this.state.schema, {
      username: text('Username'),
      profile,
      sets,
      isApiEnabled,
      changed: (who) => rightsChangeOf(this.state, who),
    });
    return {
      id: row.id,
      username: text('Username'),
      name: text('Name'),
      firstName: text('FirstName'),
      lastName: text('LastName'),
      email: text('Email'),
      profile: profileName,
      isActive: row.fields.IsActive === true,
      isFrozen: loginOf(this.state, row.id)?.fields.IsFrozen === true,
      permissionSets: sets.map(({ name }) => name),
      customPermissions: new Set(sets.flatMap(({ customPermissions }) => customPermissions)),
      rights: { ...rights, reach: (record) => this.sharing.reach(row.id, rights, record) },
    };
  }

  #permissionSetsOf(userId: string): PermissionSet[] {
    const names = new Set<unknown>();
    for (const id of idsOf(this.state, 'PermissionSetAssignment', 'AssigneeId', userId)) {
      const { fields, deleted } = this.state.row(id) ?? { fields: {}, deleted: true };
      if (deleted) continue;
      names.add(this.state.row(String(fields.PermissionSetId))?.fields.Name);
      const group = this.state.row(String(fields.PermissionSetGroupId))?.fields.DeveloperName;
      for (const name of this.groups.find((one) => one.name === group)?.permissionSets ?? []) names.add(name);
    }
    return this.permissionSets.filter(({ name }) => names.has(name));
  }
}

/** A user's row in UserLogin; an org may have none for somebody who never signed in. */
export function loginOf(state: OrgState, userId: string): OrgRecord | undefined {
  const [id] = idsOf(state, 'UserLogin', 'UserId', userId);
  return id === undefined ? undefined : state.row(id);
}

function idsOf(state: OrgState, object: string, link: string, id: string): Iterable<string> {
  const field = state.schema.require(object).field(link);
  return (field && state.idsBy(object, field, id)) ?? [];
}

/** Deactivated and frozen people sign in nowhere, and what they had open is over. */
export const maySignIn = (user: OrgUser | null): user is OrgUser => user?.isActive === true && !user.isFrozen;
