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
