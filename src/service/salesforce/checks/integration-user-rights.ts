import { z } from 'zod';
import { soql } from '../../../domain/soql.ts';
import { type Check, fine, listed, type Verdict, wrong } from './check.ts';
import { type OrgReader, Unread } from './org-reader.ts';

const Permissions = z.object({
  PermissionsApiEnabled: z.boolean(),
  PermissionsViewAllData: z.boolean(),
  PermissionsModifyAllData: z.boolean(),
});
const ObjectRights = z.object({ createable: z.boolean(), updateable: z.boolean() });
const ViewsAll = z.object({ PermissionsModifyAllRecords: z.boolean() });
/** Organization.DefaultCaseAccess (Object Reference): None, Read, Edit or ReadEditTransfer. */
const Defaults = z.object({ DefaultCaseAccess: z.string().nullable() });

export interface SeenRights {
  apiEnabled: boolean;
  /** Null: the org does not say. */
  viewsAllCases: boolean | null;
  /** May edit a Case that belongs to somebody else; null: the org does not say. */
  editsAllCases: boolean | null;
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
      const [permissions, described, onCases, access] = await Promise.all([
        org.query(
          soql`SELECT PermissionsApiEnabled, PermissionsViewAllData, PermissionsModifyAllData FROM UserPermissionAccess`,
          Permissions,
          'holder',
        ),
        Promise.all(
          objects.map((object) => org.find(`/sobjects/${object}/describe`, ObjectRights, 'holder')),
        ),
        rightsOnAllCases(org, holder.salesforceUserId),
        defaultCaseAccess(org),
      ]);
      const all = permissions[0];
      const shared = access === null ? null : access.includes('Edit');
      const seen = {
        apiEnabled: all?.PermissionsApiEnabled !== false,
        viewsAllCases: all?.PermissionsViewAllData || (onCases?.view ?? null),
        editsAllCases:
          all?.PermissionsModifyAllData || shared || (shared === false && onCases ? onCases.modify : null),
        objects: Object.fromEntries(objects.map((object, at) => [object, described[at] ?? null])),
      };
      return decideRights(seen, holder.username);
    } catch (error) {
      if (!(error instanceof Unread) || !NO_API.has(error.code ?? '')) throw error;
      return decideRights(
        { apiEnabled: false, viewsAllCases: null, editsAllCases: null, objects: {} },
        holder.username,
      );
    }
  },
};

const NO_API = new Set(['API_CURRENTLY_DISABLED', 'API_DISABLED_FOR_ORG']);

interface RightsOnAll {
  view: boolean;
  modify: boolean;
}

async function rightsOnAllCases(org: OrgReader, userId: string): Promise<RightsOnAll | null> {
  const sets = soql`SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = ${userId}`;
  const query = soql`SELECT PermissionsModifyAllRecords FROM ObjectPermissions WHERE SobjectType = 'Case' AND PermissionsViewAllRecords = true AND ParentId IN (${sets})`;
  // About the holder whoever asks: to read this takes View Setup, which the holder need not have.
  const found = await whereTold(org.query(query, ViewsAll));
  return found && { view: found.length > 0, modify: found.some((one) => one.PermissionsModifyAllRecords) };
}

/** What everybody may do with a Case of somebody else by the org's sharing defaults. */
async function defaultCaseAccess(org: OrgReader): Promise<string | null> {
  const found = await whereTold(
    org.query(soql`SELECT DefaultCaseAccess FROM Organization`, Defaults, 'holder'),
  );
  return found?.[0]?.DefaultCaseAccess ?? null;
}

const whereTold = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (error instanceof Unread) return null;
    throw error;
  });

export function decideRights(seen: SeenRights, username: string): Verdict {
  const { apiEnabled, viewsAllCases, editsAllCases, objects } = seen;
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
  if (editsAllCases === false) {
    return wrong(
      'warning',
      `Cases are not open to everybody in this org, and ${username} may not Modify All on Case: what Care changes on a Case of somebody else is refused.`,
      'Give this user a permission set with Modify All Records on Case. Where a sharing rule lets them edit these Cases, there is nothing to do.',
    );
  }
  return fine(
    viewsAllCases
      ? `${username} may write cases and messages, and sees all cases.`
      : `${username} may write cases and messages.`,
  );
}
