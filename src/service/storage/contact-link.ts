import type { LinkedContact } from '../../domain/contact.ts';
import type { Tx } from './database.ts';

/** The contact a customer is linked to, as it looked then. */
export async function findContactLink(
  tx: Tx,
  customerId: string,
  connectionId: string,
): Promise<LinkedContact | null> {
  const row = await tx
    .selectFrom('contact_link')
    .select(['contact_id', 'contact'])
    .where('customer_id', '=', customerId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  if (!row) return null;
  const { name = '', email = null, phone = null, accountName = null } = row.contact;
  return { id: row.contact_id, name, email, phone, accountName };
}

export async function saveContactLink(
  tx: Tx,
  link: {
    accountId: string;
    customerId: string;
    connectionId: string;
    contact: LinkedContact;
    linkedBy: string | null;
  },
): Promise<void> {
  const { id, ...contact } = link.contact;
  const values = { contact_id: id, contact: JSON.stringify(contact), linked_by: link.linkedBy };
  await tx
    .insertInto('contact_link')
    .values({
      account_id: link.accountId,
      customer_id: link.customerId,
      connection_id: link.connectionId,
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['customer_id', 'connection_id']).doUpdateSet(values))
    .execute();
}

export async function removeContactLink(tx: Tx, customerId: string, connectionId: string): Promise<void> {
  await tx
    .deleteFrom('contact_link')
    .where('customer_id', '=', customerId)
    .where('connection_id', '=', connectionId)
    .execute();
}
