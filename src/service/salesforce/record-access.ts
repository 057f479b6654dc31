import { z } from 'zod';
import { soql } from '../../domain/soql.ts';
import type { SalesforcePort } from '../sync/ports.ts';

const Access = z.object({ records: z.array(z.object({ HasReadAccess: z.boolean() })) });
const Users = z.object({ records: z.array(z.object({ IsActive: z.boolean() })) });

/**
 * Whether a Salesforce user may read a record, in Salesforce's own judgement (UserRecordAccess), asked with
 * a token that sees it. Null: Salesforce cannot be asked.
 */
export async function canReadRecord(
  port: SalesforcePort,
  connection: { id: string; accountId: string },
  salesforceUserId: string,
  recordId: string,
): Promise<boolean | null> {
  const ask = (query: string) =>
    port.call({
      accountId: connection.accountId,
      connectionId: connection.id,
      actingAgentId: null,
      fallback: 'default',
      purpose: 'record_access',
      method: 'GET',
      path: `/query?q=${encodeURIComponent(query)}`,
      records: 0,
      deadlineMs: 5_000,
    });
  const [access, user] = await Promise.all([
    ask(
      soql`SELECT RecordId, HasReadAccess FROM UserRecordAccess WHERE UserId = ${salesforceUserId} AND RecordId = ${recordId}`
        .text,
    ),
    ask(soql`SELECT IsActive FROM User WHERE Id = ${salesforceUserId}`.text),
  ]);
  if (access.kind !== 'answered' || user.kind !== 'answered') return null;
  return (
    Access.safeParse(access.body).data?.records[0]?.HasReadAccess === true &&
    Users.safeParse(user.body).data?.records[0]?.IsActive === true
  );
}
