import type { Tx } from './database.ts';

/** Says which agent a Salesforce user is; the latest word counts. */
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
}

/** The Care agent a user of the connected org is; null: nobody has said. */
export async function agentOfSalesforceUser(
  tx: Tx,
  connectionId: string,
  salesforceUserId: string,
): Promise<{ agentId: string; active: boolean } | null> {
  const row = await tx
    .selectFrom('identity_link as l')
    .innerJoin('agent as a', 'a.id', 'l.agent_id')
    .select(['a.id', 'a.active'])
    .where('l.connection_id', '=', connectionId)
    .where('l.salesforce_user_id', '=', salesforceUserId)
    .executeTakeFirst();
  return row ? { agentId: row.id, active: row.active } : null;
}
