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
