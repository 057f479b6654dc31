import type { Connection } from '../../domain/connection.ts';
import type { SeenSchema } from '../../domain/mapping/drift.ts';
import { neededFields } from '../../domain/mapping/drift-of-keys.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import type { SchemaField } from '../../domain/mapping/schema.ts';
import { asPersonSchema } from '../../domain/person-account.ts';
import { Problem } from '../problem.ts';
import type { DescribeCache } from './describe-cache.ts';
import { lookupKeysOf } from './require-fitting.ts';

/** What a mapping stands on: the object, the keys that it and Care find records by, and what else a contact becomes. */
export async function seenSchema(
  describes: DescribeCache,
  connection: Connection,
  { object, fields: mapping }: { object: string; fields: readonly MappedField[] },
  seen: Pick<SeenSchema, 'fields' | 'rules' | 'holder'>,
): Promise<SeenSchema> {
  const persons = object === 'Contact' ? await personsSeen(describes, connection) : null;
  return {
    ...seen,
    lookupKeys: await lookupKeysOf(describes, connection, mapping, seen.fields),
    needed: neededFields(object, connection.messageObject ?? null),
    ...(persons && { persons }),
  };
}

/** Null: new contacts become no person accounts, or whoever looks may not see accounts. */
async function personsSeen(describes: DescribeCache, connection: Connection): Promise<SchemaField[] | null> {
  if (!connection.hasPersonAccounts || connection.contactsAs === 'Contact') return null;
  try {
    return asPersonSchema(await describes.describe(connection, null, 'Account'));
  } catch (error) {
    if (error instanceof Problem && error.code === 'SALESFORCE_REFUSED') return null;
    throw error;
  }
}
