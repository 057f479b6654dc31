import { sql } from 'kysely';
import { WARN_AFTER_DAYS } from '../../domain/token-state.ts';
import { rightsOfRow } from '../rights.ts';
import type { Database, Tx } from './database.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';
import type { SchemaNoticeFacts } from './schema-notice.ts';
import { type TokenNoticeFacts, warnOfToken } from './token-change.ts';

export type NoticeChannel = 'email' | 'webhook';

export interface DueNotice {
  id: number;
  accountId: string;
  messageId: string;
  facts: TokenNoticeFacts | SchemaNoticeFacts;
}

export async function accountsWithDueNotices(db: Database, channel: NoticeChannel): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`
    select account_id from accounts_with_due_notices(${channel})`.execute(db.lookup);
  return rows.map((row) => row.account_id);
}

/**
 * Takes the next notice that is due, for a minute at first and twice as long each time: one at a time, so that nobody
 * waits for those before it until its minute is over and another replica sends it, too. Drops what is too old to be
 * news.
 */
export async function takeDueNotice(tx: Tx, channel: NoticeChannel): Promise<DueNotice | null> {
  await tx
    .deleteFrom('token_notice')
    .where('created_at', '<', sql<string>`now() - interval '2 days'`)
    .execute();
  const row = await tx
    .updateTable('token_notice')
    .set((eb) => ({
      due_at: sql<string>`now() + interval '1 minute' * power(2, least(tries, 10))`,
      tries: eb('tries', '+', 1),
    }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('token_notice')
        .select('id')
        .where('channel', '=', channel)
        .where('due_at', '<=', sql<string>`now()`)
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'account_id', 'message_id', 'facts'])
    .executeTakeFirst();
  return row ? { id: row.id, accountId: row.account_id, messageId: row.message_id, facts: row.facts } : null;
}

export async function forgetNotice(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('token_notice').where('id', '=', id).execute();
}

/** Who can mend it, and whoever it is about: their e-mail addresses. */
export async function addressesToTell(tx: Tx, facts: DueNotice['facts']): Promise<string[]> {
  const { connectionId } = facts;
  const isSchema = 'changes' in facts;
  const mends = isSchema ? 'edit_salesforce_field_mapping' : 'add_salesforce_accounts';
  const rows = await tx
    .selectFrom('agent as a')
    .innerJoin('role as r', 'r.id', 'a.role_id')
    .select(['a.email', ...RIGHTS_COLUMNS])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('connected_user as u')
            .select('u.id')
            .whereRef('u.agent_id', '=', 'a.id')
            .where('u.connection_id', '=', connectionId)
            .where('u.username', '=', isSchema ? '' : facts.user.username),
        )
        .as('is_theirs'),
    )
    .where('a.active', '=', true)
    .orderBy('a.email')
    .execute();
  return rows
    .filter((row) => row.is_theirs || rightsOfRow(row).permissions.has(mends))
    .map(({ email }) => email);
}

/** Says of every access that will end for want of a renewal that it will, once. */
export async function warnOfTokens(db: Database): Promise<void> {
  const { rows } = await sql<{ account_id: string; id: string }>`
    select account_id, id
    from tokens_to_warn_of(now() - make_interval(days => ${WARN_AFTER_DAYS}))`.execute(db.lookup);
  for (const { account_id, id } of rows) await db.forAccount(account_id, (tx) => warnOfToken(tx, id));
}
