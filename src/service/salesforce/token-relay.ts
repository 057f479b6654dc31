import { sql } from 'kysely';
import type { Tx } from '../storage/database.ts';
import { listen } from '../storage/listen.ts';
import type { Vault } from './vault.ts';

/** An access token on its way from the replica that renewed it to the others. */
export interface RelayedToken {
  accountId: string;
  connectionId: string;
  userId: string;
  salesforceUserId: string;
  version: number;
  accessToken: string;
  instanceUrl: string;
}

/** PostgreSQL takes 8,000 bytes a notice. A longer token stays where it is: the others renew for themselves. */
const LONGEST_NOTICE = 7_900;

/**
 * Tells all replicas, sealed, when the transaction commits. Access tokens are never stored: a notice is gone
 * once it is delivered, and whoever missed it renews.
 */
export async function announceToken(tx: Tx, vault: Vault, token: RelayedToken): Promise<void> {
  const { accountId, connectionId, salesforceUserId, ...rest } = token;
  const context = { kind: 'access_token' as const, accountId, connectionId, salesforceUserId };
  const notice = JSON.stringify({
    accountId,
    connectionId,
    salesforceUserId,
    sealed: vault.seal(JSON.stringify(rest), context).toString('base64'),
  });
  if (notice.length <= LONGEST_NOTICE) await sql`select pg_notify('care_token', ${notice})`.execute(tx);
}

/**
 * @param onToken also called with what this process has announced itself.
 * @param onListening each time the ear is open (again); what was said before was not heard.
 */
export function hearTokens(
  databaseUrl: string,
  vault: Vault,
  onToken: (token: RelayedToken) => void,
  onListening: () => void = () => {},
): { stop(): Promise<void> } {
  return listen(
    databaseUrl,
    {
      care_token: (payload) => {
        try {
          const { accountId, connectionId, salesforceUserId, sealed } = JSON.parse(payload);
          const context = { kind: 'access_token' as const, accountId, connectionId, salesforceUserId };
          const rest = JSON.parse(vault.open(Buffer.from(sealed, 'base64'), context));
          onToken({ accountId, connectionId, salesforceUserId, ...rest });
        } catch {
          // Not sealed by our key: nobody of ours said it.
        }
      },
    },
    onListening,
  );
}
