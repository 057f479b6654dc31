import type { ConnectedUser } from './connection.ts';
import { decideTokens } from './decide-token.ts';

/** Why a record is not made under the token of the agent who asks for it. */
export const TOKEN_GAPS = ['not_connected', 'ended', 'may_not_write', 'refused'] as const;
export type TokenGap = (typeof TOKEN_GAPS)[number];

export interface RecordWriter {
  /** Whom Salesforce will name as the creator. */
  user: ConnectedUser;
  /** Null: it is the agent who asks. */
  gap: TokenGap | null;
}

export interface WriterWish {
  /** Who asks. */
  agentId: string;
  /** Whether others may stand in for a dead default token. */
  standIns: boolean;
  /** Whether the org lets the agent's own user write all of the record; null: it could not be asked. */
  mayWrite: boolean | null;
}

/**
 * Under whose token a record an agent asks for is made: their own where it works and may write all of it, the
 * default token otherwise. Null: nobody's works.
 */
export function decideRecordWriter(users: readonly ConnectedUser[], wish: WriterWish): RecordWriter | null {
  const gap = gapOf(users, wish);
  const actingAgentId = gap === null ? wish.agentId : null;
  const [user] = decideTokens(users, { actingAgentId, fallback: 'default', standIns: wish.standIns });
  if (!user) return null;
  return { user, gap: user.agentId === wish.agentId ? null : gap };
}

function gapOf(users: readonly ConnectedUser[], { agentId, mayWrite }: WriterWish): TokenGap | null {
  const own = users.find((user) => user.agentId === agentId);
  if (!own) return 'not_connected';
  if (own.state !== 'connected') return 'ended';
  return mayWrite === false ? 'may_not_write' : null;
}

/** To the agent, beforehand: follows *As somebody, because*. @param closed labels of what they may not write. */
export function becauseToYou(gap: TokenGap, closed: readonly string[]): string {
  switch (gap) {
    case 'not_connected':
      return 'you are not connected to Salesforce yourself';
    case 'ended':
      return 'your own access to Salesforce has ended';
    case 'may_not_write':
      return `your user in Salesforce may not write ${listed(closed)}`;
    case 'refused':
      return 'Salesforce refused your own access';
  }
}

/** To everybody, afterwards: follows *somebody, because*. */
export function becauseOf(gap: TokenGap, agentName: string): string {
  switch (gap) {
    case 'not_connected':
      return `${agentName} was not connected to Salesforce`;
    case 'ended':
      return `the access of ${agentName} to Salesforce had ended`;
    case 'may_not_write':
      return `the Salesforce user of ${agentName} may not write all of it`;
    case 'refused':
      return `Salesforce refused the access of ${agentName}`;
  }
}

function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? 'all of it';
  if (names.length > 3) return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more fields`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
