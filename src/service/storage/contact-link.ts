import type { Tx } from './database.ts';

export async function findContactLink(
  tx: Tx,
  customerId: string,
  connectionId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('contact_link')
    .select('contact_id')
    .where('customer_id', '=', customerId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row?.contact_id ?? null;
}

export async function saveContactLink(
  tx: Tx,
  link: {
    accountId: string;
    customerId: string;
    connectionId: string;
    contactId: string;
    linkedBy: string | null;
  },
): Promise<void> {
  await tx
    .insertInto('contact_link')
    .values({
      account_id: link.accountId,
      customer_id: link.customerId,
      connection_id: link.connectionId,
      contact_id: link.contactId,
      linked_by: link.linkedBy,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['customer_id', 'connection_id'])
        .doUpdateSet({ contact_id: link.contactId, linked_by: link.linkedBy }),
    )
    .execute();
}

export async function removeContactLink(tx: Tx, customerId: string, connectionId: string): Promise<void> {
  await tx
    .deleteFrom('contact_link')
    .where('customer_id', '=', customerId)
    .where('connection_id', '=', connectionId)
    .execute();
}
