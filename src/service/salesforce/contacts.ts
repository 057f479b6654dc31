import { z } from 'zod';
import type { Connection } from '../../domain/connection.ts';
import type { LinkedContact } from '../../domain/contact.ts';
import { anyOf, containing, type Soql, soql, startingWith } from '../../domain/soql.ts';
import { Problem } from '../problem.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { answered } from './outcome-problem.ts';

export interface NewContact {
  firstName: string | null;
  lastName: string;
  email: string | null;
  phone: string | null;
}

const MOST_CONTACTS = 20;
/** A part of a number this short says nothing. */
const FEWEST_DIGITS = 4;

const FIELDS = soql`Id, Name, Email, Phone, Account.Name`;

const Contacts = z.object({
  records: z.array(
    z.object({
      Id: z.string(),
      Name: z.string(),
      Email: z.string().nullable(),
      Phone: z.string().nullable(),
      Account: z.object({ Name: z.string() }).nullable(),
    }),
  ),
});

/** By name, e-mail or phone; asked with the agent's own token where there is one. */
export async function searchContacts(
  port: SalesforcePort,
  connection: Connection,
  agentId: string,
  search: string,
): Promise<LinkedContact[]> {
  return queryContacts(
    port,
    connection,
    agentId,
    soql`SELECT ${FIELDS} FROM Contact WHERE ${matching(search)} ORDER BY Name LIMIT ${MOST_CONTACTS}`,
  );
}

/** @throws Problem SALESFORCE_REFUSED when the agent sees no such contact. */
export async function readContact(
  port: SalesforcePort,
  connection: Connection,
  agentId: string,
  contactId: string,
): Promise<LinkedContact> {
  const [contact] = await queryContacts(
    port,
    connection,
    agentId,
    soql`SELECT ${FIELDS} FROM Contact WHERE Id = ${contactId} LIMIT 1`,
  );
  if (!contact) throw new Problem('SALESFORCE_REFUSED', 'You see no such contact in Salesforce.');
  return contact;
}

export async function createContact(
  port: SalesforcePort,
  connection: Connection,
  agentId: string,
  contact: NewContact,
): Promise<LinkedContact> {
  const { body } = answered(
    await port.call({
      accountId: connection.accountId,
      connectionId: connection.id,
      actingAgentId: agentId,
      fallback: 'none',
      purpose: 'contact',
      method: 'POST',
      path: '/sobjects/Contact',
      body: {
        FirstName: contact.firstName,
        LastName: contact.lastName,
        Email: contact.email,
        Phone: contact.phone,
      },
      records: 1,
    }),
  );
  const { id } = z.object({ id: z.string() }).parse(body);
  const name = [contact.firstName, contact.lastName].filter((part) => part !== null).join(' ');
  return { id, name, email: contact.email, phone: contact.phone, accountName: null };
}

function matching(search: string): Soql {
  const digits = search.replace(/\D/g, '');
  return anyOf([
    soql`Name LIKE ${containing(search)}`,
    soql`Email LIKE ${startingWith(search)}`,
    // Orgs keep numbers in every notation: digits in their order, whatever stands between them.
    ...(digits.length >= FEWEST_DIGITS
      ? [
          soql`Phone LIKE ${containing([...digits].join(' '))}`,
          soql`MobilePhone LIKE ${containing([...digits].join(' '))}`,
        ]
      : []),
  ]);
}

async function queryContacts(
  port: SalesforcePort,
  connection: Connection,
  agentId: string,
  query: Soql,
): Promise<LinkedContact[]> {
  const { body } = answered(
    await port.call({
      accountId: connection.accountId,
      connectionId: connection.id,
      actingAgentId: agentId,
      fallback: 'none',
      purpose: 'contact',
      method: 'GET',
      path: `/query?q=${encodeURIComponent(query.text)}`,
      records: 0,
    }),
  );
  return Contacts.parse(body).records.map((row) => ({
    id: row.Id,
    name: row.Name,
    email: row.Email,
    phone: row.Phone,
    accountName: row.Account?.Name ?? null,
  }));
}
