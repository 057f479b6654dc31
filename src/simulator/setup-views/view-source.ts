import type { OrgRecord, OrgUser, UserRights } from '../core.ts';
import type { Org } from '../org.ts';
import { LoadedSchema } from '../schema/org-schema.ts';
import type { RowSource } from '../soql/path.ts';
import type { QueryReader } from '../soql/run-query.ts';
import { externalClientApps, flexiPages, namedCredentials } from './components.ts';
import { entityDefinitions, fieldDefinitions } from './entity-definitions.ts';
import { eventChannelMembers, eventChannels } from './event-channels.ts';
import { installedPackages, subscriberPackages, subscriberPackageVersions } from './installed-packages.ts';
import { objectPermissions } from './object-permissions.ts';
import type { SetupView } from './setup-view.ts';
import { userPermissionAccess } from './user-permission-access.ts';
import { validationRules } from './validation-rules.ts';

const VIEWS: readonly SetupView[] = [
  entityDefinitions,
  fieldDefinitions,
  userPermissionAccess,
  objectPermissions,
  namedCredentials,
  externalClientApps,
  flexiPages,
  validationRules,
  eventChannels,
  eventChannelMembers,
  installedPackages,
  subscriberPackages,
  subscriberPackageVersions,
];
/** What anybody may ask; the rest needs View Setup and Configuration. */
const OPEN: ReadonlySet<string> = new Set(['EntityDefinition', 'FieldDefinition', 'UserPermissionAccess']);

/** A reader of the setup objects that are worked out, for a query that asks one of them; null for any other object. */
export function viewReader(
  org: Org,
  reader: QueryReader,
  object: string,
  tooling: boolean,
): QueryReader | null {
  const name = object.toLowerCase();
  const view = VIEWS.find((one) => one.object.name.toLowerCase() === name && (tooling || !one.toolingOnly));
  if (!view) return null;
  const { user } = reader;
  if (!OPEN.has(view.object.name) && !user.rights.userPermission('ViewSetup')) return null;
  return { ...reader, state: new ViewSource(org, reader.state, user), user: seesSetup(user) };
}

/** The org's own rows with the views' beside them; a view's rows are worked out once a query. */
class ViewSource implements RowSource {
  readonly schema: LoadedSchema;
  readonly #rows = new Map<string, readonly OrgRecord[]>();

  constructor(
    private readonly org: Org,
    private readonly base: RowSource,
    private readonly user: OrgUser,
  ) {
    this.schema = new LoadedSchema(
      [...base.schema.list(), ...VIEWS.map(({ object }) => object)],
      base.schema.apiVersion,
    );
  }

  row(id: string): OrgRecord | undefined {
    const own = this.base.row(id);
    if (own) return own;
    for (const { object } of VIEWS) {
      const found = this.#viewRows(object.name)?.find((row) => row.id === id);
      if (found) return found;
    }
    return undefined;
  }

  rows(object: string): Iterable<OrgRecord> {
    return this.#viewRows(object) ?? this.base.rows(object);
  }

  idsBy(...[object, field, value]: Parameters<RowSource['idsBy']>): ReadonlySet<string> | null {
    return VIEWS.some((view) => view.object.name === object) ? null : this.base.idsBy(object, field, value);
  }

  #viewRows(object: string): readonly OrgRecord[] | null {
    const view = VIEWS.find((one) => one.object.name === object);
    if (!view) return null;
    const rows = this.#rows.get(object) ?? view.rows(this.org, this.user);
    this.#rows.set(object, rows);
    return rows;
  }
}

/** Rights on a view come with the view: its rows are no records. */
function seesSetup(user: OrgUser): OrgUser {
  const rights: UserRights = {
    ...user.rights,
    object: (name) =>
      VIEWS.some((view) => view.object.name === name)
        ? { read: true, create: false, edit: false, delete: false, viewAll: true, modifyAll: false }
        : user.rights.object(name),
    canRead: (object, field) =>
      VIEWS.some((view) => view.object.name === object) || user.rights.canRead(object, field),
    reach: (record) =>
      VIEWS.some((view) => view.object.name === record.object) ? 'read' : user.rights.reach(record),
  };
  return { ...user, rights };
}
