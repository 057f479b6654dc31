import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Deadlock and serialization failure: the same again would do, so whoever asked for the whole hears of it. */
const MAY_BE_TRIED_AGAIN: readonly unknown[] = ['40P01', '40001'];

/**
 * Does work whose failure must not take the rest of the transaction along: what it has written is taken back, the
 * failure is reported, and the transaction goes on.
 */
export async function setApart(
  tx: Tx,
  work: () => Promise<void>,
  report: (error: unknown) => void,
): Promise<void> {
  await sql`savepoint set_apart`.execute(tx);
  try {
    await work();
    await sql`release savepoint set_apart`.execute(tx);
  } catch (error) {
    if (MAY_BE_TRIED_AGAIN.includes((error as { code?: unknown }).code)) throw error;
    await sql`rollback to savepoint set_apart`.execute(tx);
    report(error);
  }
}
