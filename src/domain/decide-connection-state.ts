import type { TokenState, ToldToken } from './token-state.ts';

/** One connected user, as far as the state of the whole connection goes. */
export interface UserTold {
  name: string;
  isDefault: boolean;
  told: ToldToken;
}

const OVER: readonly TokenState[] = ['expired', 'reconnect_needed', 'wrong_org'];
/** Of several who could stand in, the soundest speaks for the connection. */
const SOUNDEST: readonly TokenState[] = ['connected', 'expiring_soon', 'org_locked'];

const isAlive = ({ told }: UserTold): boolean => !OVER.includes(told.state);

/** Who carries a connection now, in the order their tokens are tried. Nobody: all its work waits. */
export function decideCarriers<T extends UserTold>(users: readonly T[], standIns: boolean): T[] {
  const alive = users.filter(isAlive);
  const byDefault = alive.find(({ isDefault }) => isDefault);
  return byDefault ? [byDefault] : standIns ? alive : [];
}

/**
 * The state of the tokens together: that of the default token while it works; else of whoever stands in, with
 * the reason why somebody has to; else why nothing works.
 *
 * @param standIns whether the account lets others stand in for a dead default token.
 */
export function decideConnectionState(users: readonly UserTold[], standIns: boolean): ToldToken {
  const carriers = decideCarriers(users, standIns);
  const byDefault = users.find(({ isDefault }) => isDefault);
  const [best] = SOUNDEST.flatMap((state) => carriers.filter(({ told }) => told.state === state));
  if (best && best === byDefault) return best.told;
  const lost = byDefault?.told ?? NOBODY;
  // Whoever left is no longer among those a page shows: then it is about the connection, not about them.
  if (!best) return users.every(({ told }) => told.cause === 'disconnected') ? ALL_LEFT : lost;
  return { ...lost, state: best.told.state, fact: `${lost.fact} ${best.name} stands in.` };
}

const ALL_LEFT: ToldToken = {
  state: 'reconnect_needed',
  cause: 'disconnected',
  fact: 'Nobody is connected to this org any more.',
  remedy: 'Connect again: everything goes on as it was.',
  expiresAt: null,
};

const NOBODY: ToldToken = {
  state: 'reconnect_needed',
  cause: 'disconnected',
  fact: 'Nobody is connected to this org as its default token.',
  remedy: 'Connect, or choose who is the default.',
  expiresAt: null,
};
