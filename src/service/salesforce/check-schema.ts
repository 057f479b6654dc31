import { CARE_ITSELF } from '../../domain/audit.ts';
import type { Connection } from '../../domain/connection.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import { accountBook } from '../../domain/mapping/care-data.ts';
import { changedRules, type Drift, findDrift, type SeenSchema } from '../../domain/mapping/drift.ts';
import { type KeptRule, type KeptSchema, keepSchema } from '../../domain/mapping/kept-schema.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import { Problem } from '../problem.ts';
import { recordAudit } from '../storage/audit.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database, Tx } from '../storage/database.ts';
import { keepPersonsOf, keepSchemaOf, readKeptSchema } from '../storage/kept-schema.ts';
import { listMappings, readMapping, type SavedMapping } from '../storage/mapping-version.ts';
import { readOwnCareData } from '../storage/own-care-data.ts';
import { endDrifts, listOpenDrifts, putDrifts } from '../storage/schema-drift.ts';
import { noteSchemaChange } from '../storage/schema-notice.ts';
import { claimSchemaCheck, type DueSchema, noteSchemaCheck } from '../storage/schema-watch.ts';
import type { DescribeCache } from './describe-cache.ts';
import { markOurs } from './message-object.ts';
import { type RecordTypeOfOrg, readRecordType } from './org-schema.ts';
import { learnPersonAccounts } from './person-accounts.ts';
import { readRules } from './read-rules.ts';
import { seenSchema } from './seen-schema.ts';
import { timeZoneFor } from './time-zone.ts';
import { type LookedAt, tryEscalated } from './try-escalated.ts';
import { readValidationRules } from './validation-rules.ts';

export interface CheckSchemaDeps {
  db: Database;
  describes: DescribeCache;
}

/** Objects that Care fills by its own start as long as nothing is saved for them. */
const FROM_THE_START = ['Case', 'Contact', 'Lead'] as const;

/** A mapping and what the org is like now under it; or what says that there is nothing to map to. */
interface Looked extends LookedAt {
  target: string;
  gone: string | null;
}

/** A mapping, and the rules there were when it was saved. */
interface Watched {
  mapping: SavedMapping;
  rules: KeptSchema['rules'];
}

/**
 * Reads an org's schema again and compares it with what its mappings were made for. What has changed under them is
 * written down and told; what is as it was ends by itself. Any number of processes may do so.
 *
 * @param now whether it is read even if it is not due.
 */
export async function checkSchema(
  { db, describes }: CheckSchemaDeps,
  due: DueSchema,
  now = false,
): Promise<void> {
  const { accountId, connectionId } = due;
  const taken = await db.forAccount(accountId, async (tx) => {
    const connection = await findConnection(tx, connectionId);
    if (connection?.state !== 'connected') return null;
    const claim = await claimSchemaCheck(tx, due, now);
    return claim && { ...claim, connection, mappings: await watched(tx, connection) };
  });
  if (!taken) return;
  const { connection, mappings, anew } = taken;
  if (anew) describes.forget(connectionId);
  try {
    const looked = await lookAt(describes, connection, mappings);
    await learnPersonAccounts({ db, describes }, connection, null);
    await db.forAccount(accountId, (tx) => compare(tx, connection, looked));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { detail: fact, remedy } = error.toBody();
    await db.forAccount(accountId, (tx) => noteSchemaCheck(tx, connectionId, { fact, remedy }));
  }
}

/** Those in use, and the object that keeps the messages, mapped or not. */
async function watched(tx: Tx, { id: connectionId, messageObject }: Connection): Promise<Watched[]> {
  const mappings = await mappingsInUse(tx, connectionId);
  const messages = messageObject?.object ?? DEFAULT_MESSAGE_MAPPING.object;
  if (!mappings.some(({ object }) => object === messages)) {
    mappings.push(await readMapping(tx, { connectionId, object: messages, recordType: MASTER_RECORD_TYPE }));
  }
  const all: Watched[] = [];
  for (const mapping of mappings) {
    const kept = await readKeptSchema(tx, { ...mapping, connectionId }, mapping.version);
    all.push({ mapping, rules: kept?.rules ?? null });
  }
  return all;
}

/** Null: the object has none. */
const typeOf = ({ id, name, label }: RecordTypeOfOrg): LookedAt['recordType'] =>
  id === null ? null : { id, name, label };

/** The formulas of rules, as far as they can be read. */
async function ruledBy(
  describes: DescribeCache,
  connection: Connection,
  changed: readonly KeptRule[],
  object: string,
): Promise<Pick<LookedAt, 'ruled' | 'unread'>> {
  if (changed.length === 0) return UNRULED;
  const { rules, unread, notChecked } = await readValidationRules(describes, connection, object);
  const ruled = rules.filter(({ name }) => changed.some((each) => each.name === name));
  const [all] = notChecked;
  const missing = changed.filter(({ name }) => !rules.some((rule) => rule.name === name));
  return {
    ruled,
    unread: new Map(
      missing.flatMap(({ name }) => {
        const why = unread.get(name) ?? all?.why;
        return why === undefined ? [] : [[name, why]];
      }),
    ),
  };
}

const UNRULED: Pick<LookedAt, 'ruled' | 'unread'> = { ruled: [], unread: new Map() };

/** The saved ones, and Care's own start where nothing is saved. */
export async function mappingsInUse(tx: Tx, connectionId: string): Promise<SavedMapping[]> {
  const saved = await listMappings(tx, connectionId);
  const known = new Set(saved.map(({ object }) => object));
  const start = FROM_THE_START.filter((object) => !known.has(object));
  const unsaved: SavedMapping[] = [];
  for (const object of start) {
    unsaved.push(await readMapping(tx, { connectionId, object, recordType: MASTER_RECORD_TYPE }));
  }
  return [...saved, ...unsaved];
}

async function lookAt(
  describes: DescribeCache,
  connection: Connection,
  mappings: readonly Watched[],
): Promise<Looked[]> {
  const objects = [...new Set(mappings.map(({ mapping }) => mapping.object))];
  const rules = await readRules(describes, connection, objects);
  const looked: Looked[] = [];
  for (const { mapping, rules: kept } of mappings) {
    const { object, recordType } = mapping;
    try {
      // What is older than a minute is asked for with its date: most of it has not changed.
      const { value, readAs } = await readRecordType(describes, connection, object, recordType);
      const changed = changedRules(kept, rules?.get(object) ?? null);
      const { ruled, unread } = await ruledBy(describes, connection, changed, object);
      looked.push({
        mapping,
        target: `${value.label}, ${value.recordType.label}`,
        seen: await seenSchema(describes, connection, mapping, {
          fields: markOurs(connection, object, value.fields),
          rules: rules?.get(object) ?? null,
          holder: readAs.displayName,
        }),
        ruled,
        unread,
        zone: await timeZoneFor(describes, connection, null, { object, rules: ruled, now: Date.now() }),
        recordType: typeOf(value.recordType),
        gone: null,
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'NOT_FOUND') throw error;
      looked.push({
        mapping,
        target: `${object}, ${recordType}`,
        seen: null,
        ...UNRULED,
        zone: null,
        recordType: null,
        gone: error.toBody().detail,
      });
    }
  }
  return looked;
}

async function compare(tx: Tx, connection: Connection, looked: readonly Looked[]): Promise<void> {
  const { id: connectionId, accountId } = connection;
  const news: Parameters<typeof noteSchemaChange>[2] = [];
  for (const each of looked) {
    const { mapping, target, seen, gone } = each;
    const { object, recordType, version } = mapping;
    const key = { connectionId, object, recordType };
    // Saved meanwhile: what was looked at is of a version that is not in use any more.
    if ((await readMapping(tx, key)).version !== version) continue;
    // Of Care's own start, an org that has nothing of the kind has lost nothing.
    if (gone !== null && version === 0 && object !== connection.messageObject?.object) continue;
    const found = seen ? await driftOf(tx, accountId, key, mapping, seen) : [targetGone(object, gone ?? '')];
    const tried = await tryEscalated(tx, connectionId, each, found);
    const { added, ended } = await putDrifts(tx, accountId, { ...key, version, target }, tried, 'mended');
    const audit = { accountId, actor: CARE_ITSELF, connectionId, subject: target };
    if (added.length > 0) {
      const detail = added.map(({ label, fact }) => `${label}: ${fact}`).join(' ');
      await recordAudit(tx, { ...audit, kind: 'schema.drifted', detail });
    }
    if (ended.length > 0) {
      const detail = [...new Set(ended.map(({ label }) => label))].join(', ');
      await recordAudit(tx, { ...audit, kind: 'schema.mended', detail });
    }
    news.push(
      ...added.map(({ kind, severity, label, fact, remedy }) => ({
        ...{ target, label, fact, remedy },
        ...{ object, recordType, kind, severity },
      })),
    );
  }
  const watchedNow = new Set(looked.map(({ mapping }) => `${mapping.object} ${mapping.recordType}`));
  const unwatched = (await listOpenDrifts(tx, connectionId)).filter(
    ({ object, recordType }) => !watchedNow.has(`${object} ${recordType}`),
  );
  await endDrifts(
    tx,
    unwatched.map(({ id }) => id),
    'mended',
  );
  await noteSchemaCheck(tx, connectionId, null);
  if (news.length > 0) await noteSchemaChange(tx, connection, news);
}

/** The first look at a version is what it is compared with from then on. */
async function driftOf(
  tx: Tx,
  accountId: string,
  key: { connectionId: string; object: string; recordType: string },
  { version, fields }: SavedMapping,
  seen: SeenSchema,
): Promise<Drift[]> {
  const kept = await readKeptSchema(tx, key, version);
  const now = keepSchema(seen, fields);
  if (!kept) {
    await keepSchemaOf(tx, accountId, key, version, now);
    return [];
  }
  if (now.personsRequired && !kept.personsRequired) await keepPersonsOf(tx, key, version, now);
  return findDrift(kept, seen, fields, accountBook(await readOwnCareData(tx)));
}

const targetGone = (object: string, fact: string): Drift => ({
  kind: 'target_gone',
  severity: 'refusal',
  subject: '',
  label: object,
  fact,
  remedy: 'Let a Salesforce admin give access to it again, or map another record type.',
  now: '',
});
