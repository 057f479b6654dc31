import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { CARE_ITSELF } from '../../domain/audit.ts';
import type { ContactLink, LinkedContact, WhyMissing } from '../../domain/contact.ts';
import type { Platform } from '../../domain/profile.ts';
import { recordAudit } from './audit.ts';
import type { Tx } from './database.ts';

/** The contact a customer is linked to, as it looked when the org was last asked. */
export async function findContactLink(
  tx: Tx,
  customerId: string,
  connectionId: string,
): Promise<ContactLink | null> {
  const row = await tx
    .selectFrom('contact_link')
    .select(['contact_id', 'contact', 'missing'])
    .where('customer_id', '=', customerId)
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  if (!row) return null;
  const { name = '', email = null, phone = null, accountName = null, personAccountId = null } = row.contact;
  return { id: row.contact_id, name, email, phone, accountName, personAccountId, missing: row.missing };
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
  const values = {
    contact_id: id,
    contact: JSON.stringify(contact),
    missing: null,
    linked_by: link.linkedBy,
  };
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

/**
 * The contact as the org shows it now. Of one that was merged away, every customer who was linked to it is linked to the
 * one that took its place, and that is written down.
 *
 * @param from the id the links have.
 */
export async function moveContactLinks(
  tx: Tx,
  {
    accountId,
    connectionId,
    from,
    contact,
  }: { accountId: string; connectionId: string; from: string; contact: LinkedContact },
): Promise<void> {
  const links = () =>
    tx.selectFrom('contact_link').where('connection_id', '=', connectionId).where('contact_id', '=', from);
  const before = await links().select(['contact', 'missing']).forUpdate().execute();
  const [was] = before;
  const { id, ...shown } = contact;
  const isKnown =
    id === from && before.every((each) => !each.missing && isDeepStrictEqual(each.contact, shown));
  if (!was || isKnown) return;
  await tx
    .updateTable('contact_link')
    .set({ contact_id: id, contact: JSON.stringify(shown), missing: null })
    .where('connection_id', '=', connectionId)
    .where('contact_id', '=', from)
    .execute();
  if (id === from) return;
  await recordAudit(tx, {
    accountId,
    actor: CARE_ITSELF,
    connectionId,
    kind: 'contact.followed',
    subject: was.contact.name || from,
    detail: `into ${contact.name}`,
  });
}

export async function markContactMissing(
  tx: Tx,
  connectionId: string,
  contactId: string,
  why: WhyMissing,
): Promise<void> {
  await tx
    .updateTable('contact_link')
    .set({ missing: why })
    .where('connection_id', '=', connectionId)
    .where('contact_id', '=', contactId)
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
