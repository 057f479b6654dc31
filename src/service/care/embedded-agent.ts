import type { AgentActor, RoleRights } from '../../domain/agent.ts';

/** Whoever a code was made for. */
export interface EmbeddedAgent {
  id: string;
  name: string;
  active: boolean;
  rights: RoleRights;
}

export const embedded = (accountId: string, agent: Pick<EmbeddedAgent, 'id' | 'rights'>): AgentActor => ({
  kind: 'agent',
  accountId,
  agentId: agent.id,
  via: 'embed',
  ...agent.rights,
});
