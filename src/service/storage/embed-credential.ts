import { sql } from 'kysely';
import type { Tx } from './database.ts';

export async function addEmbedCredential(
  tx: Tx,
  credential: { hash: Buffer; accountId: string; connectionId: string },
): Promise<void> {
  await tx
    .insertInto('embed_credential')
    .values({
      credential_hash: credential.hash,
      account_id: credential.accountId,
      connection_id: credential.connectionId,
    })
    .execute();
}

/** The org has the new one: the one before it is good for another hour, anything older is gone. */
export async function retireEarlierCredentials(tx: Tx, connectionId: string, current: Buffer): Promise<void> {
  const earlier = tx
    .updateTable('embed_credential')
    .where('connection_id', '=', connectionId)
    .where('credential_hash', '<>', current);
  await earlier
    .set({ replaced_at: sql<string>`now()`, expires_at: sql<string>`now() + interval '1 hour'` })
    .where('replaced_at', 'is', null)
    .execute();
  await tx
    .deleteFrom('embed_credential')
    .where('connection_id', '=', connectionId)
    .where('expires_at', '<', sql<string>`now()`)
    .execute();
}

export async function removeEmbedCredential(tx: Tx, hash: Buffer): Promise<void> {
  await tx.deleteFrom('embed_credential').where('credential_hash', '=', hash).execute();
}

/** Whether the org's key was last given to another account: one org has one. @param orgId 18 characters. */
export async function isKeyElsewhere(tx: Tx, orgId: string, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ elsewhere: boolean }>`
    select org_key_elsewhere(${orgId}, ${accountId}) as elsewhere`.execute(tx);
  return rows[0]!.elsewhere;
}

export async function hasEmbedCredential(tx: Tx, connectionId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('embed_credential')
    .select('credential_hash')
    .where('connection_id', '=', connectionId)
    .where('expires_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
