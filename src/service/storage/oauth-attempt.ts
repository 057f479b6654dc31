import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

export interface OauthAttempt {
  accountId: string;
  agentId: string;
  sessionHash: Buffer;
  browserHash: Buffer;
  environment: 'production' | 'sandbox';
  loginUrl: string;
  /** The connection this is about; null: a new one. */
  connectionId: string | null;
  sealedVerifier: Buffer;
}

/** Starts a way to Salesforce and back; what was begun long ago is swept out with it. */
export async function addOauthAttempt(tx: Tx, stateHash: Buffer, attempt: OauthAttempt): Promise<void> {
  await tx
    .deleteFrom('oauth_attempt')
    .where('created_at', '<', sql<string>`now() - interval '1 day'`)
    .execute();
  await tx
    .insertInto('oauth_attempt')
    .values({
      state_hash: stateHash,
      account_id: attempt.accountId,
      agent_id: attempt.agentId,
      session_hash: attempt.sessionHash,
      browser_hash: attempt.browserHash,
      environment: attempt.environment,
      login_url: attempt.loginUrl,
      connection_id: attempt.connectionId,
      code_verifier: attempt.sealedVerifier,
    })
    .execute();
}

/** Uses the attempt up, whoever shows its state: null when it is unknown, older than ten minutes or used. */
export async function useOauthAttempt(db: Database, stateHash: Buffer): Promise<OauthAttempt | null> {
  const { rows } = await sql<{
    account_id: string;
  }>`select * from account_of_oauth_state(${stateHash})`.execute(db.lookup);
  const accountId = rows[0]?.account_id;
  if (!accountId) return null;
  return db.forAccount(accountId, async (tx) => {
    const row = await tx
      .updateTable('oauth_attempt')
      .set({ used_at: sql<string>`now()` })
      .where('state_hash', '=', stateHash)
      .where('used_at', 'is', null)
      .where('created_at', '>', sql<string>`now() - interval '10 minutes'`)
      .returningAll()
      .executeTakeFirst();
    if (!row) return null;
    return {
      accountId,
      agentId: row.agent_id,
      sessionHash: row.session_hash,
      browserHash: row.browser_hash,
      environment: row.environment,
      loginUrl: row.login_url,
      connectionId: row.connection_id,
      sealedVerifier: row.code_verifier,
    };
  });
}
