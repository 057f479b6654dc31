import { sql } from 'kysely';
import { findConnectedUser } from '../storage/connected-user.ts';
import type { Database } from '../storage/database.ts';
import { claimKeepAlive } from '../storage/token-renewal.ts';
import type { TokenKeeper } from './token-keeper.ts';

/** Renewed in one go; what is left comes with the next. */
const AT_ONCE = 20;

/**
 * Renews every access that is due, of all accounts, whoever uses it or nobody: Salesforce ends what was not renewed
 * for 30 days. Any number of processes may do so.
 *
 * @returns whether there may be more.
 */
export async function keepTokensAlive(
  db: Database,
  tokens: Pick<TokenKeeper, 'keepAlive'>,
): Promise<boolean> {
  const { rows } = await sql<{ account_id: string; id: string }>`
    select account_id, id from tokens_to_keep_alive(now(), ${AT_ONCE})`.execute(db.lookup);
  for (const { account_id: accountId, id } of rows) {
    const user = await db.forAccount(accountId, async (tx) =>
      (await claimKeepAlive(tx, id)) ? findConnectedUser(tx, id) : null,
    );
    if (user) await tokens.keepAlive(user);
  }
  return rows.length === AT_ONCE;
}
