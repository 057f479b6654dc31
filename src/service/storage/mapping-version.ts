import { defaultMapping } from '../../domain/mapping/default-mappings.ts';
import { MASTER_RECORD_TYPE, type MappedField } from '../../domain/mapping/mapped-field.ts';
import type { Tx } from './database.ts';
import type { MappingVersionTable } from './tables.ts';

/** What a mapping is for. */
export interface MappingKey {
  connectionId: string;
  object: string;
  recordType: string;
}

export interface SavedMapping {
  object: string;
  recordType: string;
  recordTypeId: string | null;
  /** 0: nothing is saved, Care's own start stands. */
  version: number;
  fields: readonly MappedField[];
  savedAt: string | null;
  author: { id: string; name: string } | null;
  origin: MappingVersionTable['origin'];
  rolledBackTo: number | null;
}

const versions = (tx: Tx, connectionId: string) =>
  tx
    .selectFrom('mapping_version as v')
    .leftJoin('agent as a', 'a.id', 'v.author_id')
    .select([
      'v.object',
      'v.record_type as recordType',
      'v.record_type_id as recordTypeId',
      'v.version',
      'v.fields',
      'v.saved_at as savedAt',
      'v.origin',
      'v.rolled_back_to as rolledBackTo',
      'a.id as authorId',
      'a.name as authorName',
    ])
    .where('v.connection_id', '=', connectionId)
    .orderBy('v.version', 'desc');

type VersionRow = Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number];

const fromRow = ({ authorId, authorName, ...row }: VersionRow): SavedMapping => ({
  ...row,
  author: authorId === null ? null : { id: authorId, name: authorName ?? '' },
});

const unsaved = ({ object, recordType }: MappingKey): SavedMapping => ({
  object,
  recordType,
  recordTypeId: null,
  version: 0,
  fields: defaultMapping(object),
  savedAt: null,
  author: null,
  origin: 'saved',
  rolledBackTo: null,
});

/** The versions in use, of every object and record type that has a saved one. */
export async function listMappings(tx: Tx, connectionId: string): Promise<SavedMapping[]> {
  const rows = await versions(tx, connectionId)
    .distinctOn(['v.object', 'v.record_type'])
    .clearOrderBy()
    .orderBy('v.object')
    .orderBy('v.record_type')
    .orderBy('v.version', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** The version in use. */
export async function readMapping(tx: Tx, key: MappingKey): Promise<SavedMapping> {
  return (await listVersions(tx, key, 1))[0] ?? unsaved(key);
}

/** Newest first. */
export async function listVersions(tx: Tx, key: MappingKey, most?: number): Promise<SavedMapping[]> {
  let query = versions(tx, key.connectionId)
    .where('v.object', '=', key.object)
    .where('v.record_type', '=', key.recordType);
  if (most !== undefined) query = query.limit(most);
  return (await query.execute()).map(fromRow);
}

/** @param version 0 is Care's own start. Null: there is none of that number. */
export async function readVersion(tx: Tx, key: MappingKey, version: number): Promise<SavedMapping | null> {
  if (version === 0) return unsaved(key);
  const row = await versions(tx, key.connectionId)
    .where('v.object', '=', key.object)
    .where('v.record_type', '=', key.recordType)
    .where('v.version', '=', version)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export interface NewVersion {
  accountId: string;
  /** The version it follows. */
  base: number;
  recordTypeId: string | null;
  fields: readonly MappedField[];
  authorId: string;
  origin: SavedMapping['origin'];
  rolledBackTo?: number;
}

/** Null: another version has been saved since. The first of an object is used for its new records. */
export async function addVersion(tx: Tx, key: MappingKey, added: NewVersion): Promise<SavedMapping | null> {
  const present = await readMapping(tx, key);
  if (present.version !== added.base) return null;
  const names = { account_id: added.accountId, connection_id: key.connectionId, object: key.object };
  const row = await tx
    .insertInto('mapping_version')
    .values({
      ...names,
      record_type: key.recordType,
      record_type_id: added.recordTypeId,
      version: added.base + 1,
      fields: JSON.stringify(added.fields),
      author_id: added.authorId,
      origin: added.origin,
      rolled_back_to: added.rolledBackTo ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('version')
    .executeTakeFirst();
  if (!row) return null;
  await tx
    .insertInto('mapping_for_new')
    .values({ ...names, record_type: key.recordType })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return readVersion(tx, key, row.version);
}

/** The record type of new records, by object; an object nobody has mapped is not there. */
export async function readForNew(tx: Tx, connectionId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('mapping_for_new')
    .select(['object', 'record_type'])
    .where('connection_id', '=', connectionId)
    .execute();
  return new Map(rows.map((row) => [row.object, row.record_type]));
}

/** False: nothing is saved for that record type. */
export async function setForNew(tx: Tx, accountId: string, key: MappingKey): Promise<boolean> {
  const { version } = await readMapping(tx, key);
  if (version === 0) return false;
  await tx
    .insertInto('mapping_for_new')
    .values({
      account_id: accountId,
      connection_id: key.connectionId,
      object: key.object,
      record_type: key.recordType,
    })
    .onConflict((conflict) =>
      conflict.columns(['connection_id', 'object']).doUpdateSet({ record_type: key.recordType }),
    )
    .execute();
  return true;
}

/** The mapping a new record is made by when nobody chooses a record type. */
export async function mappingForNew(tx: Tx, connectionId: string, object: string): Promise<SavedMapping> {
  const recordType = (await readForNew(tx, connectionId)).get(object) ?? MASTER_RECORD_TYPE;
  return readMapping(tx, { connectionId, object, recordType });
}

/** The same of a record type that was chosen, saved or not; null: none was. */
export async function mappingOf(
  tx: Tx,
  connectionId: string,
  object: string,
  chosen: { name: string; id: string | null } | null,
): Promise<SavedMapping> {
  if (chosen === null) return mappingForNew(tx, connectionId, object);
  const mapping = await readMapping(tx, { connectionId, object, recordType: chosen.name });
  return { ...mapping, recordTypeId: chosen.id };
}
