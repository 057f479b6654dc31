import { z } from 'zod';
import { soql } from '../../domain/soql.ts';
import type { SalesforcePort } from '../sync/ports.ts';

const Access = z.object({
  records: z.array(z.object({ RecordId: z.string(), HasReadAccess: z.boolean() })),
});

/**
 * Which of up to 200 records a Salesforce user may read, in Salesforce's own judgement (UserRecordAccess).
 * Null: it cannot be asked now.
 */
export async function readableRecords(
  port: SalesforcePort,
  connection: { id: string; accountId: string },
  salesforceUserId: string,
  recordIds: readonly string[],
): Promise<ReadonlySet<string> | null> {
  const query = soql`SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${salesforceUserId} AND RecordId IN ${recordIds}`;
  const outcome = await port.call({
    accountId: connection.accountId,
    connectionId: connection.id,
    actingAgentId: null,
    fallback: 'default',
    purpose: 'record_access',
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query.text)}`,
    records: 0,
    deadlineMs: 5_000,
  });
  const rows = outcome.kind === 'answered' ? Access.safeParse(outcome.body).data?.records : undefined;
  if (!rows) return null;
  return new Set(rows.filter(({ HasReadAccess }) => HasReadAccess).map(({ RecordId }) => RecordId));
}
