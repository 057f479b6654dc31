import type { ConnectionShape } from '../../api/salesforce.ts';
import type { Connection } from '../../domain/connection.ts';
import type { Tx } from './database.ts';

/** Connections as people see them, with who is connected. */
export async function readConnectionViews(
  tx: Tx,
  connections: readonly Connection[],
): Promise<ConnectionShape[]> {
  if (connections.length === 0) return [];
  const ids = connections.map((connection) => connection.id);
  const users = await tx
    .selectFrom('connected_user as u')
    .leftJoin('agent as a', 'a.id', 'u.agent_id')
    .select(['u.connection_id', 'u.salesforce_user_id', 'u.username', 'u.is_default', 'u.state'])
    .select(['a.id as agent_id', 'a.name as agent_name'])
    .where('u.connection_id', 'in', ids)
    .orderBy('u.created_at')
    .execute();
  const automation = await tx
    .selectFrom('connection as k')
    .innerJoin('agent as a', 'a.id', 'k.automation_agent_id')
    .select(['k.id as connectionId', 'a.id', 'a.name'])
    .where('k.id', 'in', ids)
    .execute();
  const automationAgent = new Map(automation.map(({ connectionId, ...agent }) => [connectionId, agent]));
  return connections.map((connection) => ({
    id: connection.id,
    environment: connection.environment,
    orgId: connection.orgId,
    orgName: connection.orgName,
    instanceUrl: connection.instanceUrl,
    state: connection.state,
    stateReason: connection.stateReason,
    statusSync: connection.statusSync,
    messages: true,
    events: connection.events,
    users: users
      .filter((user) => user.connection_id === connection.id)
      .map((user) => ({
        salesforceUserId: user.salesforce_user_id,
        username: user.username,
        agent: user.agent_id && user.agent_name ? { id: user.agent_id, name: user.agent_name } : null,
        isDefault: user.is_default,
        state: user.state,
      })),
    setup: connection.setup,
    automationAgent: automationAgent.get(connection.id) ?? null,
    createdAt: connection.createdAt,
  }));
}
