import { derived } from '../schema/fields.ts';
import { setupView } from './setup-view.ts';

/** System permissions somebody's integration may need, of the many that UserPermissionAccess has. */
const PERMISSIONS = [
  'ApiEnabled',
  'ApproveUninstalledConnectedApps',
  'AssignPermissionSets',
  'CustomizeApplication',
  'ManageNamedCredentials',
  'ManageUsers',
  'ModifyAllData',
  'ViewAllData',
  'ViewAllUsers',
  'ViewSetup',
];

/** UserPermissionAccess (Object Reference): one row, about whoever asks. */
export const userPermissionAccess = setupView({
  name: 'UserPermissionAccess',
  keyPrefix: '0EP',
  fields: [derived('Id', 'id'), ...PERMISSIONS.map((name) => derived(`Permissions${name}`, 'boolean'))],
  rows: (_org, { id, rights }) => [
    {
      id,
      fields: {
        Id: id,
        ...Object.fromEntries(PERMISSIONS.map((name) => [`Permissions${name}`, rights.userPermission(name)])),
      },
    },
  ],
});
