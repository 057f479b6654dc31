import type { ConnectedUser } from '../../domain/connection.ts';
import { decideTokens } from '../../domain/decide-token.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import type { Tx } from '../storage/database.ts';

/**
 * Whom Salesforce will name as the creator of what an agent waits for; null: nobody's access works.
 *
 * @param agentId null: the default token writes, whoever asks.
 */
export async function actingUser(
  tx: Tx,
  connectionId: string,
  agentId: string | null,
): Promise<ConnectedUser | null> {
  const users = await listConnectedUsers(tx, connectionId);
  return decideTokens(users, { actingAgentId: agentId, fallback: 'none', standIns: true })[0] ?? null;
}

export const actingUserName = async (
  tx: Tx,
  connectionId: string,
  agentId: string | null,
): Promise<string | null> => (await actingUser(tx, connectionId, agentId))?.displayName ?? null;
