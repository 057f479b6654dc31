import { type Selectable, sql } from 'kysely';
import type { ConnectedUser } from '../../domain/connection.ts';
import { newId } from '../ids.ts';
import type { Database, Tx } from './database.ts';
import type { Tables } from './tables.ts';

/** A refresh token that is to end at Salesforce. */
export interface Revocation {
  id: string;
  accountId: string;
  connectionId: string;
  salesforceUserId: string;
  loginUrl: string;
  sealedToken: Buffer;
  tries: number;
}

const fromRow = (row: Selectable<Tables['revocation']>): Revocation => ({
  id: row.id,
  accountId: row.account_id,
  connectionId: row.connection_id,
  salesforceUserId: row.salesforce_user_id,
  loginUrl: row.login_url,
  sealedToken: row.sealed_token,
  tries: row.tries,
});

/**
 * Keeps what was taken from a user until Salesforce has ended it.
 *
 * @param teller `caller`: they tell Salesforce at once, and nobody else does for a minute; `sweep`: whoever comes first.
 */
export async function addRevocation(
  tx: Tx,
  user: Pick<ConnectedUser, 'accountId' | 'connectionId' | 'salesforceUserId'>,
  sealedToken: Buffer,
  teller: 'caller' | 'sweep',
): Promise<Revocation> {
  const taken = teller === 'caller' && { tries: 1, due_at: sql<string>`now() + interval '1 minute'` };
  const row = await tx
    .insertInto('revocation')
    .values((eb) => ({
      ...taken,
      id: newId('revoke'),
      account_id: user.accountId,
      connection_id: user.connectionId,
      salesforce_user_id: user.salesforceUserId,
      login_url: eb
        .selectFrom('connection')
        .select('login_url')
        .where('id', '=', user.connectionId)
        .$asScalar()
        .$notNull(),
      sealed_token: sealedToken,
    }))
    .returningAll()
    .executeTakeFirstOrThrow();
  return fromRow(row);
}

/** Takes what is due, for a minute at first and twice as long each time: whoever dies meanwhile leaves it to another. */
export async function takeDueRevocations(tx: Tx, limit: number): Promise<Revocation[]> {
  const rows = await tx
    .updateTable('revocation')
    .set((eb) => ({
      due_at: sql<string>`now() + interval '1 minute' * power(2, least(tries, 10))`,
      tries: eb('tries', '+', 1),
    }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('revocation')
        .select('id')
        .where('due_at', '<=', sql<string>`now()`)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.map(fromRow);
}

export async function forgetRevocation(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('revocation').where('id', '=', id).execute();
}

export async function accountsWithDueRevocations(db: Database): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`select * from accounts_with_due_revocations()`.execute(
    db.lookup,
  );
  return rows.map((row) => row.account_id);
}
