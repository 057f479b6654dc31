import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Every connection there is, by ids only. `read`: somebody's access works, and nobody has paused the sync. */
export async function connectionsOfAllAccounts(
  db: Database,
): Promise<{ accountId: string; connectionId: string; read: boolean }[]> {
  const { rows } = await sql<{
    account_id: string;
    id: string;
    state: string;
    paused: boolean;
  }>`select account_id, id, state, paused from connections_of_all_accounts()`.execute(db.lookup);
  return rows.map((row) => ({
    accountId: row.account_id,
    connectionId: row.id,
    read: row.state === 'connected' && !row.paused,
  }));
}
