import { sql } from 'kysely';
import type { LinkedContact } from '../../domain/contact.ts';
import type { Platform } from '../../domain/profile.ts';
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

/** How a customer can be told to be the same person as another. */
export interface Alike {
  /** Without its sign. */
  handle: string;
  email: string | null;
  phone: string | null;
  /** Who is not meant. */
  besides: string | null;
}

/** Contacts that customers of the same handle, e-mail or phone are linked to, and who of them is. */
export async function linkedAlike(
  tx: Tx,
  connectionId: string,
  { handle, email, phone, besides }: Alike,
): Promise<Map<string, { handle: string; platform: Platform }>> {
  const rows = await tx
    .selectFrom('contact_link as l')
    .innerJoin('customer as u', 'u.id', 'l.customer_id')
    .select(['l.contact_id', 'u.handle', 'u.platform'])
    .where('l.connection_id', '=', connectionId)
    .where('u.id', 'is distinct from', besides)
    .where((eb) =>
      eb.or([
        sql<boolean>`lower(ltrim(u.handle, '@')) = lower(${handle}) and ${handle} <> ''`,
        sql<boolean>`lower(u.email) = lower(${email})`,
        eb('u.phone', '=', phone),
      ]),
    )
    .orderBy('l.created_at', 'desc')
    .limit(MOST_ALIKE)
    .execute();
  return new Map(rows.map(({ contact_id, ...customer }) => [contact_id, customer]));
}

const MOST_ALIKE = 20;
