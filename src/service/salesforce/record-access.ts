import { z } from 'zod';
import { soql } from '../../domain/soql.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import type { SalesforcePort } from '../sync/ports.ts';
import { askingFor } from './ask-org.ts';
import { queriesInOneCall, readQueries } from './queries-in-one-call.ts';
import { Access, accessQuery, readableOf } from './readable-records.ts';

const Users = z.object({ records: z.array(z.object({ IsActive: z.boolean() })) });

/**
 * Whether a Salesforce user may read a record, in Salesforce's own judgement (UserRecordAccess), asked with
 * a token that sees it, in one call: it is made each time a conversation is opened. Null: Salesforce cannot be asked.
 */
export async function canReadRecord(
  port: SalesforcePort,
  connection: AskedConnection,
  salesforceUserId: string,
  recordId: string,
): Promise<boolean | null> {
  const outcome = await port.call({
    ...askingFor(connection),
    purpose: 'record_access',
    isUrgent: true,
    ...queriesInOneCall({
      access: accessQuery(salesforceUserId, [recordId]),
      user: soql`SELECT IsActive FROM User WHERE Id = ${salesforceUserId}`,
    }),
  });
  if (outcome.kind !== 'answered') return null;
  const answers = readQueries(outcome.body);
  const [access, user] = [Access.safeParse(answers.get('access')), Users.safeParse(answers.get('user'))];
  if (!access.success || !user.success) return null;
  return readableOf(access.data).has(recordId) && user.data.records[0]?.IsActive === true;
}
