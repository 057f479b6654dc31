import type { OrgRecord, OrgUser, Reach } from '../core.ts';

export const mayEdit = (reach: Reach): boolean => reach === 'edit' || reach === 'full';

/** What a user may do with a record: rights on its object, as far as sharing reaches. */
export function recordAccess(
  user: OrgUser,
  row: OrgRecord | undefined,
): { read: boolean; edit: boolean; delete: boolean } {
  if (!row || row.deleted || !user.isActive) return { read: false, edit: false, delete: false };
  const rights = user.rights.object(row.object);
  const reach = user.rights.reach(row);
  return {
    read: rights.read && reach !== 'none',
    edit: rights.edit && mayEdit(reach),
    delete: rights.delete && reach === 'full',
  };
}
