import type { Tx } from './database.ts';

/** Says which agent a Salesforce user is; the latest word counts, and whoever it was before has nothing open there any more. */
export async function saveIdentityLink(
  tx: Tx,
  link: {
    accountId: string;
    connectionId: string;
    salesforceUserId: string;
    agentId: string;
    madeBy: 'own_connection' | 'supervisor';
  },
): Promise<void> {
  await tx
    .insertInto('identity_link')
    .values({
      account_id: link.accountId,
      connection_id: link.connectionId,
      salesforce_user_id: link.salesforceUserId,
      agent_id: link.agentId,
      made_by: link.madeBy,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['connection_id', 'salesforce_user_id'])
        .doUpdateSet({ agent_id: link.agentId, made_by: link.madeBy }),
    )
    .execute();
  await endOpened(tx, link, link.agentId);
}

/** Ends what a Salesforce user has open as an agent, and every code that would open more. @param but not of this agent. */
async function endOpened(
  tx: Tx,
  { connectionId, salesforceUserId }: { connectionId: string; salesforceUserId: string },
  but: string | null,
): Promise<void> {
  for (const table of ['embed_code', 'embed_token'] as const) {
    let gone = tx
      .deleteFrom(table)
      .where('connection_id', '=', connectionId)
      .where('salesforce_user_id', '=', salesforceUserId);
    if (but !== null) gone = gone.where('agent_id', '<>', but);
    await gone.execute();
  }
}

export interface StoredIdentityLink {
  salesforceUserId: string;
  agent: { id: string; name: string };
  madeBy: 'own_connection' | 'supervisor';
  madeAt: string;
  /** As they were when they connected; null: they never did. */
  username: string | null;
  name: string | null;
}

/** Of one connection, by the agent's name. */
export async function listIdentityLinks(tx: Tx, connectionId: string): Promise<StoredIdentityLink[]> {
  const rows = await tx
    .selectFrom('identity_link as l')
    .innerJoin('agent as a', 'a.id', 'l.agent_id')
    .leftJoin('connected_user as u', (join) =>
      join
        .onRef('u.connection_id', '=', 'l.connection_id')
        .onRef('u.salesforce_user_id', '=', 'l.salesforce_user_id'),
    )
    .select(['l.salesforce_user_id', 'l.made_by', 'l.created_at', 'a.id', 'a.name'])
    .select(['u.username', 'u.display_name'])
    .where('l.connection_id', '=', connectionId)
    .orderBy('a.name')
    .orderBy('l.salesforce_user_id')
    .execute();
  return rows.map((row) => ({
    salesforceUserId: row.salesforce_user_id,
    agent: { id: row.id, name: row.name },
    madeBy: row.made_by,
    madeAt: row.created_at,
    username: row.username,
    name: row.display_name,
  }));
}

/** Takes a link away, and with it what the agent has open inside that org. @returns whose it was. */
export async function removeIdentityLink(
  tx: Tx,
  connectionId: string,
  salesforceUserId: string,
): Promise<{ agentId: string } | null> {
  const gone = await tx
    .deleteFrom('identity_link')
    .where('connection_id', '=', connectionId)
    .where('salesforce_user_id', '=', salesforceUserId)
    .returning('agent_id')
    .executeTakeFirst();
  if (!gone) return null;
  await endOpened(tx, { connectionId, salesforceUserId }, null);
  return { agentId: gone.agent_id };
}
