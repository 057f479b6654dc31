import { z } from 'zod';
import { soql } from '../../domain/soql.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { askOrg } from './ask-org.ts';
import { readableRecords } from './readable-records.ts';

const Users = z.object({ records: z.array(z.object({ IsActive: z.boolean() })) });

/**
 * Whether a Salesforce user may read a record, in Salesforce's own judgement (UserRecordAccess), asked with
 * a token that sees it. Null: Salesforce cannot be asked.
 */
export async function canReadRecord(
  port: SalesforcePort,
  connection: AskedConnection,
  salesforceUserId: string,
  recordId: string,
): Promise<boolean | null> {
  const [readable, users] = await Promise.all([
    readableRecords(port, connection, salesforceUserId, [recordId]),
    askOrg(port, connection, {
      purpose: 'record_access',
      query: soql`SELECT IsActive FROM User WHERE Id = ${salesforceUserId}`,
      shape: Users,
    }),
  ]);
  if (!readable || !users) return null;
  return readable.has(recordId) && users.records[0]?.IsActive === true;
}
