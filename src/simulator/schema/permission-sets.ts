import type { ObjectRights } from '../core.ts';
import { flagOf, type MetadataFiles, type MetadataNode, nodesOf, textOf } from './metadata-files.ts';

/** What one permission set of the package grants. */
export interface PermissionSet {
  readonly name: string;
  readonly label: string;
  readonly objects: ReadonlyMap<string, ObjectRights>;
  /** `Case.Care_Version__c` -> may edit. Being listed means may read. */
  readonly fields: ReadonlyMap<string, boolean>;
  readonly customPermissions: readonly string[];
  readonly userPermissions: readonly string[];
  /** `External_Credential-Principal`. */
  readonly principals: readonly string[];
  readonly apexClasses: readonly string[];
  readonly apexPages: readonly string[];
  /** `Object.Record_Type`. */
  readonly recordTypes: readonly string[];
  /** Custom tabs and custom objects' tabs it shows. */
  readonly tabs: readonly string[];
  readonly applications: readonly string[];
}

/** Several permission sets to assign at once. */
export interface PermissionSetGroup {
  readonly name: string;
  readonly label: string;
  readonly permissionSets: readonly string[];
}

export function loadPermissionSetGroups(files: MetadataFiles): PermissionSetGroup[] {
  return files.read('permissionsetgroups', 'permissionsetgroup').map(({ name, root }) => ({
    name,
    label: textOf(root, 'label') ?? name,
    permissionSets: (root.permissionSets ?? []).map(String),
  }));
}

export function loadPermissionSets(files: MetadataFiles): PermissionSet[] {
  const known = new Set(files.read('customPermissions', 'customPermission').map(({ name }) => name));
  return files.read('permissionsets', 'permissionset').map(({ name, root }) => {
    const customPermissions = enabled(root, 'customPermissions');
    const unknown = customPermissions.find((permission) => !known.has(permission));
    if (unknown) {
      throw new Error(
        `Failed to read permission set "${name}": custom permission "${unknown}" does not exist. Add its file.`,
      );
    }
    return {
      name,
      label: textOf(root, 'label') ?? name,
      objects: new Map(
        nodesOf(root, 'objectPermissions').map((node) => [textOf(node, 'object') ?? '', objectRights(node)]),
      ),
      fields: new Map(
        nodesOf(root, 'fieldPermissions')
          .filter((node) => flagOf(node, 'readable'))
          .map((node) => [textOf(node, 'field') ?? '', flagOf(node, 'editable')]),
      ),
      customPermissions,
      userPermissions: enabled(root, 'userPermissions'),
      principals: enabled(root, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal'),
      apexClasses: enabled(root, 'classAccesses', 'apexClass'),
      apexPages: enabled(root, 'pageAccesses', 'apexPage'),
      recordTypes: nodesOf(root, 'recordTypeVisibilities')
        .filter((node) => flagOf(node, 'visible'))
        .flatMap((node) => textOf(node, 'recordType') ?? []),
      tabs: nodesOf(root, 'tabSettings')
        .filter((node) => ['Available', 'Visible'].includes(textOf(node, 'visibility') ?? ''))
        .flatMap((node) => textOf(node, 'tab') ?? []),
      applications: nodesOf(root, 'applicationVisibilities')
        .filter((node) => flagOf(node, 'visible'))
        .flatMap((node) => textOf(node, 'application') ?? []),
    };
  });
}

function enabled(root: MetadataNode, element: string, key = 'name'): string[] {
  return nodesOf(root, element)
    .filter((node) => flagOf(node, 'enabled'))
    .flatMap((node) => textOf(node, key) ?? []);
}

function objectRights(node: MetadataNode): ObjectRights {
  return {
    read: flagOf(node, 'allowRead'),
    create: flagOf(node, 'allowCreate'),
    edit: flagOf(node, 'allowEdit'),
    delete: flagOf(node, 'allowDelete'),
    viewAll: flagOf(node, 'viewAllRecords'),
    modifyAll: flagOf(node, 'modifyAllRecords'),
  };
}
