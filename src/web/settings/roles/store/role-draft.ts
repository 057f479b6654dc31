import type { RoleShape } from '../../../../api/roles.ts';
import {
  CARE_PERMISSIONS,
  type ContactsAndCases,
  PERMISSIONS,
  type Permission,
} from '../../../../domain/permission.ts';
import { CARE_ACCESS_PERMISSIONS, type CareAccess } from '../../../../domain/role.ts';

/** What can be said about a role. */
export interface RoleDraft {
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly contactsAndCases: ContactsAndCases;
}

export const NEW_ROLE: RoleDraft = {
  name: '',
  permissions: new Set(CARE_ACCESS_PERMISSIONS.agent),
  contactsAndCases: 'none',
};

export const draftOf = ({ name, permissions, contactsAndCases }: RoleShape): RoleDraft => ({
  name,
  permissions: new Set(permissions),
  contactsAndCases,
});

export const sameDraft = (a: RoleDraft, b: RoleDraft): boolean =>
  a.name.trim() === b.name.trim() &&
  a.contactsAndCases === b.contactsAndCases &&
  PERMISSIONS.every((each) => a.permissions.has(each) === b.permissions.has(each));

/** With one permission more or less. */
export function withPermission(draft: RoleDraft, permission: Permission, isHeld: boolean): RoleDraft {
  const permissions = new Set(draft.permissions);
  if (isHeld) permissions.add(permission);
  else permissions.delete(permission);
  return { ...draft, permissions };
}

/** With the permissions of a choice of *Care access*; those of other sections stay. */
export function withCareAccess(draft: RoleDraft, access: Exclude<CareAccess, 'custom'>): RoleDraft {
  const others = [...draft.permissions].filter(
    (each) => !(CARE_PERMISSIONS as readonly Permission[]).includes(each),
  );
  return { ...draft, permissions: new Set([...CARE_ACCESS_PERMISSIONS[access], ...others]) };
}
