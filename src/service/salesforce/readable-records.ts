import { z } from 'zod';
import { soql } from '../../domain/soql.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { askOrg } from './ask-org.ts';

export const Access = z.object({
  records: z.array(z.object({ RecordId: z.string(), HasReadAccess: z.boolean() })),
});

export const accessQuery = (salesforceUserId: string, recordIds: readonly string[]) =>
  soql`SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${salesforceUserId} AND RecordId IN ${recordIds}`;

export const readableOf = ({ records }: z.output<typeof Access>): ReadonlySet<string> =>
  new Set(records.filter((row) => row.HasReadAccess).map((row) => row.RecordId));

/**
 * Which of up to 200 records a Salesforce user may read, in Salesforce's own judgement (UserRecordAccess).
 * Null: it cannot be asked now.
 */
export async function readableRecords(
  port: SalesforcePort,
  connection: AskedConnection,
  salesforceUserId: string,
  recordIds: readonly string[],
): Promise<ReadonlySet<string> | null> {
  const access = await askOrg(port, connection, {
    purpose: 'record_access',
    query: accessQuery(salesforceUserId, recordIds),
    shape: Access,
  });
  return access && readableOf(access);
}
