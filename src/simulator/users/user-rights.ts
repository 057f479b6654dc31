import type { ObjectRights, OrgSchema, UserRights } from '../core.ts';
import type { PermissionSet } from '../schema/permission-sets.ts';

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

/** Adds profile and permission sets up, as the platform does: the widest grant wins. Sharing comes on top. */
export function userRights(
  profile: Profile,
  sets: readonly PermissionSet[],
  schema: OrgSchema,
  isApiEnabled: boolean,
): Omit<UserRights, 'reach'> {
  const object = (name: string): ObjectRights => {
    if (profile.administrator) return ALL;
    const own = profile.worksWith.includes(name) ? { ...NONE, read: true, create: true, edit: true } : NONE;
    const base = READABLE_BY_ALL.has(name) ? { ...own, read: true, viewAll: true } : own;
    return sets.map((set) => set.objects.get(name) ?? NONE).reduce(widest, base);
  };
  /** Field-level security: standard and required fields are open here; the package's need a permission set. */
  const field = (
    objectName: string,
    fieldName: string,
    allowed: (editable: boolean | undefined) => boolean,
  ) => {
    const schemaOf = schema.object(objectName);
    const found = schemaOf?.field(fieldName);
    if (!schemaOf || !found) return false;
    if (!found.custom || found.required) return true;
    return sets.some((set) => allowed(set.fields.get(`${schemaOf.name}.${found.name}`)));
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
    canRead: (objectName, fieldName) => field(objectName, fieldName, (editable) => editable !== undefined),
    canEdit: (objectName, fieldName) => field(objectName, fieldName, (editable) => editable === true),
    apexClass: (name) => profile.administrator || sets.some((set) => set.apexClasses.includes(name)),
    apexPage: (name) => profile.administrator || sets.some((set) => set.apexPages.includes(name)),
    recordType: (name) => profile.administrator || sets.some((set) => set.recordTypes.includes(name)),
    tab: (name) => profile.administrator || sets.some((set) => set.tabs.includes(name)),
    application: (name) => profile.administrator || sets.some((set) => set.applications.includes(name)),
    externalCredential: (name) =>
      sets.some((set) => set.principals.some((principal) => principal.startsWith(`${name}-`))),
  };
}

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
