import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Every connection there is, by ids only: for whoever reads the orgs. */
export async function connectionsOfAllAccounts(
  db: Database,
): Promise<{ accountId: string; connectionId: string; connected: boolean }[]> {
  const { rows } = await sql<{
    account_id: string;
    id: string;
    state: string;
  }>`select account_id, id, state from connections_of_all_accounts()`.execute(db.lookup);
  return rows.map((row) => ({
    accountId: row.account_id,
    connectionId: row.id,
    connected: row.state === 'connected',
  }));
}
