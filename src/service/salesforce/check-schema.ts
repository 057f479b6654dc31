import { CARE_ITSELF } from '../../domain/audit.ts';
import type { Connection } from '../../domain/connection.ts';
import { accountBook } from '../../domain/mapping/care-data.ts';
import { type Drift, findDrift, type SeenSchema } from '../../domain/mapping/drift.ts';
import { keepSchema } from '../../domain/mapping/kept-schema.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import { Problem } from '../problem.ts';
import { recordAudit } from '../storage/audit.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database, Tx } from '../storage/database.ts';
import { keepSchemaOf, readKeptSchema } from '../storage/kept-schema.ts';
import { listMappings, readMapping, type SavedMapping } from '../storage/mapping-version.ts';
import { readOwnCareData } from '../storage/own-care-data.ts';
import { putDrifts } from '../storage/schema-drift.ts';
import { noteSchemaChange } from '../storage/schema-notice.ts';
import { claimSchemaCheck, type DueSchema, noteSchemaCheck } from '../storage/schema-watch.ts';
import type { DescribeCache } from './describe-cache.ts';
import { readRecordType } from './org-schema.ts';
import { learnPersonAccounts } from './person-accounts.ts';
import { readRules } from './read-rules.ts';
import { unknownExternalIds } from './require-fitting.ts';
import { tryEscalated } from './try-escalated.ts';

export interface CheckSchemaDeps {
  db: Database;
  describes: DescribeCache;
}

/** Objects that Care fills by its own start as long as nothing is saved for them. */
const FROM_THE_START = ['Case', 'Contact', 'Lead'] as const;

/** A mapping and what the org is like now under it; or what says that there is nothing to map to. */
interface Looked {
  mapping: SavedMapping;
  target: string;
  seen: SeenSchema | null;
  gone: string | null;
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
    return claim && { ...claim, connection, mappings: await mappingsInUse(tx, connectionId) };
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
  mappings: readonly SavedMapping[],
): Promise<Looked[]> {
  const objects = [...new Set(mappings.map(({ object }) => object))];
  const rules = await readRules(describes, connection, objects);
  const looked: Looked[] = [];
  for (const mapping of mappings) {
    const { object, recordType } = mapping;
    try {
      // What is older than a minute is asked for with its date: most of it has not changed.
      const { value, readAs } = await readRecordType(describes, connection, object, recordType);
      looked.push({
        mapping,
        target: `${value.label}, ${value.recordType.label}`,
        seen: {
          fields: value.fields,
          rules: rules?.get(object) ?? null,
          holder: readAs.displayName,
          lostKeys: await unknownExternalIds(describes, connection, mapping.fields, value.fields),
        },
        gone: null,
      });
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== 'NOT_FOUND') throw error;
      looked.push({
        mapping,
        target: `${object}, ${recordType}`,
        seen: null,
        gone: error.toBody().detail,
      });
    }
  }
  return looked;
}

async function compare(tx: Tx, connection: Connection, looked: readonly Looked[]): Promise<void> {
  const { id: connectionId, accountId } = connection;
  const news: Parameters<typeof noteSchemaChange>[2] = [];
  for (const { mapping, target, seen, gone } of looked) {
    const { object, recordType, version } = mapping;
    const key = { connectionId, object, recordType };
    // Saved meanwhile: what was looked at is of a version that is not in use any more.
    if ((await readMapping(tx, key)).version !== version) continue;
    // Of Care's own start, an org that has nothing of the kind has lost nothing.
    if (gone !== null && version === 0) continue;
    const found = seen ? await driftOf(tx, accountId, key, mapping, seen) : [targetGone(object, gone ?? '')];
    const tried = await tryEscalated(tx, connectionId, mapping, found, seen);
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
  if (kept) return findDrift(kept, seen, fields, accountBook(await readOwnCareData(tx)));
  await keepSchemaOf(tx, accountId, key, version, keepSchema(seen.fields, seen.rules, fields, seen.holder));
  return [];
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
