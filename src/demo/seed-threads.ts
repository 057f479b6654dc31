import type { ServiceParts } from '../service/main.ts';
import type { CustomersChannel } from './customers-channel.ts';

/**
 * Gives the customers' side what was imported: those messages were said on the platform, so a customer who
 * opens the thread has to find them there. Known ones stay as they are.
 */
export async function seedThreads(
  { services: { db } }: Pick<ServiceParts, 'services'>,
  accountId: string,
  threads: CustomersChannel,
): Promise<void> {
  const rows = await db.forAccount(accountId, (tx) =>
    tx
      .selectFrom('message as m')
      .innerJoin('care_case as c', 'c.id', 'm.case_id')
      .innerJoin('customer as u', 'u.id', 'c.customer_id')
      .select(['m.profile_id as profileId', 'm.platform_id as platformId', 'm.direction', 'm.kind'])
      .select(['m.text', 'm.sent_at as sentAt', 'm.author_name as author'])
      .select(['u.external_id as customerId', 'u.name', 'u.handle'])
      .where('m.imported', '=', true)
      .orderBy('m.sent_at')
      .execute(),
  );
  await threads.add(
    rows.map(({ profileId, platformId, customerId, name, handle, ...said }) => ({
      profileId,
      customer: { id: customerId, name, handle },
      message: { id: platformId ?? '', ...said },
    })),
  );
}
