import type { MappingFile, MappingImport } from '../../api/mappings.ts';
import type { AgentActor } from '../../domain/agent.ts';
import type { Connection } from '../../domain/connection.ts';
import { accountBook } from '../../domain/mapping/care-data.ts';
import type { CareBook } from '../../domain/mapping/care-datum.ts';
import { checkMapping, type MappingProblem, NEVER_FITS } from '../../domain/mapping/check.ts';
import { compareMappings } from '../../domain/mapping/compare-mappings.ts';
import type { SeenSchema } from '../../domain/mapping/drift.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import { Problem } from '../problem.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { listMappings, readMapping } from '../storage/mapping-version.ts';
import { readOwnCareData } from '../storage/own-care-data.ts';
import type { DescribeCache } from './describe-cache.ts';
import { keepForVersion } from './keep-for-version.ts';
import { readDraft, showMapped } from './mapping-words.ts';
import { type RecordTypeSchema, readRecordType } from './org-schema.ts';
import { readRules } from './read-rules.ts';
import { unknownExternalIds } from './require-fitting.ts';
import { addAudited, requireAlive } from './save-mapping.ts';
import { seenSchema } from './seen-schema.ts';

type FileMapping = MappingFile['mappings'][number];
type Report = MappingImport['mappings'][number];

/** A mapping of a file as it would stand in this org. */
interface Landing {
  mapping: FileMapping;
  schema: RecordTypeSchema;
  /** Whose rights the schema shows, by name. */
  seen: SeenSchema;
  fitting: MappedField[];
  problems: MappingProblem[];
}

/** Mappings taken from one org to another. */
export function mappingFiles(db: Database, describes: DescribeCache, now: () => Date) {
  const find = (actor: AgentActor, connectionId: string): Promise<Connection> =>
    db.forAccount(actor.accountId, async (tx) => {
      const connection = await findConnection(tx, connectionId);
      if (!connection) throw new Problem('NOT_FOUND');
      return connection;
    });

  /** Null: the object or record type is not there. */
  const land = async (
    connection: Connection,
    mapping: FileMapping,
    book: CareBook,
  ): Promise<Landing | null> => {
    const schema = await readThere(describes, connection, mapping);
    if (!schema) return null;
    const { value, holder } = schema;
    const draft = readDraft(mapping.fields, value.fields);
    const typeThere = new Map(mapping.fields.map(({ field, type }) => [field, type]));
    // Checked with the types of where it comes from, so that what is another here is said.
    const asThere = draft.map((each) => ({ ...each, type: typeThere.get(each.field) ?? each.type }));
    const unknown = await unknownExternalIds(describes, connection, draft, value.fields);
    const problems = [
      ...checkMapping(asThere, value.fields, holder, book),
      ...unknown.map(
        ({ field, fact }): MappingProblem => ({
          field,
          code: 'SOURCE_DOES_NOT_FIT',
          severity: 'refusal',
          fact,
          remedy: 'Choose an external id that is there.',
        }),
      ),
    ];
    const refused = new Set(problems.filter(({ code }) => NEVER_FITS.has(code)).map(({ field }) => field));
    const once = draft.filter(({ field }, at) => draft.findIndex((each) => each.field === field) === at);
    return {
      mapping,
      schema: value,
      seen: await seenSchema(
        describes,
        connection,
        { object: mapping.object, fields: once },
        { fields: value.fields, rules: null, holder },
      ),
      problems,
      fitting: once.filter(({ field }) => !refused.has(field)),
    };
  };

  return {
    async export(actor: AgentActor, connectionId: string): Promise<MappingFile> {
      const { orgName, environment } = await find(actor, connectionId);
      const mappings = await db.forAccount(actor.accountId, (tx) => listMappings(tx, connectionId));
      return {
        format: 'care-mapping',
        formatVersion: 1,
        exportedAt: now().toISOString(),
        from: { orgName, environment },
        mappings: mappings.map(({ object, recordType, fields }) => ({
          object,
          recordType,
          fields: fields.map((each) => ({
            ...showMapped(each),
            label: each.label,
            type: each.type,
            length: each.length,
          })),
        })),
      };
    },

    /** What of a file fits; saved on top of what is there, and only what fits, if it is to be. */
    async import(
      actor: AgentActor,
      connectionId: string,
      file: MappingFile,
      save: boolean,
    ): Promise<MappingImport> {
      const connection = await find(actor, connectionId);
      requireAlive(connection);
      const book = accountBook(await db.forAccount(actor.accountId, readOwnCareData));
      const landings = await Promise.all(
        file.mappings.map(async (mapping) => ({ mapping, landing: await land(connection, mapping, book) })),
      );
      const there = [
        ...new Set(landings.flatMap(({ mapping, landing }) => (landing ? [mapping.object] : []))),
      ];
      const rules = save && there.length > 0 ? await readRules(describes, connection, there) : null;
      return db.forAccount(actor.accountId, async (tx) => {
        const mappings: Report[] = [];
        for (const { mapping, landing } of landings) {
          const { object, recordType } = mapping;
          if (!landing) {
            mappings.push(notThere(mapping));
            continue;
          }
          const { schema, fitting, problems } = landing;
          const target = { connectionId, object, recordType };
          const present = await readMapping(tx, target);
          const changes = compareMappings(present.fields, fitting, book);
          const label = `${schema.label}, ${schema.recordType.label}`;
          const worth = save && fitting.length > 0 && (changes.length > 0 || present.version === 0);
          const added = worth
            ? await addAudited(tx, actor, target, label, {
                base: present.version,
                recordTypeId: schema.recordType.id,
                fields: fitting,
                origin: 'imported',
              })
            : null;
          if (added) {
            const seen = { ...landing.seen, rules: rules?.get(object) ?? null };
            await keepForVersion(tx, actor.accountId, { ...target, called: label }, added, seen);
          }
          const changeOf = new Map(changes.map(({ field, change }) => [field, change]));
          mappings.push({
            object,
            recordType,
            label,
            missing: null,
            fitting: fitting.map((each) => ({
              field: each.field,
              label: each.label,
              change: changeOf.get(each.field) ?? null,
            })),
            problems,
            version: added?.version ?? null,
          });
        }
        return { mappings };
      });
    },
  };
}

async function readThere(
  describes: DescribeCache,
  connection: Connection,
  { object, recordType }: FileMapping,
): Promise<{ value: RecordTypeSchema; holder: string } | null> {
  try {
    const { value, readAs } = await readRecordType(describes, connection, object, recordType);
    return { value, holder: readAs.displayName };
  } catch (error) {
    if (error instanceof Problem && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

const notThere = ({ object, recordType }: FileMapping): Report => ({
  object,
  recordType,
  label: `${object}, ${recordType}`,
  missing: `The org has no ${object} of the record type ${recordType} that Care can see.`,
  fitting: [],
  problems: [],
  version: null,
});
