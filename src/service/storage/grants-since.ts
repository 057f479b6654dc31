import { sql } from 'kysely';
import type { ConnectedUser } from '../../domain/connection.ts';
import type { Database } from './database.ts';

/** How many accounts of this installation the same user of an org has let in since this one was; 0 when it is gone. */
export async function countGrantsSince(db: Database, user: ConnectedUser, orgId: string): Promise<number> {
  const own = await db.forAccount(user.accountId, (tx) =>
    tx.selectFrom('connected_user').select('granted_at').where('id', '=', user.id).executeTakeFirst(),
  );
  if (!own) return 0;
  const { rows } = await sql<{ grants_since: number }>`
    select grants_since(${orgId}, ${user.salesforceUserId}, ${own.granted_at})`.execute(db.lookup);
  return rows[0]?.grants_since ?? 0;
}
