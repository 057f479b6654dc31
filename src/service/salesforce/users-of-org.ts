import { z } from 'zod';
import { emailBehindCopy } from '../../domain/copied-email.ts';
import { type Soql, soql } from '../../domain/soql.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { askOrg } from './ask-org.ts';

/** A person of the org. */
export interface OrgPerson {
  salesforceUserId: string;
  username: string;
  name: string;
  /** Lower case, without what a sandbox hangs on. */
  email: string;
}

const Rows = z.object({
  records: z.array(z.object({ Id: z.string(), Username: z.string(), Name: z.string(), Email: z.string() })),
});
/** As many as a list shows, and a query address (16,384 bytes) holds. */
const MOST = 100;

/** Active people of the org with one of these addresses. Empty, when Salesforce cannot be asked now. */
export function findByEmail(
  port: SalesforcePort,
  connection: AskedConnection,
  emails: readonly string[],
): Promise<OrgPerson[]> {
  const asked = emails.slice(0, MOST).flatMap((email) => [email, `${email}.invalid`]);
  if (asked.length === 0) return Promise.resolve([]);
  return people(
    port,
    connection,
    soql`SELECT Id, Username, Name, Email FROM User WHERE IsActive = true AND Email IN ${asked} LIMIT 200`,
  );
}

/** People of the org by id. Empty, when Salesforce cannot be asked now. */
export function findById(
  port: SalesforcePort,
  connection: AskedConnection,
  ids: readonly string[],
): Promise<OrgPerson[]> {
  if (ids.length === 0) return Promise.resolve([]);
  const asked = ids.slice(0, 2 * MOST);
  return people(port, connection, soql`SELECT Id, Username, Name, Email FROM User WHERE Id IN ${asked}`);
}

async function people(port: SalesforcePort, connection: AskedConnection, query: Soql): Promise<OrgPerson[]> {
  const found = await askOrg(port, connection, { purpose: 'identity', query, shape: Rows });
  return (found?.records ?? []).map((row) => ({
    salesforceUserId: row.Id,
    username: row.Username,
    name: row.Name,
    email: emailBehindCopy(row.Email),
  }));
}
