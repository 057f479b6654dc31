import { newId } from '../../ids.ts';
import type { Database } from '../../storage/database.ts';

/** Connects the account to an org as far as the database knows it; no token is needed for the tests' port. */
export async function seedConnection(
  db: Database,
  accountId: string,
  org: { orgId: string; url: string },
  statusSync: 'none' | 'bidirectional' = 'bidirectional',
): Promise<string> {
  const id = newId('conn');
  await db.forAccount(accountId, (tx) =>
    tx
      .insertInto('connection')
      .values({
        id,
        account_id: accountId,
        environment: 'sandbox',
        org_id: org.orgId,
        org_name: 'ACME',
        instance_url: org.url,
        login_url: org.url,
        org_key: newId('conn'),
        status_sync: statusSync,
      })
      .execute(),
  );
  return id;
}

/** Links the customer of a case to a contact of the org. */
export async function linkCustomer(
  db: Database,
  accountId: string,
  caseId: string,
  connectionId: string,
  contactId: string,
): Promise<void> {
  await db.forAccount(accountId, async (tx) => {
    const { customer_id } = await tx
      .selectFrom('care_case')
      .select('customer_id')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('contact_link')
      .values({
        account_id: accountId,
        customer_id,
        connection_id: connectionId,
        contact_id: contactId,
      })
      .execute();
  });
}
