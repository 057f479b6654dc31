import { z } from 'zod';
import { soql } from '../../domain/soql.ts';
import { connectionsOfAllAccounts } from '../storage/connections-of-all-accounts.ts';
import type { Database } from '../storage/database.ts';
import { endEmbedding, takeUsersToCheck } from '../storage/embedded-users.ts';
import type { SalesforcePort } from '../sync/ports.ts';

/** How often an org is asked, while somebody has Care open in it. */
export const CHECK_SECONDS = 40;
/** A query's address holds 16,384 characters. */
const MOST_IDS = 400;

const Active = z.object({ records: z.array(z.object({ Id: z.string() })) });

/**
 * Refuses whoever has been deactivated in Salesforce within a minute: one query an org, and only while
 * somebody has the widget open there. When the org cannot be asked, tokens end by themselves in minutes and
 * are not renewed.
 */
export async function checkEmbeddedUsers(db: Database, port: SalesforcePort): Promise<void> {
  for (const { accountId, connectionId: id } of await connectionsOfAllAccounts(db)) {
    const users = await db.forAccount(accountId, (tx) => takeUsersToCheck(tx, id, CHECK_SECONDS));
    for (let from = 0; from < users.length; from += MOST_IDS) {
      const asked = users.slice(from, from + MOST_IDS);
      const active = await activeUsers(port, { accountId, id }, asked);
      const gone = active && asked.filter((user) => !active.has(user));
      if (gone && gone.length > 0) await db.forAccount(accountId, (tx) => endEmbedding(tx, id, gone));
    }
  }
}

async function activeUsers(
  port: SalesforcePort,
  connection: { accountId: string; id: string },
  ids: string[],
): Promise<Set<string> | null> {
  const query = soql`SELECT Id FROM User WHERE IsActive = true AND Id IN ${ids}`;
  const outcome = await port.call({
    accountId: connection.accountId,
    connectionId: connection.id,
    actingAgentId: null,
    fallback: 'default',
    purpose: 'identity',
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query.text)}`,
    records: 0,
  });
  if (outcome.kind !== 'answered') return null;
  const { data } = Active.safeParse(outcome.body);
  return data ? new Set(data.records.map((row) => row.Id)) : null;
}
