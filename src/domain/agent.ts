export const AGENT_ROLES = ['agent', 'supervisor'] as const;
export type AgentRole = (typeof AGENT_ROLES)[number];

/**
 * Whoever acts, however they came in: desk session, the widget's embed token, an action of Flow or Agentforce,
 * an API key, or the integration itself (sync). One type, so that every rule is asked the same question.
 */
export type Actor =
  | {
      kind: 'agent';
      accountId: string;
      agentId: string;
      role: AgentRole;
      via: 'session' | 'embed' | 'action';
    }
  | { kind: 'api_key'; accountId: string; keyId: string }
  | { kind: 'customer'; accountId: string; customerId: string }
  | { kind: 'system'; accountId: string; reason: 'sync' | 'import' | 'channel' };

/** Only a person can hold a case, reply or write a note. */
export const actingAgentId = (actor: Actor): string | null => (actor.kind === 'agent' ? actor.agentId : null);
