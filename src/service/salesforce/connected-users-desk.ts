import type { ConnectionShape } from '../../api/salesforce.ts';
import type { Actor, AgentActor } from '../../domain/agent.ts';
import type { ConnectedUser, Connection } from '../../domain/connection.ts';
import type { RehearsalLine } from '../../domain/decide-rehearsal.ts';
import type { AskedConnection } from '../care/embed-link.ts';
import { permit } from '../permit.ts';
import { Problem } from '../problem.ts';
import { nameOfAccount } from '../storage/agent.ts';
import { auditActor, hasRecorded, recordAudit } from '../storage/audit.ts';
import { findConnectedUser, listConnectedUsers, setDefaultUser } from '../storage/connected-user.ts';
import { findConnection } from '../storage/connection.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import type { Database, Tx } from '../storage/database.ts';
import { listSuggestible, type Suggestible } from '../storage/suggestible.ts';
import type { Ended } from './end-access.ts';
import type { SalesforceIntegration } from './integration.ts';
import { findByEmail, type OrgPerson } from './users-of-org.ts';

export interface SuggestedUser {
  agent: { id: string; name: string };
  reason: 'disconnected' | 'email_matches';
  salesforceUser: { id: string; username: string } | null;
}

export interface ConnectedUsersDeps {
  db: Database;
  integration: Pick<SalesforceIntegration, 'port' | 'endAccess' | 'rehearseTokenLoss'>;
}

/** The page looks again every ten seconds; the org counts every question. */
const REMEMBERED_MS = 5 * 60_000;

export type ConnectedUsersDesk = ReturnType<typeof createConnectedUsersDesk>;

/** What people do with who is connected to an org. */
export function createConnectedUsersDesk({ db, integration }: ConnectedUsersDeps) {
  const matches = new Map<string, { emails: string; until: number; found: Promise<OrgPerson[]> }>();
  const matching = (connection: AskedConnection, addresses: readonly string[]): Promise<OrgPerson[]> => {
    const emails = addresses.join(' ');
    const known = matches.get(connection.id);
    if (known && known.emails === emails && known.until > Date.now()) return known.found;
    const found = findByEmail(integration.port, connection, addresses);
    matches.set(connection.id, { emails, until: Date.now() + REMEMBERED_MS, found });
    return found;
  };

  /** Written down first: what then fails to reach Salesforce has been done here all the same. */
  const end = async (
    actor: AgentActor,
    users: readonly ConnectedUser[],
    connectionId: string | null,
    what: { kind: 'user.disconnected' | 'org.disconnected' | 'kill_switch.pressed'; subject: string },
  ): Promise<Ended> => {
    await db.forAccount(actor.accountId, async (tx) =>
      recordAudit(tx, {
        ...what,
        accountId: actor.accountId,
        actor: await auditActor(tx, actor),
        connectionId,
        detail: users.length === 1 ? null : `${users.length} connected users`,
      }),
    );
    return integration.endAccess(users);
  };

  return {
    /** One org, and who else could be connected: whoever disconnected, then whoever has the same e-mail there. */
    async connection(
      actor: Actor,
      connectionId: string,
    ): Promise<{ connection: ConnectionShape; suggestedUsers: SuggestedUser[] }> {
      const { agentId, accountId } = person(actor);
      const { view, suggestible } = await db.forAccount(accountId, async (tx) => {
        const connection = await existing(tx, connectionId);
        await noteLook(tx, actor as AgentActor, connection);
        return {
          view: await viewOf(tx, connection, agentId),
          suggestible: await listSuggestible(tx, connectionId),
        };
      });
      const alive = view.state === 'connected' || view.state === 'expiring_soon';
      const found = alive
        ? await matching(
            { id: connectionId, accountId },
            suggestible.flatMap((each) => (each.disconnectedFrom ? [] : [each.email])),
          )
        : [];
      return {
        connection: view,
        suggestedUsers: suggestible.flatMap((each) => suggestion(each, found) ?? []),
      };
    },

    async disconnectUser(actor: Actor, connectionId: string, userId: string): Promise<{ revoked: boolean }> {
      const self = person(actor);
      const user = await db.forAccount(self.accountId, async (tx) => {
        const found = await findConnectedUser(tx, userId);
        if (found?.connectionId !== connectionId) throw new Problem('NOT_FOUND');
        return found;
      });
      if (user.agentId !== self.agentId) permit(self, { permission: 'remove_salesforce_accounts' });
      const what = { kind: 'user.disconnected' as const, subject: user.displayName };
      const { notRevoked } = await end(self, [user], connectionId, what);
      return { revoked: notRevoked === 0 };
    },

    async disconnectOrg(actor: Actor, connectionId: string): Promise<Ended> {
      const self = person(actor);
      const { users, connection } = await db.forAccount(self.accountId, async (tx) => ({
        connection: await existing(tx, connectionId),
        users: await listConnectedUsers(tx, connectionId),
      }));
      return end(self, users, connectionId, { kind: 'org.disconnected', subject: connection.orgName });
    },

    async rehearse(actor: Actor, connectionId: string): Promise<RehearsalLine[]> {
      const lines = await integration.rehearseTokenLoss(actor.accountId, connectionId);
      if (lines === null) throw new Problem('NOT_FOUND');
      return lines;
    },

    /** @param confirm the account's name, typed. */
    async killSwitch(actor: Actor, confirm: string): Promise<Ended> {
      const self = person(actor);
      const { users, name } = await db.forAccount(self.accountId, async (tx) => ({
        name: await nameOfAccount(tx),
        users: await listConnectedUsers(tx),
      }));
      if (confirm.trim() !== name) {
        throw new Problem('VALIDATION_FAILED', 'The name of the account is not the one you typed.', {
          errors: [{ path: 'confirm', fact: `Type ${name} to end all access to Salesforce.` }],
        });
      }
      return end(self, users, null, { kind: 'kill_switch.pressed', subject: 'Salesforce' });
    },

    setDefault: (actor: Actor, connectionId: string, userId: string): Promise<ConnectionShape> => {
      const self = person(actor);
      return db.forAccount(self.accountId, async (tx) => {
        const user = await findConnectedUser(tx, userId);
        if (user?.connectionId !== connectionId) throw new Problem('NOT_FOUND');
        if (user.state !== 'connected') {
          throw new Problem('DEFAULT_USER_NOT_CONNECTED', `${user.displayName} is not connected.`);
        }
        await setDefaultUser(tx, user);
        await recordAudit(tx, {
          accountId: self.accountId,
          kind: 'user.default_changed',
          actor: await auditActor(tx, self),
          connectionId,
          subject: user.displayName,
          detail: null,
        });
        return viewOf(tx, await existing(tx, connectionId), self.agentId);
      });
    },
  };
}

function suggestion(
  each: Suggestible,
  matches: readonly { salesforceUserId: string; username: string; email: string }[],
): SuggestedUser | null {
  const { disconnectedFrom } = each;
  if (disconnectedFrom)
    return { agent: each.agent, reason: 'disconnected', salesforceUser: disconnectedFrom };
  const found = matches.find(({ email }) => email === each.email);
  if (!found) return null;
  const salesforceUser = { id: found.salesforceUserId, username: found.username };
  return { agent: each.agent, reason: 'email_matches', salesforceUser };
}

/** Who looked at the tokens' states, once a day: the page asks again every few seconds. */
async function noteLook(tx: Tx, actor: AgentActor, { id, accountId, orgName }: Connection): Promise<void> {
  const kind = 'token.state_viewed';
  if (await hasRecorded(tx, kind, { agentId: actor.agentId, connectionId: id })) return;
  await recordAudit(tx, {
    accountId,
    kind,
    actor: await auditActor(tx, actor),
    connectionId: id,
    subject: orgName,
    detail: null,
  });
}

async function existing(tx: Tx, connectionId: string): Promise<Connection> {
  const connection = await findConnection(tx, connectionId);
  if (!connection) throw new Problem('NOT_FOUND');
  return connection;
}

async function viewOf(tx: Tx, connection: Connection, viewerId: string): Promise<ConnectionShape> {
  const [view] = await readConnectionViews(tx, [connection], viewerId);
  return view!;
}

function person(actor: Actor): AgentActor {
  if (actor.kind !== 'agent') throw new Problem('FORBIDDEN', 'Only a person can do this.');
  return actor;
}
