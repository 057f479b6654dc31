import type { Actor, AgentActor } from '../../domain/agent.ts';
import { Problem } from '../problem.ts';
import { listAgents } from '../storage/agent.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import { findConnection } from '../storage/connection.ts';
import type { Database, Tx } from '../storage/database.ts';
import {
  listIdentityLinks,
  removeIdentityLink,
  type StoredIdentityLink,
  saveIdentityLink,
} from '../storage/identity-link.ts';
import type { SalesforceIntegration } from './integration.ts';
import { findByEmail, findById, type OrgPerson } from './users-of-org.ts';

export interface SuggestedLink extends OrgPerson {
  agent: { id: string; name: string };
}

export type IdentityDesk = ReturnType<typeof createIdentityDesk>;

/** Which Salesforce user is which agent. An e-mail that matches only suggests: an org's admin can write any. */
export function createIdentityDesk(db: Database, { port }: Pick<SalesforceIntegration, 'port'>) {
  return {
    async list(
      actor: Actor,
      connectionId: string,
    ): Promise<{ links: StoredIdentityLink[]; suggested: SuggestedLink[] }> {
      const { accountId } = actor;
      const asked = { id: connectionId, accountId };
      const { links, agents } = await db.forAccount(accountId, async (tx) => {
        await requireConnection(tx, connectionId);
        return { links: await listIdentityLinks(tx, connectionId), agents: await activeAgents(tx) };
      });
      const linked = new Set(links.map(({ agent }) => agent.id));
      const free = new Map(
        agents.filter(({ id }) => !linked.has(id)).map((agent) => [agent.email.toLowerCase(), agent]),
      );
      const nameless = links.filter(({ username }) => username === null);
      const named = await findById(
        port,
        asked,
        nameless.map(({ salesforceUserId }) => salesforceUserId),
      );
      const names = new Map(named.map((each) => [each.salesforceUserId, each]));
      const taken = new Set(links.map(({ salesforceUserId }) => salesforceUserId));
      const matches = await findByEmail(port, asked, [...free.keys()]);
      return {
        links: links.map((link) => {
          const known = names.get(link.salesforceUserId);
          return link.username === null && known
            ? { ...link, username: known.username, name: known.name }
            : link;
        }),
        suggested: matches.flatMap((match) => {
          const agent = free.get(match.email);
          if (!agent || taken.has(match.salesforceUserId)) return [];
          return [{ ...match, agent: { id: agent.id, name: agent.name } }];
        }),
      };
    },

    async save(actor: Actor, connectionId: string, salesforceUserId: string, agentId: string): Promise<void> {
      const { accountId } = actor;
      // For the trail alone: an org that cannot be asked now stands in nobody's way.
      const [known] = await findById(port, { id: connectionId, accountId }, [salesforceUserId]);
      await db.forAccount(accountId, async (tx) => {
        await requireConnection(tx, connectionId);
        const agent = (await activeAgents(tx)).find(({ id }) => id === agentId);
        if (!agent) throw new Problem('AGENT_UNKNOWN');
        await saveIdentityLink(tx, {
          accountId,
          connectionId,
          salesforceUserId,
          agentId,
          madeBy: 'supervisor',
        });
        const user = known?.username ?? salesforceUserId;
        await record(tx, actor, connectionId, 'identity.linked', `${agent.name} and ${user}`);
      });
    },

    async remove(actor: Actor, connectionId: string, salesforceUserId: string): Promise<void> {
      const asked = { id: connectionId, accountId: actor.accountId };
      const [known] = await findById(port, asked, [salesforceUserId]);
      await db.forAccount(actor.accountId, async (tx) => {
        await requireConnection(tx, connectionId);
        const gone = await removeIdentityLink(tx, connectionId, salesforceUserId);
        if (!gone) throw new Problem('NOT_FOUND');
        // No agent is ever deleted.
        const agent = (await listAgents(tx)).find(({ id }) => id === gone.agentId)!;
        const user = known?.username ?? salesforceUserId;
        await record(tx, actor, connectionId, 'identity.unlinked', `${agent.name} and ${user}`);
      });
    },
  };
}

async function record(
  tx: Tx,
  actor: Actor,
  connectionId: string,
  kind: 'identity.linked' | 'identity.unlinked',
  subject: string,
): Promise<void> {
  const { accountId } = actor;
  const who = await auditActor(tx, actor as AgentActor);
  await recordAudit(tx, { accountId, kind, actor: who, connectionId, subject, detail: null });
}

async function requireConnection(tx: Tx, connectionId: string): Promise<void> {
  if (!(await findConnection(tx, connectionId))) throw new Problem('NOT_FOUND');
}

const activeAgents = async (tx: Tx) => (await listAgents(tx)).filter(({ active }) => active);
