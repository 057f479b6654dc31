import type { MappingHealth, RequiredPermissions } from '../../api/mapping-health.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { Connection } from '../../domain/connection.ts';
import { PERMISSION_SET_NAME, permissionSetXml } from '../../domain/mapping/permission-set-xml.ts';
import { type MappedObject, requiredPermissions } from '../../domain/mapping/required-permissions.ts';
import { SALESFORCE_API_VERSION } from '../../domain/salesforce-names.ts';
import { Problem } from '../problem.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database, Tx } from '../storage/database.ts';
import { readDriftRest, restDrifts } from '../storage/drift-rest.ts';
import type { SavedMapping } from '../storage/mapping-version.ts';
import { endDrifts, listOpenDrifts } from '../storage/schema-drift.ts';
import { readSchemaWatch } from '../storage/schema-watch.ts';
import { checkSchema, mappingsInUse } from './check-schema.ts';
import type { DescribeCache } from './describe-cache.ts';
import { readObject } from './org-schema.ts';
import { personTypeNameOf } from './person-accounts.ts';
import { requireAlive } from './save-mapping.ts';

export type MappingHealthDesk = ReturnType<typeof createMappingHealthDesk>;

/** What an org has changed under its mappings, and the rights that the mappings take. */
export function createMappingHealthDesk(db: Database, { describes }: { describes: DescribeCache }) {
  const inOrg = <T>(
    actor: AgentActor,
    connectionId: string,
    work: (tx: Tx, connection: Connection) => Promise<T>,
  ) =>
    db.forAccount(actor.accountId, async (tx) => {
      const connection = await findConnection(tx, connectionId);
      if (!connection) throw new Problem('NOT_FOUND');
      return work(tx, connection);
    });

  const health = (actor: AgentActor, connectionId: string): Promise<MappingHealth> =>
    inOrg(actor, connectionId, async (tx) => {
      const drifts = await listOpenDrifts(tx, connectionId);
      const rest = await readDriftRest(tx, actor.agentId, connectionId);
      const isNews = drifts.some(({ foundAt }) => rest !== null && foundAt > rest.since);
      return {
        ...(await readSchemaWatch(tx, connectionId)),
        drifts: drifts.map(({ version, now, ...drift }) => drift),
        restsUntil: rest && !isNews ? rest.until : null,
      };
    });

  return {
    health,

    async check(actor: AgentActor, connectionId: string): Promise<MappingHealth> {
      const { accountId } = actor;
      await inOrg(actor, connectionId, async () => undefined);
      await checkSchema({ db, describes }, { accountId, connectionId }, true);
      return health(actor, connectionId);
    },

    async rest(actor: AgentActor, connectionId: string): Promise<MappingHealth> {
      await inOrg(actor, connectionId, (tx) => restDrifts(tx, actor, connectionId));
      return health(actor, connectionId);
    },

    see: (actor: AgentActor, connectionId: string, driftId: string): Promise<void> =>
      inOrg(actor, connectionId, async (tx) => {
        const drift = (await listOpenDrifts(tx, connectionId)).find(({ id }) => id === driftId);
        if (!drift) throw new Problem('NOT_FOUND');
        await endDrifts(tx, [driftId], 'seen');
        await recordAudit(tx, {
          accountId: actor.accountId,
          kind: 'schema.seen',
          actor: await auditActor(tx, actor),
          connectionId,
          subject: drift.target,
          detail: `${drift.label}: ${drift.fact}`,
        });
      }),

    /** @throws Problem when the org cannot be asked what its fields are. */
    async permissions(actor: AgentActor, connectionId: string): Promise<RequiredPermissions> {
      const { connection, mappings } = await inOrg(actor, connectionId, async (tx, found) => ({
        connection: found,
        mappings: await mappingsInUse(tx, connectionId),
      }));
      requireAlive(connection);
      const persons = connection.hasPersonAccounts && connection.contactsAs !== 'Contact';
      const objects = requiredPermissions(await seenObjects(describes, connection, mappings), persons);
      const personType = persons ? await personTypeNameOf(describes, connection) : null;
      const recordTypes = personType === null ? [] : [`Account.${personType}`];
      return {
        objects,
        permissionSet: {
          fileName: `${PERMISSION_SET_NAME}.permissionset-meta.xml`,
          apiVersion: SALESFORCE_API_VERSION,
          xml: permissionSetXml(objects, recordTypes),
        },
      };
    },
  };
}

/** Every mapped object once, with what all its record types map, and the org's own object for messages. */
async function seenObjects(
  describes: DescribeCache,
  connection: Connection,
  mappings: readonly SavedMapping[],
): Promise<MappedObject[]> {
  const objects: MappedObject[] = [];
  const { messageObject } = connection;
  const names = [...mappings.map((each) => each.object), ...(messageObject ? [messageObject.object] : [])];
  for (const object of new Set(names)) {
    const mapping = mappings.filter((each) => each.object === object).flatMap(({ fields }) => fields);
    const seen = await readObject(describes, connection, object).catch((error: unknown) => {
      // An object that may not be seen is what the rights are missing for.
      if (error instanceof Problem && error.code === 'SALESFORCE_REFUSED') return null;
      throw error;
    });
    objects.push({
      object,
      label: seen?.value.label ?? object,
      schema: seen?.value.fields ?? null,
      mapping,
      ...(messageObject?.object === object ? { filled: [messageObject.key, messageObject.parent] } : {}),
    });
  }
  return objects;
}
