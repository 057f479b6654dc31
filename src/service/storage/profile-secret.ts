import { sql } from 'kysely';
import type { Database } from './database.ts';

/** The sealed signing secret of a profile, whichever account it belongs to. */
export async function sealedSecretOfProfile(
  db: Database,
  profileId: string,
): Promise<{ accountId: string; sealed: Buffer } | null> {
  const { rows } = await sql<{ account_id: string }>`select * from account_of_profile(${profileId})`.execute(
    db.lookup,
  );
  const accountId = rows[0]?.account_id;
  if (!accountId) return null;
  return db.forAccount(accountId, async (tx) => {
    const row = await tx
      .selectFrom('profile')
      .select('signing_secret')
      .where('id', '=', profileId)
      .executeTakeFirst();
    return row ? { accountId, sealed: row.signing_secret } : null;
  });
}
