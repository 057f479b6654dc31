import type { OrgRecord, OrgUser } from '../core.ts';

/**
 * What a user may do with a record. Sharing is kept simple: every object is public read and write, so rights on the
 * object decide; a detail's rights are those on its own object.
 */
export function recordAccess(
  user: OrgUser,
  row: OrgRecord | undefined,
): { read: boolean; edit: boolean; delete: boolean } {
  if (!row || row.deleted || !user.isActive) return { read: false, edit: false, delete: false };
  const rights = user.rights.object(row.object);
  return { read: rights.read, edit: rights.edit, delete: rights.delete };
}
