import { sql } from 'kysely';
import type { Tx } from './database.ts';

export interface WaitingWork {
  messages: number;
  statuses: number;
  oldestAt: string | null;
}

/** What is queued for each org and not there yet, by connection. A new case is a status, and so is its change. */
export async function readWaiting(
  tx: Tx,
  connectionIds: readonly string[],
): Promise<Map<string, WaitingWork>> {
  const rows = await tx
    .selectFrom('outbox as o')
    .innerJoin('escalation as e', 'e.id', 'o.escalation_id')
    .select((eb) => [
      'e.connection_id',
      eb.fn.countAll<number>().filterWhere('o.kind', '=', 'message').as('messages'),
      eb.fn.countAll<number>().filterWhere('o.kind', '<>', 'message').as('statuses'),
      sql<string>`min(o.created_at)`.as('oldest_at'),
    ])
    .where('o.state', '=', 'waiting')
    .where('e.connection_id', 'in', [...connectionIds])
    .groupBy('e.connection_id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.connection_id,
      { messages: Number(row.messages), statuses: Number(row.statuses), oldestAt: row.oldest_at },
    ]),
  );
}
