import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Accounts with a look for a late record that is due, or a rule that holds cases and has room for one by now. */
export async function accountsWithDueWork(db: Database): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`select account_id from accounts_with_due_work()`.execute(
    db.lookup,
  );
  return rows.map((row) => row.account_id);
}
