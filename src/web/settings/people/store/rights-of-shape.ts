import type { RoleShape } from '../../../../api/roles.ts';
import type { Rights } from '../../../../domain/permission.ts';

/** What a role allows, to be compared with what somebody may do. */
export const rightsOfShape = ({ permissions, contactsAndCases }: RoleShape): Rights => ({
  permissions: new Set(permissions),
  contactsAndCases,
});
