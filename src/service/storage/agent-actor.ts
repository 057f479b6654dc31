import type { AgentActor } from '../../domain/agent.ts';
import { rightsOfRow } from '../rights.ts';
import type { Tx } from './database.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';

/** A person as they may act now, for what they have set going; null: they are not active. */
export async function actorOfAgent(tx: Tx, accountId: string, agentId: string): Promise<AgentActor | null> {
  const row = await tx
    .selectFrom('agent as a')
    .innerJoin('role as r', 'r.id', 'a.role_id')
    .select(RIGHTS_COLUMNS)
    .where('a.id', '=', agentId)
    .where('a.active', '=', true)
    .executeTakeFirst();
  return row ? { kind: 'agent', accountId, agentId, via: 'session', ...rightsOfRow(row) } : null;
}
