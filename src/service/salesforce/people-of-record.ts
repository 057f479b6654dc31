import { z } from 'zod';
import { objectOfRecord } from '../../domain/salesforce-names.ts';
import { soql } from '../../domain/soql.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { askOrg } from './ask-org.ts';

/** Who a record is about, as far as Care can match it with customers. */
export interface PeopleOfRecord {
  contactId: string | null;
  emails: string[];
}

const text = z.string().nullish();
const Rows = z.object({
  records: z.array(
    z.object({
      ContactId: text,
      SuppliedEmail: text,
      Contact: z.object({ Email: text }).nullish(),
      ConvertedContactId: text,
      Email: text,
    }),
  ),
});

/**
 * Asked with the default token: that the user may read the record was found out before, and nothing of this is
 * shown. Null: Salesforce cannot be asked now, or shows no such record.
 */
export async function peopleOfRecord(
  port: SalesforcePort,
  connection: AskedConnection,
  recordId: string,
): Promise<PeopleOfRecord | null> {
  const query =
    objectOfRecord(recordId) === 'Lead'
      ? soql`SELECT ConvertedContactId, Email FROM Lead WHERE Id = ${recordId}`
      : soql`SELECT ContactId, SuppliedEmail, Contact.Email FROM Case WHERE Id = ${recordId}`;
  const found = await askOrg(port, connection, { purpose: 'contact', query, shape: Rows });
  const row = found?.records[0];
  if (!row) return null;
  const emails = [row.Contact?.Email, row.SuppliedEmail, row.Email].flatMap((email) => email || []);
  return {
    contactId: row.ContactId ?? row.ConvertedContactId ?? null,
    emails: [...new Set(emails.map((email) => email.toLowerCase()))],
  };
}
