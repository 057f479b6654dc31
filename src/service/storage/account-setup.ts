import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Module } from '../../domain/module.ts';
import type { Platform } from '../../domain/profile.ts';
import { hashSecret } from '../care/sign-in.ts';
import { newId, newSecret } from '../ids.ts';
import type { Database } from './database.ts';
import { roleByName } from './role.ts';

/** What an operator sets up by hand: accounts, their agents, profiles and API keys. */
export interface AccountName {
  id: string;
  name: string;
}

/** All accounts, oldest first: only an operator's login may look across them. */
export async function listAccounts(adminUrl: string): Promise<AccountName[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('set role care_owner');
    const { rows } = await client.query<AccountName>(
      'select account_id as id, name from account order by created_at',
    );
    return rows;
  } finally {
    await client.end();
  }
}

export interface NewAccount {
  name: string;
  modules: readonly Module[];
  id?: string;
}

export async function createAccount(
  db: Database,
  { name, modules, id = newId('acct') }: NewAccount,
): Promise<string> {
  await db.forAccount(id, (tx) =>
    tx
      .insertInto('account')
      .values({ account_id: id, name, modules: [...modules] })
      .execute(),
  );
  return id;
}

export const modulesOfAccount = (db: Database, id: string): Promise<Module[]> =>
  db.forAccount(id, async (tx) => {
    const account = await tx
      .selectFrom('account')
      .select('modules')
      .where('account_id', '=', id)
      .executeTakeFirstOrThrow();
    return account.modules;
  });

export const accountExists = (db: Database, id: string): Promise<boolean> =>
  db.forAccount(id, async (tx) => {
    const found = await tx.selectFrom('account').select('account_id').where('account_id', '=', id).execute();
    return found.length > 0;
  });

export interface NewAgent {
  email: string;
  name: string;
  /** As the account calls it, or one of the built-in ones: *Admin*, *Supervisor*, *Agent*. */
  role: string;
}

export async function createAgent(
  db: Database,
  accountId: string,
  { email, name, role }: NewAgent,
): Promise<{ id: string } | 'exists' | 'role_unknown'> {
  return db.forAccount(accountId, async (tx) => {
    const found = await roleByName(tx, role);
    if (!found) return 'role_unknown';
    const created = await tx
      .insertInto('agent')
      .values({
        id: newId('agent'),
        account_id: accountId,
        name,
        role_id: found.id,
        email: email.toLowerCase(),
      })
      .onConflict((conflict) => conflict.columns(['account_id', 'email']).doNothing())
      .returning('id')
      .executeTakeFirst();
    return created ?? 'exists';
  });
}

export async function agentByEmail(
  db: Database,
  accountId: string,
  email: string,
): Promise<{ id: string; name: string; active: boolean } | null> {
  const found = await db.forAccount(accountId, (tx) =>
    tx
      .selectFrom('agent')
      .select(['id', 'name', 'active'])
      .where('email', '=', email.toLowerCase())
      .executeTakeFirst(),
  );
  return found ?? null;
}

export interface NewProfile {
  platform: Platform;
  handle: string;
  name: string;
  /** Where replies are posted to; null: replies cannot leave. */
  outgoingUrl: string | null;
}

/** Seals a profile's signing secret so that it opens for this account and profile alone. */
export type SealSigningSecret = (secret: string, accountId: string, profileId: string) => Buffer;

/** @returns the secret its channel signs with (shown this once), or null when there is such a profile already. */
export async function createProfile(
  db: Database,
  accountId: string,
  profile: NewProfile,
  seal: SealSigningSecret,
): Promise<{ id: string; signingSecret: string } | null> {
  const id = newId('prof');
  const signingSecret = newSigningSecret();
  const created = await db.forAccount(accountId, (tx) =>
    tx
      .insertInto('profile')
      .values({
        id,
        account_id: accountId,
        platform: profile.platform,
        handle: profile.handle,
        name: profile.name,
        outgoing_url: profile.outgoingUrl,
        signing_secret: seal(signingSecret, accountId, id),
      })
      .onConflict((conflict) => conflict.columns(['account_id', 'platform', 'handle']).doNothing())
      .returning('id')
      .executeTakeFirst(),
  );
  return created ? { id, signingSecret } : null;
}

/** In the form Standard Webhooks gives it. */
export const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** @returns the key itself, shown this once: only its hash is kept. */
export async function createApiKey(
  db: Database,
  accountId: string,
  name: string,
): Promise<{ id: string; key: string }> {
  const id = newId('key');
  const key = `care_${newSecret()}`;
  await db.forAccount(accountId, (tx) =>
    tx
      .insertInto('api_key')
      .values({ id, account_id: accountId, name, key_hash: hashSecret(key) })
      .execute(),
  );
  return { id, key };
}
