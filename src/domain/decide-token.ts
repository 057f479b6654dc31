import type { ConnectedUser } from './connection.ts';

export interface TokenWish {
  /** Whose token comes first; null: nobody's, the default token. */
  actingAgentId: string | null;
  /** `none`: an agent waits and is to see what their own token is refused. */
  fallback: 'default' | 'none';
  /** Whether others may stand in for a dead default token; an account may switch this off. */
  standIns: boolean;
}

/**
 * Whose tokens to try, in this order: the acting agent's own; else the default token; else, the default
 * being dead, the other connected users. An empty list: the work waits.
 */
export function decideTokens(users: readonly ConnectedUser[], wish: TokenWish): ConnectedUser[] {
  const alive = users.filter((user) => user.state === 'connected');
  const own = alive.find((user) => wish.actingAgentId !== null && user.agentId === wish.actingAgentId);
  if (own && wish.fallback === 'none') return [own];
  const byDefault = alive.find((user) => user.isDefault);
  const standIns = byDefault ? [byDefault] : wish.standIns ? alive : [];
  return own ? [own, ...standIns.filter((user) => user !== own)] : standIns;
}
