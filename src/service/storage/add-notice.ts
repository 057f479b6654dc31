import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from './database.ts';
import type { SchemaNoticeFacts } from './schema-notice.ts';
import type { TokenNoticeFacts } from './token-change.ts';

/** Something for people to be told, once by each way the installation has, in the transaction that made it so. */
export async function addNotice(
  tx: Tx,
  { accountId, connectionId }: { accountId: string; connectionId: string },
  facts: TokenNoticeFacts | SchemaNoticeFacts,
): Promise<void> {
  // Too old to be news, and in an installation that tells nobody swept out here alone.
  await tx
    .deleteFrom('token_notice')
    .where('created_at', '<', sql<string>`now() - interval '2 days'`)
    .execute();
  const message = {
    account_id: accountId,
    connection_id: connectionId,
    message_id: randomUUID(),
    facts: JSON.stringify(facts),
  };
  await tx
    .insertInto('token_notice')
    .values([
      { ...message, channel: 'email' },
      { ...message, channel: 'webhook' },
    ])
    .execute();
}
