import { sql } from 'kysely';
import type { ConnectedUserShape, ConnectionShape } from '../../api/salesforce.ts';
import type { Connection } from '../../domain/connection.ts';
import { decideConnectionState } from '../../domain/decide-connection-state.ts';
import { decideConsequences, PAUSED_FACT } from '../../domain/decide-consequences.ts';
import { tellToken } from '../../domain/token-state.ts';
import type { Tx } from './database.ts';
import { readLastCaughtUp } from './outage.ts';
import { readStandIns } from './stand-ins.ts';
import { readWaiting } from './waiting-work.ts';

/** Connections as people see them, with who is connected. @param viewerId the agent who looks, if it is one. */
export async function readConnectionViews(
  tx: Tx,
  connections: readonly Connection[],
  viewerId: string | null,
): Promise<ConnectionShape[]> {
  if (connections.length === 0) return [];
  const ids = connections.map((connection) => connection.id);
  const users = await readUsers(tx, ids, viewerId);
  const standIns = await readStandIns(tx);
  const waiting = await readWaiting(tx, ids);
  const caughtUp = await readLastCaughtUp(tx, ids);
  const automation = await tx
    .selectFrom('connection as k')
    .innerJoin('agent as a', 'a.id', 'k.automation_agent_id')
    .select(['k.id as connectionId', 'a.id', 'a.name'])
    .where('k.id', 'in', ids)
    .execute();
  const automationAgent = new Map(automation.map(({ connectionId, ...agent }) => [connectionId, agent]));
  const pausedBy = await readWhoPaused(tx, ids);
  return connections.map((connection) => {
    const own = users.get(connection.id) ?? [];
    const told = decideConnectionState(
      own.map((user) => ({ name: user.displayName, isDefault: user.isDefault, told: user })),
      standIns,
    );
    return {
      id: connection.id,
      environment: connection.environment,
      orgId: connection.orgId,
      orgName: connection.orgName,
      instanceUrl: connection.instanceUrl,
      state: told.state,
      cause: told.cause,
      fact: told.fact,
      remedy: told.remedy,
      statusSync: connection.statusSync,
      messages: true,
      events: connection.events,
      users: own.filter(({ cause }) => cause !== 'disconnected'),
      consequences: decideConsequences(told),
      paused:
        connection.pausedAt === null
          ? null
          : { at: connection.pausedAt, by: pausedBy.get(connection.id) ?? null, fact: PAUSED_FACT },
      waiting: waiting.get(connection.id) ?? { messages: 0, statuses: 0, oldestAt: null },
      caughtUp: caughtUp.get(connection.id) ?? null,
      setup: connection.setup,
      newContacts: connection.hasPersonAccounts ? { as: connection.contactsAs } : null,
      automationAgent: automationAgent.get(connection.id) ?? null,
      createdAt: connection.createdAt,
    };
  });
}

async function readWhoPaused(
  tx: Tx,
  connectionIds: string[],
): Promise<Map<string, { id: string; name: string }>> {
  const rows = await tx
    .selectFrom('connection as k')
    .innerJoin('agent as a', 'a.id', 'k.paused_by')
    .select(['k.id as connectionId', 'a.id', 'a.name'])
    .where('k.id', 'in', connectionIds)
    .execute();
  return new Map(rows.map(({ connectionId, ...agent }) => [connectionId, agent]));
}

async function readUsers(
  tx: Tx,
  connectionIds: string[],
  viewerId: string | null,
): Promise<Map<string, ConnectedUserShape[]>> {
  const rows = await tx
    .selectFrom('connected_user as u')
    .leftJoin('agent as a', 'a.id', 'u.agent_id')
    .select(['u.id', 'u.connection_id', 'u.salesforce_user_id', 'u.username', 'u.display_name'])
    .select(['u.is_default', 'u.state', 'u.cause', 'u.evidence', 'u.ended_at'])
    .select(['u.refreshed_at', 'u.last_used_at', 'a.id as agent_id', 'a.name as agent_name'])
    .select((eb) =>
      eb
        .selectFrom('escalation as e')
        .select(eb.fn.countAll<number>().as('count'))
        .whereRef('e.connection_id', '=', 'u.connection_id')
        .whereRef('e.acting_agent_id', '=', 'u.agent_id')
        .where('e.created_at', '>', sql<string>`now() - interval '30 days'`)
        .as('cases'),
    )
    .select(sql<string>`now()`.as('now'))
    .where('u.connection_id', 'in', connectionIds)
    .orderBy('u.created_at')
    .execute();
  const users = new Map<string, ConnectedUserShape[]>();
  for (const row of rows) {
    const { state, cause, refreshed_at: renewedAt, ended_at: endedAt } = row;
    const list = users.get(row.connection_id) ?? [];
    list.push({
      id: row.id,
      salesforceUserId: row.salesforce_user_id,
      username: row.username,
      displayName: row.display_name,
      agent: row.agent_id && row.agent_name ? { id: row.agent_id, name: row.agent_name } : null,
      isDefault: row.is_default,
      isYou: row.agent_id !== null && row.agent_id === viewerId,
      ...tellToken({ state, cause, renewedAt, endedAt }, row.now),
      evidence: row.evidence,
      lastUsedAt: row.last_used_at,
      renewedAt,
      cases: Number(row.cases),
    });
    users.set(row.connection_id, list);
  }
  return users;
}
