import type { DuplicatesShape } from '../../api/contacts.ts';
import type { CaseSummary } from '../../api/shapes.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import type { Connection } from '../../domain/connection.ts';
import type { ContactLink, LinkedContact } from '../../domain/contact.ts';
import { Problem } from '../problem.ts';
import { readSummaries } from '../storage/case-views.ts';
import { connectionOfCustomer } from '../storage/connection-of-customer.ts';
import { findContactLink } from '../storage/contact-link.ts';
import type { Database, Tx } from '../storage/database.ts';
import type { FoundDuplicates } from './matching-records.ts';

/** A case, the org its customer's cases go to, and who the customer is there. */
export interface CaseInOrg {
  summary: CaseSummary;
  /** Null: none is connected. */
  connection: Connection | null;
  contact: ContactLink | null;
}

/** @throws Problem NOT_FOUND */
export const inCase = <T>(
  db: Database,
  actor: Actor,
  caseId: string,
  work: (found: CaseInOrg, tx: Tx) => Promise<T>,
): Promise<T> =>
  db.forAccount(actor.accountId, async (tx) => {
    const [summary] = await readSummaries(tx, [caseId]);
    if (!summary) throw new Problem('NOT_FOUND');
    const connection = await connectionOfCustomer(tx, summary.customer.id);
    const contact = connection && (await findContactLink(tx, summary.customer.id, connection.id));
    return work({ summary, connection, contact }, tx);
  });

/** @throws Problem SALESFORCE_NOT_CONNECTED */
export function connected(connection: Connection | null): Connection {
  if (!connection) throw new Problem('SALESFORCE_NOT_CONNECTED');
  return connection;
}

/** @throws Problem FORBIDDEN */
export function person(actor: Actor): string {
  const agentId = actingAgentId(actor);
  if (agentId === null) throw new Problem('FORBIDDEN', 'Salesforce is asked on behalf of a person.');
  return agentId;
}

/** As people see it: a person account opens as the account it is. */
export function shownContact<Contact extends LinkedContact>(
  { instanceUrl }: Pick<Connection, 'instanceUrl'>,
  { personAccountId, ...contact }: Contact,
): Omit<Contact, 'personAccountId'> & { personAccount: boolean; url: string } {
  const [object, id] = personAccountId === null ? ['Contact', contact.id] : ['Account', personAccountId];
  return {
    ...contact,
    personAccount: personAccountId !== null,
    url: `${instanceUrl}/lightning/r/${object}/${id}/view`,
  };
}

export const shownDuplicates = (
  org: Pick<Connection, 'instanceUrl'>,
  { records, ...found }: FoundDuplicates,
): DuplicatesShape => ({
  ...found,
  records: records.map((record) => {
    const shown = shownContact(org, record);
    if (record.object === 'Contact') return shown;
    return { ...shown, url: `${org.instanceUrl}/lightning/r/${record.object}/${record.id}/view` };
  }),
});
