import { sql } from 'kysely';
import type { KeptSchema } from '../../domain/mapping/kept-schema.ts';
import type { Tx } from './database.ts';
import type { MappingKey } from './mapping-version.ts';

/** What the org was like when a version was made. Null: nobody has looked since. */
export async function readKeptSchema(tx: Tx, key: MappingKey, version: number): Promise<KeptSchema | null> {
  const row = await tx
    .selectFrom('mapping_schema')
    .select('kept')
    .where('connection_id', '=', key.connectionId)
    .where('object', '=', key.object)
    .where('record_type', '=', key.recordType)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.kept ?? null;
}

/** The same of what an account must have, of a version from before person accounts were looked at. */
export async function keepPersonsOf(
  tx: Tx,
  key: MappingKey,
  version: number,
  { personsRequired }: Pick<KeptSchema, 'personsRequired'>,
): Promise<void> {
  await tx
    .updateTable('mapping_schema')
    .set({ kept: sql`${JSON.stringify({ personsRequired })}::jsonb || kept` })
    .where('connection_id', '=', key.connectionId)
    .where('object', '=', key.object)
    .where('record_type', '=', key.recordType)
    .where('version', '=', version)
    .execute();
}

/** The first that is kept for a version stands: a later one would hide what has changed in between. */
export async function keepSchemaOf(
  tx: Tx,
  accountId: string,
  key: MappingKey,
  version: number,
  kept: KeptSchema,
): Promise<void> {
  await tx
    .insertInto('mapping_schema')
    .values({
      account_id: accountId,
      connection_id: key.connectionId,
      object: key.object,
      record_type: key.recordType,
      version,
      kept: JSON.stringify(kept),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
