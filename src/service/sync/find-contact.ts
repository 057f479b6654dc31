import { z } from 'zod';
import type { LinkedContact } from '../../domain/contact.ts';
import { soql } from '../../domain/soql.ts';
import { followMerges } from './follow-merges.ts';
import type { SalesforcePort, SalesforceRequest } from './ports.ts';

export type ContactSight =
  /** The contact itself, or the one it was merged into. */
  | { kind: 'there'; contact: LinkedContact }
  /** In the recycle bin, and nothing took its place. */
  | { kind: 'deleted' }
  /** Deleted for good, or hidden from the token that looked. */
  | { kind: 'not_seen' }
  /** Could not be asked. */
  | { kind: 'unknown' };

/** In which org, and through whose eyes. */
export type ContactQuestion = Pick<
  SalesforceRequest,
  'accountId' | 'connectionId' | 'actingAgentId' | 'fallback' | 'deadlineMs'
>;

/** What a query for contacts has to name for `contactOf`. */
export const CONTACT_FIELDS = ['Id', 'Name', 'Email', 'Phone', 'Account.Name'] as const;
export const ContactRow = z.object({
  Id: z.string(),
  Name: z.string(),
  Email: z.string().nullable(),
  Phone: z.string().nullable(),
  Account: z.object({ Name: z.string() }).nullable(),
});
const Found = z.object({
  records: z.array(ContactRow.extend({ IsDeleted: z.boolean(), MasterRecordId: z.string().nullable() })),
});

export const contactOf = (row: z.output<typeof ContactRow>): LinkedContact => ({
  id: row.Id,
  name: row.Name,
  email: row.Email,
  phone: row.Phone,
  accountName: row.Account?.Name ?? null,
});

/** What became of a contact: the recycle bin is searched too, and merges are followed. One call where it stands. */
export const findContact = (
  port: SalesforcePort,
  question: ContactQuestion,
  contactId: string,
): Promise<ContactSight> => followMerges(contactId, (id) => look(port, question, id));

async function look(
  port: SalesforcePort,
  question: ContactQuestion,
  id: string,
): Promise<ContactSight | { kind: 'merged'; into: string }> {
  const fields = [...CONTACT_FIELDS, 'IsDeleted', 'MasterRecordId'].join(', ');
  const query = `SELECT ${fields} FROM Contact WHERE ${soql`Id = ${id}`} LIMIT 1`;
  const outcome = await port.call({
    ...question,
    purpose: 'contact',
    method: 'GET',
    path: `/queryAll?q=${encodeURIComponent(query)}`,
    records: 0,
  });
  const found = outcome.kind === 'answered' ? Found.safeParse(outcome.body) : null;
  if (!found?.success) return { kind: 'unknown' };
  const [row] = found.data.records;
  if (!row) return { kind: 'not_seen' };
  if (!row.IsDeleted) return { kind: 'there', contact: contactOf(row) };
  return row.MasterRecordId === null ? { kind: 'deleted' } : { kind: 'merged', into: row.MasterRecordId };
}
