import { derived, field, text } from '../schema/fields.ts';
import { setupView } from './setup-view.ts';

/** ObjectPermissions (Object Reference): a permission set's rights on an object. Those of profiles are not there. */
export const objectPermissions = setupView({
  name: 'ObjectPermissions',
  keyPrefix: '110',
  fields: [
    derived('Id', 'id'),
    field('ParentId', 'reference', { referenceTo: ['PermissionSet'], relationshipName: 'Parent' }),
    text('SobjectType', 255),
    ...['Read', 'Create', 'Edit', 'Delete', 'ViewAllRecords', 'ModifyAllRecords'].map((right) =>
      field(`Permissions${right}`, 'boolean'),
    ),
  ],
  rows: ({ state, users }) =>
    [...state.rows('PermissionSet')].flatMap((set) => {
      const known = users.permissionSets.find(({ name }) => name === set.fields.Name);
      return [...(known?.objects ?? [])].map(([object, rights], at) => ({
        id: `110${set.id.slice(3, 12)}${String(at).padStart(6, '0')}`,
        fields: {
          ParentId: set.id,
          SobjectType: object,
          PermissionsRead: rights.read,
          PermissionsCreate: rights.create,
          PermissionsEdit: rights.edit,
          PermissionsDelete: rights.delete,
          PermissionsViewAllRecords: rights.viewAll,
          PermissionsModifyAllRecords: rights.modifyAll,
        },
      }));
    }),
});
