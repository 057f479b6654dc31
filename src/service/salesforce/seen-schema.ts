import type { Connection } from '../../domain/connection.ts';
import type { SeenSchema } from '../../domain/mapping/drift.ts';
import { neededFields } from '../../domain/mapping/drift-of-keys.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import type { DescribeCache } from './describe-cache.ts';
import { lookupKeysOf } from './require-fitting.ts';

/** What a mapping stands on: the object, and the keys that it and Care find records by. */
export async function seenSchema(
  describes: DescribeCache,
  connection: Connection,
  { object, fields: mapping }: { object: string; fields: readonly MappedField[] },
  seen: Pick<SeenSchema, 'fields' | 'rules' | 'holder'>,
): Promise<SeenSchema> {
  return {
    ...seen,
    lookupKeys: await lookupKeysOf(describes, connection, mapping, seen.fields),
    needed: neededFields(object, connection.messageObject ?? null),
  };
}
