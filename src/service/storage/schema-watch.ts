import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';
import type { SchemaFailure } from './tables.ts';

/** How often an org's schema is read again: a handful of calls. */
export const CHECK_MINUTES = 15;
/** A storm of refusals asks once. */
const HURRY_SECONDS = 20;

export interface DueSchema {
  accountId: string;
  connectionId: string;
}

export async function schemasToCheck(db: Database, most: number): Promise<DueSchema[]> {
  const { rows } = await sql<{ account_id: string; id: string }>`
    select account_id, id from schemas_to_check(now(), ${most})`.execute(db.lookup);
  return rows.map((row) => ({ accountId: row.account_id, connectionId: row.id }));
}

/**
 * Takes the next reading of an org, whoever comes first.
 *
 * @param now whether it is taken even if none is due.
 * @returns null: another has it, or none is due; else whether it is to be read in full.
 */
export async function claimSchemaCheck(
  tx: Tx,
  { accountId, connectionId }: DueSchema,
  now = false,
): Promise<{ anew: boolean } | null> {
  const next = sql<string>`now() + make_interval(mins => ${CHECK_MINUTES})`;
  await tx
    .insertInto('schema_watch')
    .values({ account_id: accountId, connection_id: connectionId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('schema_watch')
    .select(['hurried'])
    .select(sql<boolean>`due_at <= now()`.as('due'))
    .where('connection_id', '=', connectionId)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !(row.due || now)) return null;
  const anew = now || row.hurried;
  await tx
    .updateTable('schema_watch')
    .set({ due_at: next, hurried: false })
    .where('connection_id', '=', connectionId)
    .execute();
  return { anew };
}

/** @param failed why it could not be read; null: it could. */
export async function noteSchemaCheck(
  tx: Tx,
  connectionId: string,
  failed: SchemaFailure | null,
): Promise<void> {
  await tx
    .updateTable('schema_watch')
    .set({
      failed: failed && JSON.stringify(failed),
      ...(failed ? {} : { checked_at: sql<string>`now()` }),
    })
    .where('connection_id', '=', connectionId)
    .execute();
}

/** Salesforce refused a write in a way that looks like a changed schema: it is read at once. */
export async function hurrySchemaCheck(tx: Tx, connectionId: string): Promise<void> {
  await tx
    .updateTable('schema_watch')
    .set({ due_at: sql<string>`now()`, hurried: true })
    .where('connection_id', '=', connectionId)
    .where('hurried', '=', false)
    .where(sql<boolean>`coalesce(checked_at < now() - make_interval(secs => ${HURRY_SECONDS}), true)`)
    .execute();
}

export async function readSchemaWatch(
  tx: Tx,
  connectionId: string,
): Promise<{ checkedAt: string | null; failed: SchemaFailure | null }> {
  const row = await tx
    .selectFrom('schema_watch')
    .select(['checked_at', 'failed'])
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return { checkedAt: row?.checked_at ?? null, failed: row?.failed ?? null };
}
