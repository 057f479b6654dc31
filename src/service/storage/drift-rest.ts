import { sql } from 'kysely';
import type { AgentActor } from '../../domain/agent.ts';
import type { Tx } from './database.ts';

/** How long somebody is left alone with what they know. */
const REST = '20 hours';

/** Null: they want to hear of everything. */
export async function readDriftRest(
  tx: Tx,
  agentId: string,
  connectionId: string,
): Promise<{ since: string; until: string } | null> {
  const row = await tx
    .selectFrom('drift_rest')
    .select(['since', 'until'])
    .where('agent_id', '=', agentId)
    .where('connection_id', '=', connectionId)
    .where('until', '>', sql<string>`now()`)
    .executeTakeFirst();
  return row ?? null;
}

/** From now on; what is found later is told at once all the same. */
export async function restDrifts(
  tx: Tx,
  { accountId, agentId }: AgentActor,
  connectionId: string,
): Promise<void> {
  const until = sql<string>`now() + ${REST}::interval`;
  await tx
    .insertInto('drift_rest')
    .values({ account_id: accountId, agent_id: agentId, connection_id: connectionId, until })
    .onConflict((conflict) =>
      conflict.columns(['agent_id', 'connection_id']).doUpdateSet({ since: sql<string>`now()`, until }),
    )
    .execute();
}
