import {
  CARE_PERMISSIONS,
  type ContactsAndCases,
  PERMISSIONS,
  type Permission,
  type Rights,
} from './permission.ts';

/** Roles every account has. They cannot be changed, so that *Admin* means the same in every account. */
export const BUILT_IN_ROLES = ['admin', 'supervisor', 'agent'] as const;
export type BuiltInRole = (typeof BUILT_IN_ROLES)[number];

/** Choices of *Care access*: sets of Care's permissions that have a name. */
const AGENT_CARE_PERMISSIONS: readonly Permission[] = [
  'manage_cases',
  'delete_cases',
  'access_care_reporting',
];

const BUILT_IN_PERMISSIONS: Readonly<Record<BuiltInRole, readonly Permission[]>> = {
  admin: PERMISSIONS,
  supervisor: [...CARE_PERMISSIONS, 'view_salesforce_accounts'],
  agent: [...AGENT_CARE_PERMISSIONS, 'view_salesforce_accounts'],
};

/** What a role says: of a built-in one its name alone. */
export interface RoleDefinition {
  builtIn: BuiltInRole | null;
  permissions: readonly Permission[];
  contactsAndCases: ContactsAndCases;
}

/** What a role allows. A built-in role gets what a later version of the product adds to it. */
export const rightsOfRole = ({ builtIn, permissions, contactsAndCases }: RoleDefinition): Rights =>
  builtIn === null
    ? { permissions: new Set(permissions), contactsAndCases }
    : { permissions: new Set(BUILT_IN_PERMISSIONS[builtIn]), contactsAndCases: 'modify' };

export const CARE_ACCESS = ['none', 'agent', 'supervisor', 'custom'] as const;
export type CareAccess = (typeof CARE_ACCESS)[number];

/** The permissions of a choice of *Care access*. */
export const CARE_ACCESS_PERMISSIONS: Readonly<Record<Exclude<CareAccess, 'custom'>, readonly Permission[]>> =
  { none: [], agent: AGENT_CARE_PERMISSIONS, supervisor: CARE_PERMISSIONS };

/** Which choice of *Care access* these permissions are. */
export function careAccessOf(permissions: ReadonlySet<Permission>): CareAccess {
  const held = CARE_PERMISSIONS.filter((each) => permissions.has(each));
  const same = (choice: readonly Permission[]): boolean =>
    choice.length === held.length && held.every((each) => choice.includes(each));
  const named = (['none', 'agent', 'supervisor'] as const).find((each) =>
    same(CARE_ACCESS_PERMISSIONS[each]),
  );
  return named ?? 'custom';
}
