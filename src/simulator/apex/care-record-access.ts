import type { OrgCore, OrgUser } from '../core.ts';

/** TWIN of CareRecordAccess.cls: of these, the Cases and Leads the running user may read. Change both together. */
export async function readableByUser(
  org: OrgCore,
  user: OrgUser,
  recordIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const id of recordIds) {
    const object = org.schema.objectOfId(id)?.name;
    if (object !== 'Case' && object !== 'Lead') continue;
    if (await org.records.get(user, id)) found.add(id);
  }
  return found;
}
