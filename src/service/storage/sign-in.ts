import { sql } from 'kysely';
import type { SignInPorts } from '../care/sign-in.ts';
import type { Database, Tx } from './database.ts';

export function signInPorts(db: Database, now: () => Date): SignInPorts {
  return {
    now,
    saveTicket: ({ hash, accountId, agentId, expiresAt, invites }) =>
      db.forAccount(accountId, async (tx) => {
        if (invites) {
          await tx
            .deleteFrom('sign_in_ticket')
            .where('agent_id', '=', agentId)
            .where('invites', '=', true)
            .execute();
        }
        await tx
          .insertInto('sign_in_ticket')
          .values({
            ticket_hash: hash,
            account_id: accountId,
            agent_id: agentId,
            expires_at: expiresAt,
            invites,
          })
          .execute();
      }),
    async useTicket(hash) {
      const found = await sql<{
        account_id: string;
        agent_id: string;
      }>`select * from account_of_ticket(${hash})`.execute(db.lookup);
      const owner = found.rows[0];
      if (!owner) return null;
      return db.forAccount(owner.account_id, async (tx) => {
        const used = await tx
          .updateTable('sign_in_ticket')
          .set({ used_at: sql`now()` })
          .where('ticket_hash', '=', hash)
          .where('used_at', 'is', null)
          .executeTakeFirst();
        if (used.numUpdatedRows === 1n) await welcome(tx, owner.agent_id);
        return used.numUpdatedRows === 1n ? { accountId: owner.account_id, agentId: owner.agent_id } : null;
      });
    },
    saveSession: ({ hash, accountId, agentId, expiresAt }) =>
      db.forAccount(accountId, async (tx) => {
        await tx.deleteFrom('session').where('expires_at', '<', sql<string>`now()`).execute();
        await tx
          .insertInto('session')
          .values({ token_hash: hash, account_id: accountId, agent_id: agentId, expires_at: expiresAt })
          .execute();
      }),
    peopleWithEmail: async (email) => {
      const { rows } = await sql<{ account_id: string; agent_id: string }>`
        select * from agents_of_email(${email})`.execute(db.lookup);
      return rows.map((row) => ({ accountId: row.account_id, agentId: row.agent_id }));
    },
    welcome: (accountId, agentId) => db.forAccount(accountId, (tx) => welcome(tx, agentId)),
    forgetSession: (accountId, hash) =>
      db.forAccount(accountId, async (tx) => {
        await tx.deleteFrom('session').where('token_hash', '=', hash).execute();
      }),
  };
}

/** Who was invited and has come is active. */
async function welcome(tx: Tx, agentId: string): Promise<void> {
  await tx
    .updateTable('agent')
    .set({ active: true, invited_at: null })
    .where('id', '=', agentId)
    .where('invited_at', 'is not', null)
    .execute();
}
