import type { Module } from './module.ts';
import type { Rights } from './permission.ts';

type Way = 'session' | 'embed' | 'action';

/** Who did something, as the trail of a case keeps it. */
export type ActorRef =
  | { kind: 'agent'; accountId: string; agentId: string; via: Way }
  | { kind: 'api_key'; accountId: string; keyId: string }
  | { kind: 'customer'; accountId: string; customerId: string }
  | { kind: 'system'; accountId: string; reason: 'sync' | 'import' | 'channel' | 'rule' };

/** What a person's role allows them now, what it is called, and what their account has for them to do. */
export interface RoleRights extends Rights {
  roleName: string;
  modules: ReadonlySet<Module>;
}

/** A person who acts. */
export type AgentActor = ActorRef & { kind: 'agent' } & RoleRights;

/**
 * Whoever acts, however they came in: desk session, the widget's embed token, an action of Flow or Agentforce,
 * an API key, or the integration itself (sync). One type, so that every rule is asked the same question.
 */
export type Actor =
  | AgentActor
  | (ActorRef & { kind: 'api_key'; modules: ReadonlySet<Module> })
  | Exclude<ActorRef, { kind: 'agent' | 'api_key' }>;

/** Only a person can hold a case, reply or write a note. */
export const actingAgentId = (actor: ActorRef): string | null =>
  actor.kind === 'agent' ? actor.agentId : null;
