import type { ObjectRights, OrgSchema, UserRights } from '../core.ts';
import type { PermissionSet } from '../schema/permission-sets.ts';
import type { FieldAccess, RightsChange } from './rights-changes.ts';

/** What a standard profile gives; permission sets only ever add to it. */
export interface Profile {
  readonly name: string;
  readonly administrator: boolean;
  /** Standard objects its users may read, create and edit. */
  readonly worksWith: readonly string[];
}

/** Setup objects every internal user may read (Object Reference, each object's access rules). */
const READABLE_BY_ALL: ReadonlySet<string> = new Set([
  'User',
  'Profile',
  'Group',
  'Organization',
  'RecordType',
  'CaseStatus',
  'PermissionSet',
  'PermissionSetAssignment',
  'PermissionSetGroup',
  'GroupMember',
  'UserRole',
]);

const NONE: ObjectRights = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false,
};
const ALL: ObjectRights = {
  read: true,
  create: true,
  edit: true,
  delete: true,
  viewAll: true,
  modifyAll: true,
};

const LEVELS: readonly FieldAccess[] = ['hidden', 'read', 'edit'];
const higher = (left: FieldAccess, right: FieldAccess) =>
  LEVELS.indexOf(left) < LEVELS.indexOf(right) ? right : left;

/** Whose rights are added up: `changed` says what Setup changed of a profile, a permission set or a user by name. */
export interface RightsOf {
  readonly username: string;
  readonly profile: Profile;
  readonly sets: readonly PermissionSet[];
  readonly isApiEnabled: boolean;
  changed(who: string): RightsChange;
}

/** Adds profile and permission sets up, as the platform does: the widest grant wins. Sharing comes on top. */
export function userRights(
  schema: OrgSchema,
  { username, profile, sets, isApiEnabled, changed }: RightsOf,
): Omit<UserRights, 'reach'> {
  const forUser = changed(username);
  const forProfile = changed(profile.name);
  const forSets = sets.map((set) => ({ set, change: changed(set.name) }));
  const object = (name: string): ObjectRights => {
    const own = profile.worksWith.includes(name) ? { ...NONE, read: true, create: true, edit: true } : NONE;
    const base = READABLE_BY_ALL.has(name) ? { ...own, read: true, viewAll: true } : own;
    const open = profile.administrator
      ? ALL
      : schema.object(name)?.openToAll
        ? { ...ALL, modifyAll: false }
        : base;
    const granted = forSets
      .map(({ set, change }) => ({ ...(set.objects.get(name) ?? NONE), ...change.objects[name] }))
      .reduce(widest, { ...open, ...forProfile.objects[name] });
    return { ...granted, ...forUser.objects[name] };
  };
  /** Field-level security: required fields are open to everybody, others to whom a profile or permission set gives them. */
  const field = (objectName: string, fieldName: string): FieldAccess => {
    const schemaOf = schema.object(objectName);
    const found = schemaOf?.field(fieldName);
    if (!schemaOf || !found) return 'hidden';
    const name = `${schemaOf.name}.${found.name}`;
    // What a person account shows of its contact is as open as the contact's field (_reading_).
    if (found.personOf !== undefined && !found.required) return field('Contact', found.personOf);
    const last = forUser.fields[name];
    if (last) return last;
    if (found.required) return 'edit';
    return forSets
      .map(({ set, change }) => change.fields[name] ?? accessOf(set.fields.get(name)))
      .reduce(higher, forProfile.fields[name] ?? (found.openToAll ? 'edit' : 'hidden'));
  };
  const recordType = (name: string) => {
    const [objectName = '', typeName] = name.split('.');
    const type = schema.object(objectName)?.recordTypes.find((one) => one.name === typeName);
    const { availableTo = [] } = type ?? {};
    return (
      availableTo === null ||
      availableTo.includes(profile.name) ||
      sets.some((set) => availableTo.includes(set.name) || set.recordTypes.includes(name))
    );
  };
  const hasUserPermission = (name: string) =>
    profile.administrator || sets.some((set) => set.userPermissions.includes(name));
  return {
    viewAllData: hasUserPermission('ViewAllData'),
    modifyAllData: hasUserPermission('ModifyAllData'),
    customizeApplication: hasUserPermission('CustomizeApplication'),
    apiEnabled: isApiEnabled,
    approveUninstalledApps: hasUserPermission('ApproveUninstalledConnectedApps'),
    userPermission: (name) => (name === 'ApiEnabled' ? isApiEnabled : hasUserPermission(name)),
    object,
    canRead: (objectName, fieldName) => field(objectName, fieldName) !== 'hidden',
    canEdit: (objectName, fieldName) => field(objectName, fieldName) === 'edit',
    apexClass: (name) => profile.administrator || sets.some((set) => set.apexClasses.includes(name)),
    apexPage: (name) => profile.administrator || sets.some((set) => set.apexPages.includes(name)),
    recordType,
    defaultRecordType: (objectName) =>
      schema
        .object(objectName)
        ?.recordTypes.find(({ active, defaultFor }) => active && defaultFor.includes(profile.name))?.name ??
      null,
    tab: (name) => profile.administrator || sets.some((set) => set.tabs.includes(name)),
    application: (name) => profile.administrator || sets.some((set) => set.applications.includes(name)),
    externalCredential: (name) =>
      sets.some((set) => set.principals.some((principal) => principal.startsWith(`${name}-`))),
  };
}

const accessOf = (editable: boolean | undefined): FieldAccess =>
  editable === undefined ? 'hidden' : editable ? 'edit' : 'read';

function widest(left: ObjectRights, right: ObjectRights): ObjectRights {
  return {
    read: left.read || right.read,
    create: left.create || right.create,
    edit: left.edit || right.edit,
    delete: left.delete || right.delete,
    viewAll: left.viewAll || right.viewAll,
    modifyAll: left.modifyAll || right.modifyAll,
  };
}
