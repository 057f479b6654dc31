import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`A bigint from the database is too large: ${text}.`);
  return value;
});
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());

export type Tx = Transaction<Tables>;

/**
 * The database as the service role. Rows are only ever seen inside `forAccount`: row-level security
 * hides every row of every account until the transaction has named one.
 */
export interface Database {
  /**
   * Runs work in one transaction for one account. Work that is already inside a transaction of the same
   * account joins it, so that an Idempotency-Key and what was done for it commit together.
   */
  forAccount<T>(accountId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs work outside the transaction its caller may be in: what it writes stays, whatever becomes of that one. */
  apart<T>(work: () => Promise<T>): Promise<T>;
  /** For the security-definer functions that find out which account a secret belongs to. */
  readonly lookup: Kysely<Tables>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Both in one round trip: nearly everything that is asked of us begins with it. */
const beginFor = (accountId: string): string =>
  `begin; set local care.account_id = ${pg.escapeLiteral(accountId)}`;

export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    idleTimeoutMillis: 300_000,
    application_name: 'care',
  });
  // An idle connection cut by a failover must not end the process; the next query reconnects.
  pool.on('error', () => {});
  const ambient = new AsyncLocalStorage<{ accountId: string; tx: Tx } | null>();
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    lookup: db,
    pool,
    forAccount: (accountId, work) => {
      const outer = ambient.getStore();
      if (outer?.accountId === accountId) return work(outer.tx);
      return db.connection().execute(async (connection) => {
        try {
          await sql.raw(beginFor(accountId)).execute(connection);
          const tx = connection as Tx;
          const result = await ambient.run({ accountId, tx }, () => work(tx));
          await sql`commit`.execute(connection);
          return result;
        } catch (error) {
          // On a connection that is lost there is nothing to roll back, and what lost it is the news.
          await sql`rollback`.execute(connection).catch(() => undefined);
          throw error;
        }
      });
    },
    apart: (work) => ambient.run(null, work),
    close: () => db.destroy(),
  };
}
