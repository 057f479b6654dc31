import type { CheckShape } from '../../api/checks.ts';
import type { Tx } from './database.ts';

/** What was found in an org when it was looked at last. */
export interface Checkup {
  /** Null: never looked at. */
  checkedAt: string | null;
  checks: CheckShape[];
}

/** Null: there is no such connection. */
export async function readCheckup(tx: Tx, connectionId: string): Promise<Checkup | null> {
  const row = await tx
    .selectFrom('connection')
    .select(['checks', 'checked_at'])
    .where('id', '=', connectionId)
    .executeTakeFirst();
  return row ? { checkedAt: row.checked_at, checks: row.checks } : null;
}

export async function saveCheckup(
  tx: Tx,
  connectionId: string,
  { checkedAt, checks }: Checkup,
): Promise<void> {
  await tx
    .updateTable('connection')
    .set({ checks: JSON.stringify(checks), checked_at: checkedAt })
    .where('id', '=', connectionId)
    .execute();
}
