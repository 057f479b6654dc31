import type { EmbeddedAgent } from '../care/embedded-agent.ts';
import { rightsOfRow } from '../rights.ts';
import type { Tx } from './database.ts';
import { RIGHTS_COLUMNS } from './role-rights.ts';

export async function embeddedAgent(tx: Tx, agentId: string): Promise<EmbeddedAgent> {
  const agent = await tx
    .selectFrom('agent as a')
    .innerJoin('role as r', 'r.id', 'a.role_id')
    .select(['a.id', 'a.name', 'a.active', ...RIGHTS_COLUMNS])
    .where('a.id', '=', agentId)
    .executeTakeFirstOrThrow();
  const { id, name, active } = agent;
  return { id, name, active, rights: rightsOfRow(agent) };
}
