import { sql } from 'kysely';
import type { Module } from '../../domain/module.ts';
import type { Database } from './database.ts';

/** The sealed signing secret of a profile, whichever account it belongs to, and what that account has. */
export async function sealedSecretOfProfile(
  db: Database,
  profileId: string,
): Promise<{ accountId: string; modules: Module[]; sealed: Buffer } | null> {
  const { rows } = await sql<{ account_id: string }>`select * from account_of_profile(${profileId})`.execute(
    db.lookup,
  );
  const accountId = rows[0]?.account_id;
  if (!accountId) return null;
  return db.forAccount(accountId, async (tx) => {
    const row = await tx
      .selectFrom('profile as p')
      .innerJoin('account as k', 'k.account_id', 'p.account_id')
      .select(['p.signing_secret', 'k.modules'])
      .where('p.id', '=', profileId)
      .executeTakeFirst();
    return row ? { accountId, modules: row.modules, sealed: row.signing_secret } : null;
  });
}
