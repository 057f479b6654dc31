import { accountBook } from '../../domain/mapping/care-data.ts';
import { findDrift, keepOn, type SeenSchema } from '../../domain/mapping/drift.ts';
import { keepSchema } from '../../domain/mapping/kept-schema.ts';
import type { Tx } from '../storage/database.ts';
import { keepSchemaOf, readKeptSchema } from '../storage/kept-schema.ts';
import type { SavedMapping } from '../storage/mapping-version.ts';
import { readOwnCareData } from '../storage/own-care-data.ts';
import { putDrifts } from '../storage/schema-drift.ts';
import type { MappingTargetName } from './save-mapping.ts';

/**
 * Keeps what the org is like with a version that has just been saved, and ends the alarms that the version answers:
 * all of them, but for what it breaks by all the same.
 */
export async function keepForVersion(
  tx: Tx,
  accountId: string,
  target: MappingTargetName & { called: string },
  { version, fields }: SavedMapping,
  seen: SeenSchema,
): Promise<void> {
  const book = accountBook(await readOwnCareData(tx));
  const before = await readKeptSchema(tx, target, version - 1);
  const now = keepSchema(seen, fields);
  const kept = keepOn(before, now, seen, fields, book);
  await keepSchemaOf(tx, accountId, target, version, kept);
  const found = findDrift(kept, seen, fields, book);
  await putDrifts(tx, accountId, { ...target, version, target: target.called }, found, 'mapping');
}
