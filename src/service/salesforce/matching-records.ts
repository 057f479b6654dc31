import { z } from 'zod';
import type { LinkedContact } from '../../domain/contact.ts';
import { type Soql, soql } from '../../domain/soql.ts';
import { type ContactAsker, queryAs, readContacts } from './contacts.ts';

/** What a duplicate rule of the org finds is a contact, of its own or of a person account, or a lead; of other objects Care shows nothing. */
export interface MatchingRecord extends LinkedContact {
  object: 'Contact' | 'Lead';
}

/** What the org's duplicate rules have found of a record. */
export interface FoundDuplicates {
  /** In the rule's own words, or which rules they are. */
  fact: string;
  /** Whether the rules let it be created all the same. */
  allowed: boolean;
  /** Those that the agent may see. */
  records: MatchingRecord[];
  /** How many more there are. */
  unseen: number;
}

const Leads = z.object({
  records: z.array(
    z.object({
      Id: z.string(),
      Name: z.string(),
      Email: z.string().nullable(),
      Phone: z.string().nullable(),
      Company: z.string().nullable(),
    }),
  ),
});
const CONTACT_PREFIX = '003';
const LEAD_PREFIX = '00Q';
const ACCOUNT_PREFIX = '001';
const MOST = 20;

/** Those of the found that the agent may see, contacts first. */
export async function readMatches(
  asker: ContactAsker,
  ids: readonly string[],
): Promise<Pick<FoundDuplicates, 'records' | 'unseen'>> {
  const among = (prefix: string) => ids.filter((id) => id.startsWith(prefix));
  const [contacts, leads] = await Promise.all([
    readContacts(asker, among(CONTACT_PREFIX), among(ACCOUNT_PREFIX)),
    readLeads(asker, among(LEAD_PREFIX)),
  ]);
  const records = [
    ...contacts.map((each): MatchingRecord => ({ ...each, object: 'Contact' })),
    ...leads.map((each): MatchingRecord => ({ ...each, object: 'Lead' })),
  ];
  // A rule may find a person account by its account and by its contact.
  const seen = new Set(records.flatMap(({ id, personAccountId }) => [id, personAccountId]));
  return { records, unseen: ids.filter((id) => !seen.has(id)).length };
}

async function readLeads(asker: ContactAsker, ids: readonly string[]): Promise<LinkedContact[]> {
  if (ids.length === 0) return [];
  const query: Soql = soql`SELECT Id, Name, Email, Phone, Company FROM Lead WHERE Id IN ${ids} ORDER BY Name LIMIT ${MOST}`;
  return Leads.parse(await queryAs(asker, query)).records.map((row) => ({
    id: row.Id,
    name: row.Name,
    email: row.Email,
    phone: row.Phone,
    accountName: row.Company,
    personAccountId: null,
  }));
}
