import { decideRehearsal, type RehearsalLine } from '../../domain/decide-rehearsal.ts';
import { decideTokens } from '../../domain/decide-token.ts';
import { listAgents } from '../storage/agent.ts';
import { listConnectedUsers } from '../storage/connected-user.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database } from '../storage/database.ts';
import { countLinkedCases } from '../storage/escalation.ts';
import { readStandIns } from '../storage/stand-ins.ts';
import type { SalesforceCalls } from './salesforce-port.ts';

/** A person waits for the answer, and every one of them costs the org a call. */
const MOST_ASKED = 20;
const AT_ONCE = 4;

/**
 * Works out what would happen if the default token died now. Touches nothing; the org is asked who of those
 * who could stand in may view all cases.
 *
 * @returns null when there is no such connection.
 */
export async function rehearseTokenLoss(
  db: Database,
  calls: Pick<SalesforceCalls, 'mayViewAllCases'>,
  accountId: string,
  connectionId: string,
): Promise<RehearsalLine[] | null> {
  const facts = await db.forAccount(accountId, async (tx) => {
    const connection = await findConnection(tx, connectionId);
    if (connection === null) return null;
    const users = await listConnectedUsers(tx, connectionId);
    const agents = await listAgents(tx);
    return {
      connection,
      users,
      names: new Map(agents.map(({ id, name }) => [id, name])),
      standIns: await readStandIns(tx),
      ...(await countLinkedCases(tx, connectionId)),
    };
  });
  if (facts === null) return null;
  const { connection, users, names, standIns, linkedCases, syncedCases } = facts;
  const withoutDefault = users.map((user) =>
    user.isDefault ? { ...user, state: 'reconnect_needed' as const } : user,
  );
  const wish = { actingAgentId: null, fallback: 'default', standIns } as const;
  const sees = new Map<string, boolean>();
  const inLine = decideTokens(withoutDefault, wish).slice(0, MOST_ASKED);
  // The first who may is the one who would hear: nobody behind them is asked.
  for (let at = 0; at < inLine.length && ![...sees.values()].includes(true); at += AT_ONCE) {
    const some = inLine.slice(at, at + AT_ONCE);
    const answers = await Promise.all(some.map((user) => calls.mayViewAllCases(connection, user)));
    for (const [index, user] of some.entries()) sees.set(user.id, answers[index] ?? false);
  }
  return decideRehearsal({
    users: users.map((user) => ({
      name: user.displayName,
      agent: user.agentId ? { id: user.agentId, name: names.get(user.agentId) ?? user.displayName } : null,
      isDefault: user.isDefault,
      alive: user.state === 'connected',
      seesAllCases: sees.get(user.id) ?? null,
    })),
    standIns,
    linkedCases,
    syncedCases,
  });
}
