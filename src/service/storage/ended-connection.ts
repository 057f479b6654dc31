import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Whether somebody has ended the connection on purpose: all who were ever connected have been disconnected. */
export async function isEnded(tx: Tx, connectionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('connected_user')
    .select(sql<boolean>`coalesce(bool_and(cause is not distinct from 'disconnected'), false)`.as('ended'))
    .where('connection_id', '=', connectionId)
    .executeTakeFirstOrThrow();
  return row.ended;
}
