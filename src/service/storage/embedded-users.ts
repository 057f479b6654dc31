import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Who holds a token of the widget now, as their Salesforce users. */
async function usersWithTokens(tx: Tx, connectionId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('embed_token as t')
    .innerJoin('identity_link as l', (join) =>
      join.onRef('l.connection_id', '=', 't.connection_id').onRef('l.agent_id', '=', 't.agent_id'),
    )
    .select('l.salesforce_user_id')
    .distinct()
    .where('t.connection_id', '=', connectionId)
    .where('t.expires_at', '>', sql<string>`now()`)
    .execute();
  return rows.map((row) => row.salesforce_user_id);
}

/**
 * The users to look at now, when nobody has within the last `seconds`; else none.
 */
export async function takeUsersToCheck(tx: Tx, connectionId: string, seconds: number): Promise<string[]> {
  const users = await usersWithTokens(tx, connectionId);
  if (users.length === 0) return [];
  const mine = await tx
    .updateTable('connection')
    .set({ users_checked_at: sql<string>`now()` })
    .where('id', '=', connectionId)
    .where((eb) =>
      eb.or([
        eb('users_checked_at', 'is', null),
        eb('users_checked_at', '<', sql<string>`now() - make_interval(secs => ${seconds})`),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return mine ? users : [];
}

/** Ends what these users have open and could still open. An agent who is also another user gets a new code. */
export async function endEmbedding(tx: Tx, connectionId: string, salesforceUserIds: string[]): Promise<void> {
  const agents = tx
    .selectFrom('identity_link')
    .select('agent_id')
    .where('connection_id', '=', connectionId)
    .where('salesforce_user_id', 'in', salesforceUserIds);
  await tx
    .deleteFrom('embed_token')
    .where('connection_id', '=', connectionId)
    .where('agent_id', 'in', agents)
    .execute();
  await tx
    .deleteFrom('embed_code')
    .where('connection_id', '=', connectionId)
    .where('salesforce_user_id', 'in', salesforceUserIds)
    .execute();
}
