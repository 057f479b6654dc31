import { z } from 'zod';
import { soql } from '../../../domain/soql.ts';
import { type Check, fine, listed, type Verdict, wrong } from './check.ts';
import { type OrgReader, Unread } from './org-reader.ts';

const Permissions = z.object({ PermissionsApiEnabled: z.boolean(), PermissionsViewAllData: z.boolean() });
const ObjectRights = z.object({ createable: z.boolean(), updateable: z.boolean() });
const Any = z.object({ Id: z.string() });

export interface SeenRights {
  apiEnabled: boolean;
  /** Null: the org does not say. */
  viewsAllCases: boolean | null;
  /** By object; null: not seen at all. */
  objects: Readonly<Record<string, z.output<typeof ObjectRights> | null>>;
}

/** What the holder of the default token may do is what Care may do when nobody in particular acts. */
export const integrationUserRightsCheck: Check = {
  code: 'integration_user_rights',
  title: 'Rights of the default user',
  setup: { path: 'Setup, Users, Permission Sets, Care Integration, Manage Assignments', page: 'PermSets' },
  async examine(org, { holder, mapping }) {
    try {
      const objects = ['Case', mapping.object];
      const [permissions, described, viewAll] = await Promise.all([
        org.query(
          soql`SELECT PermissionsApiEnabled, PermissionsViewAllData FROM UserPermissionAccess`,
          Permissions,
          'holder',
        ),
        Promise.all(
          objects.map((object) => org.find(`/sobjects/${object}/describe`, ObjectRights, 'holder')),
        ),
        viewsAllCases(org, holder.salesforceUserId),
      ]);
      const seen = {
        apiEnabled: permissions[0]?.PermissionsApiEnabled !== false,
        viewsAllCases: permissions[0]?.PermissionsViewAllData || viewAll,
        objects: Object.fromEntries(objects.map((object, at) => [object, described[at] ?? null])),
      };
      return decideRights(seen, holder.username);
    } catch (error) {
      if (!(error instanceof Unread) || !NO_API.has(error.code ?? '')) throw error;
      return decideRights({ apiEnabled: false, viewsAllCases: null, objects: {} }, holder.username);
    }
  },
};

const NO_API = new Set(['API_CURRENTLY_DISABLED', 'API_DISABLED_FOR_ORG']);

async function viewsAllCases(org: OrgReader, userId: string): Promise<boolean | null> {
  const sets = soql`SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${userId}`;
  const query = soql`SELECT Id FROM ObjectPermissions WHERE SobjectType = 'Case' AND PermissionsViewAllRecords = true AND ParentId IN (${sets}) LIMIT 1`;
  try {
    return (await org.query(query, Any, 'holder')).length > 0;
  } catch (error) {
    if (error instanceof Unread) return null;
    throw error;
  }
}

export function decideRights({ apiEnabled, viewsAllCases, objects }: SeenRights, username: string): Verdict {
  const remedy =
    'Assign the permission set Care Integration to this user, or let another user hold the default token.';
  if (!apiEnabled) {
    return wrong(
      'trouble',
      `${username} may not use the API (API Enabled): nothing reaches Salesforce.`,
      remedy,
    );
  }
  const lacking = Object.entries(objects).flatMap(([object, rights]) => [
    ...(rights?.createable ? [] : [`create ${object}`]),
    ...(rights?.updateable ? [] : [`edit ${object}`]),
  ]);
  if (lacking.length > 0) return wrong('trouble', `${username} may not ${listed(lacking)}.`, remedy);
  if (viewsAllCases === false) {
    const fact = `${username} may not View All on Case: changes are not followed live, and cases of others stay unseen.`;
    return wrong('warning', fact, remedy);
  }
  return fine(
    viewsAllCases
      ? `${username} may write cases and messages, and sees all cases.`
      : `${username} may write cases and messages.`,
  );
}
