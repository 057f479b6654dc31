import { sql } from 'kysely';
import { isSandboxOf } from '../../domain/org-type.ts';
import type { Tx } from './database.ts';

const MOST_COPIES = 50;

/** Remembers that an org has shown the key of another one: it was copied from it. */
export async function noteCopiedOrg(
  tx: Tx,
  copy: { accountId: string; connectionId: string; orgId: string },
): Promise<void> {
  await sql`insert into copied_org (account_id, connection_id, org_id)
    select ${copy.accountId}, ${copy.connectionId}, ${copy.orgId}
    where (select count(*) from copied_org where connection_id = ${copy.connectionId}) < ${MOST_COPIES}
    on conflict (connection_id, org_id) do update set seen_at = now()
      where copied_org.seen_at < now() - interval '1 hour'`.execute(tx);
}

/** The connected org that this one is a copy of: it has shown that org's key, or is named as its sandbox. */
export async function originalOf(
  tx: Tx,
  orgId: string,
  instanceHost: string,
): Promise<{ orgName: string } | null> {
  const connections = await tx
    .selectFrom('connection as k')
    .leftJoin('copied_org as c', (join) =>
      join.onRef('c.connection_id', '=', 'k.id').on('c.org_id', '=', orgId),
    )
    .select(['k.org_name', 'k.instance_url', 'c.org_id as copy'])
    .where('k.org_id', '<>', orgId)
    .orderBy('k.created_at')
    .execute();
  const original =
    connections.find(({ copy }) => copy !== null) ??
    connections.find(({ instance_url }) => isSandboxOf(instanceHost, new URL(instance_url).hostname));
  return original ? { orgName: original.org_name } : null;
}
