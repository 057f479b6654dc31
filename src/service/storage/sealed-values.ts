import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

/** Where a sealed value stands. What lives for minutes only (an attempt to connect) is left to run out. */
export type SealedPlace =
  | { kind: 'signing_secret'; accountId: string; id: string }
  | {
      /** `revocation`: a refresh token too, on its way out. */
      kind: 'refresh_token' | 'revocation';
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
  const { table, column } = HOMES[place.kind];
  const home = { table: sql.table(table), column: sql.ref(column) };
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select ${home.column} as sealed from ${home.table} where id = ${place.id} for update`.execute(tx);
  const moved = rows[0]?.sealed && move(rows[0].sealed);
  if (moved) {
    await sql`update ${home.table} set ${home.column} = ${moved} where id = ${place.id}`.execute(tx);
  }
}

const HOMES: Readonly<Record<SealedPlace['kind'], { table: string; column: string }>> = {
  signing_secret: { table: 'profile', column: 'signing_secret' },
  refresh_token: { table: 'connected_user', column: 'refresh_token' },
  revocation: { table: 'revocation', column: 'sealed_token' },
};
