import { sql } from 'kysely';
import type { DueInvitation, InvitationMailPorts } from '../care/send-invitations.ts';
import type { Database, Tx } from './database.ts';

/** Has somebody get an invitation by e-mail, a new one if they were to get one already. The links before end now. */
export async function queueInvitation(
  tx: Tx,
  { accountId, agentId, invitedBy }: { accountId: string; agentId: string; invitedBy: string },
): Promise<void> {
  await tx.deleteFrom('sign_in_ticket').where('agent_id', '=', agentId).where('invites', '=', true).execute();
  const now = sql<string>`clock_timestamp()`;
  await tx
    .insertInto('invitation_mail')
    .values({ agent_id: agentId, account_id: accountId, invited_by: invitedBy, asked_at: now })
    .onConflict((conflict) =>
      conflict
        .column('agent_id')
        .doUpdateSet({ invited_by: invitedBy, asked_at: now, due_at: sql<string>`now()`, tries: 0 }),
    )
    .execute();
}

/** What waits to be sent, of every account. */
export const invitationMailRows = (
  db: Database,
): Pick<InvitationMailPorts, 'accountsWithDue' | 'takeDue' | 'forget'> => ({
  async accountsWithDue() {
    const { rows } = await sql<{ account_id: string }>`
      select account_id from accounts_with_due_invitations()`.execute(db.lookup);
    return rows.map((row) => row.account_id);
  },
  takeDue: (accountId) => db.forAccount(accountId, (tx) => takeDue(tx, accountId)),
  forget: ({ accountId, agentId, askedAt }) =>
    db.forAccount(accountId, async (tx) => {
      await tx
        .deleteFrom('invitation_mail')
        .where('agent_id', '=', agentId)
        .where('asked_at', '=', askedAt)
        .execute();
    }),
});

/** Takes what is due, for a minute at first and twice as long each time; who has come or gone needs none. */
async function takeDue(tx: Tx, accountId: string): Promise<DueInvitation[]> {
  await tx
    .deleteFrom('invitation_mail')
    .where('agent_id', 'not in', (eb) =>
      eb.selectFrom('agent').select('id').where('invited_at', 'is not', null),
    )
    .execute();
  const { rows } = await sql<{
    agent_id: string;
    asked_at: string;
    email: string;
    name: string;
    account_name: string;
    invited_by: string;
  }>`
    with taken as (
      update invitation_mail set tries = tries + 1,
        due_at = now() + interval '1 minute' * power(2, least(tries, 10))
      where agent_id in (
        select agent_id from invitation_mail where due_at <= now() order by asked_at limit 50
        for update skip locked)
      returning agent_id, account_id, asked_at, invited_by)
    select t.agent_id, t.asked_at::text as asked_at, a.email, a.name, b.name as invited_by, c.name as account_name
    from taken t
    join agent a on a.id = t.agent_id
    join agent b on b.id = t.invited_by
    join account c on c.account_id = t.account_id`.execute(tx);
  return rows.map((row) => ({
    accountId,
    agentId: row.agent_id,
    askedAt: row.asked_at,
    email: row.email,
    name: row.name,
    accountName: row.account_name,
    invitedBy: row.invited_by,
  }));
}
