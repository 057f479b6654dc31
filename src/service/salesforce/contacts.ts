import { z } from 'zod';
import type { Connection } from '../../domain/connection.ts';
import type { LinkedContact } from '../../domain/contact.ts';
import { anyOf, containing, Soql, soql, startingWith } from '../../domain/soql.ts';
import {
  bare,
  bySurest,
  digitsOf,
  FEWEST_DIGITS,
  tellingDigits,
  type Wanted,
  whySuggested,
} from '../../domain/suggest-contact.ts';
import { Problem } from '../problem.ts';
import { askVisible, visibleOf } from '../sync/ask-visible.ts';
import { ContactRow, contactFields, contactOf } from '../sync/find-contact.ts';
import type { SalesforceOutcome, SalesforcePort } from '../sync/ports.ts';
import { answered } from './outcome-problem.ts';

/** Who asks which org. */
export interface ContactAsker {
  port: SalesforcePort;
  connection: Connection;
  /** Asked by their own token where there is one. */
  agentId: string;
  /** How long anybody waits for one answer; absent: the transport's own. */
  deadlineMs?: number;
}

/** What the search knows beside the org's standard fields. */
export interface SearchHints {
  /** Fields that the saved mapping keeps the author's handle in. */
  handleFields: readonly string[];
  /** Contacts that customers who fit are linked to, by why they fit. */
  linked: ReadonlyMap<string, string>;
}

export interface SuggestedContact extends LinkedContact {
  reason: string;
}

const MOST_CONTACTS = 20;
const MOST_SUGGESTIONS = 5;

const Contacts = z.object({
  records: z.array(ContactRow.extend({ MobilePhone: z.string().nullish() }).loose()),
});
type FoundContact = z.output<typeof Contacts>['records'][number];

/** By name, e-mail, phone or handle. */
export async function searchContacts(
  asker: ContactAsker,
  search: string,
  { handleFields, linked }: SearchHints,
): Promise<LinkedContact[]> {
  const digits = digitsOf(search);
  const rows = await queryContacts(asker, [
    { field: 'Name', fits: soql`Name LIKE ${containing(search)}` },
    { field: 'Email', fits: soql`Email LIKE ${startingWith(search)}` },
    ...(digits.length >= FEWEST_DIGITS ? withDigits(digits) : []),
    ...handleFields.map((field) => ({
      field,
      fits: soql`${new Soql(field)} LIKE ${containing(bare(search))}`,
    })),
    ...among([...linked.keys()]),
  ]);
  return rows.map(contactOf);
}

/** Who the customer may be, the surest first, each with the reason. */
export async function suggestContacts(
  asker: ContactAsker,
  wanted: Wanted,
  { handleFields, linked }: SearchHints,
): Promise<SuggestedContact[]> {
  const digits = tellingDigits(wanted.phone);
  const handle = bare(wanted.handle);
  const conditions = [
    ...(wanted.name ? [{ field: 'Name', fits: soql`Name = ${wanted.name}` }] : []),
    ...(wanted.email ? [{ field: 'Email', fits: soql`Email = ${wanted.email}` }] : []),
    ...(digits === '' ? [] : withDigits(digits)),
    ...(handle === ''
      ? []
      : handleFields.map((field) => ({
          field,
          fits: soql`${new Soql(field)} IN ${[handle, `@${handle}`]}`,
        }))),
    ...among([...linked.keys()]),
  ];
  const rows = await queryContacts(asker, conditions, handleFields);
  return rows
    .flatMap((row): SuggestedContact[] => {
      const compared = {
        name: row.Name,
        email: row.Email,
        phones: [row.Phone, row.MobilePhone ?? null],
        handles: handleFields.map((field) => textOf(row[field])),
      };
      const reasons = [whySuggested(wanted, compared), linked.get(row.Id)].flatMap((reason) =>
        reason ? [{ reason }] : [],
      );
      const [surest] = reasons.sort(bySurest);
      return surest ? [{ ...contactOf(row), ...surest }] : [];
    })
    .sort(bySurest)
    .slice(0, MOST_SUGGESTIONS);
}

/**
 * Those of the named that the agent may see.
 *
 * @param accountIds of person accounts, whose contacts are meant; of companies, nobody's.
 */
export async function readContacts(
  asker: ContactAsker,
  ids: readonly string[],
  accountIds: readonly string[] = [],
): Promise<LinkedContact[]> {
  const persons = asker.connection.hasPersonAccounts && accountIds.length > 0;
  const ofAccounts = soql`(IsPersonAccount = true AND AccountId IN ${accountIds})`;
  const named = [...among(ids), ...(persons ? [{ field: 'AccountId', fits: ofAccounts }] : [])];
  return (await queryContacts(asker, named)).map(contactOf);
}

/** @throws Problem SALESFORCE_REFUSED when the agent sees no such contact. */
export async function readContact(asker: ContactAsker, contactId: string): Promise<LinkedContact> {
  const [contact] = await readContacts(asker, [contactId]);
  if (!contact) throw new Problem('SALESFORCE_REFUSED', 'You see no such contact in Salesforce.');
  return contact;
}

/** What speaks for a contact, by a field that the agent has to see for it. */
interface Condition {
  field: string;
  fits: Soql;
}

const among = (ids: readonly string[]): Condition[] =>
  ids.length === 0 ? [] : [{ field: 'Id', fits: soql`Id IN ${ids}` }];

/** Orgs keep numbers in every notation: digits in their order, whatever stands between them. */
function withDigits(digits: string): Condition[] {
  const pattern = containing([...digits].join(' '));
  return ['Phone', 'MobilePhone'].map((field) => ({ field, fits: soql`${new Soql(field)} LIKE ${pattern}` }));
}

/** Contacts for which one of the conditions speaks, as far as the agent sees their fields. */
async function queryContacts(
  asker: ContactAsker,
  conditions: readonly Condition[],
  more: readonly string[] = [],
): Promise<FoundContact[]> {
  const fields = [...new Set([...contactFields(asker.connection), 'MobilePhone', ...more])];
  const outcome = await askVisible((unseen) => {
    const left = conditions.filter(({ field }) => !unseen.has(field)).map(({ fits }) => fits);
    if (left.length === 0) return null;
    const seen = new Soql(visibleOf(fields, unseen).join(', '));
    const query = soql`SELECT ${seen} FROM Contact WHERE ${anyOf(left)} ORDER BY Name LIMIT ${MOST_CONTACTS}`;
    return askContacts(asker, query);
  });
  return outcome === null ? [] : Contacts.parse(answered(outcome).body).records;
}

/** @throws Problem when the org does not answer the query. */
export const queryAs = async (asker: ContactAsker, query: Soql): Promise<unknown> =>
  answered(await askContacts(asker, query)).body;

export const askContacts = (
  { port, connection, agentId, deadlineMs }: ContactAsker,
  query: Soql,
): Promise<SalesforceOutcome> =>
  port.call({
    accountId: connection.accountId,
    connectionId: connection.id,
    actingAgentId: agentId,
    fallback: 'none',
    purpose: 'contact',
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query.text)}`,
    records: 0,
    ...(deadlineMs !== undefined && { deadlineMs }),
  });

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
