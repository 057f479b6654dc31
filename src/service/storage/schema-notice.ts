import { sql } from 'kysely';
import { addNotice } from './add-notice.ts';
import type { Tx } from './database.ts';
import type { DriftFacts } from './tables.ts';

/** What a notice of a changed schema says; its receivers need nothing else. */
export interface SchemaNoticeFacts {
  connectionId: string;
  orgName: string;
  environment: 'production' | 'sandbox';
  changes: (DriftFacts & { object: string; recordType: string; kind: string; severity: string })[];
  at: string;
}

/** Has whoever may edit the mappings told of what has changed under them. */
export async function noteSchemaChange(
  tx: Tx,
  connection: { id: string; accountId: string },
  changes: SchemaNoticeFacts['changes'],
): Promise<void> {
  const row = await tx
    .selectFrom('connection')
    .select(['org_name', 'environment', sql<string>`now()`.as('now')])
    .where('id', '=', connection.id)
    .executeTakeFirstOrThrow();
  await addNotice(
    tx,
    { accountId: connection.accountId, connectionId: connection.id },
    {
      connectionId: connection.id,
      orgName: row.org_name,
      environment: row.environment,
      changes,
      at: row.now,
    },
  );
}
