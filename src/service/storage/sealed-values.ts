import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

/** Where a sealed value stands. What lives for minutes only (an attempt to connect) is left to run out. */
export type SealedPlace =
  | { kind: 'signing_secret'; accountId: string; id: string }
  | {
      kind: 'refresh_token';
      accountId: string;
      connectionId: string;
      salesforceUserId: string;
      id: string;
    };

interface PlaceRow {
  kind: SealedPlace['kind'];
  account_id: string;
  connection_id: string | null;
  salesforce_user_id: string | null;
  id: string;
}

/** Sealed values of all accounts that do not begin as those of the present key do. @param most of each kind */
export async function sealedOtherwise(db: Database, mark: Buffer, most: number): Promise<SealedPlace[]> {
  const { rows } = await sql<PlaceRow>`select * from sealed_otherwise(${mark}, ${most})`.execute(db.lookup);
  return rows.map(({ kind, account_id: accountId, id, ...row }) =>
    kind === 'signing_secret'
      ? { kind, accountId, id }
      : { kind, accountId, id, connectionId: row.connection_id!, salesforceUserId: row.salesforce_user_id! },
  );
}

/**
 * Puts another value in place of a sealed one, unless that one has been replaced in the meantime.
 *
 * @param move makes the new value; null leaves it as it is.
 */
export async function moveSealed(
  tx: Tx,
  place: SealedPlace,
  move: (sealed: Buffer) => Buffer | null,
): Promise<void> {
  if (place.kind === 'signing_secret') {
    const row = await tx
      .selectFrom('profile')
      .select('signing_secret as sealed')
      .where('id', '=', place.id)
      .forUpdate()
      .executeTakeFirst();
    const moved = row && move(row.sealed);
    if (!moved) return;
    await tx.updateTable('profile').set({ signing_secret: moved }).where('id', '=', place.id).execute();
    return;
  }
  const row = await tx
    .selectFrom('connected_user')
    .select('refresh_token as sealed')
    .where('id', '=', place.id)
    .forUpdate()
    .executeTakeFirst();
  const moved = row?.sealed && move(row.sealed);
  if (!moved) return;
  await tx.updateTable('connected_user').set({ refresh_token: moved }).where('id', '=', place.id).execute();
}
