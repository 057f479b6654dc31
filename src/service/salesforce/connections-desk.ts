import type { ConnectionShape } from '../../api/salesforce.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import type { AuditKind } from '../../domain/audit.ts';
import type { Connection } from '../../domain/connection.ts';
import { type EscalationRules, rulesInWords } from '../../domain/decide-escalation.ts';
import { type ContactKind, kindInWords } from '../../domain/person-account.ts';
import { Problem } from '../problem.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import { changeConnection, findConnection, listConnections } from '../storage/connection.ts';
import { lockConnection, setPaused } from '../storage/connection-state.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import type { Database, Tx } from '../storage/database.ts';
import { readEscalationRules, saveEscalationRules } from '../storage/escalation-rules.ts';
import { person } from './case-in-org.ts';

/** What people settle about the connected orgs. Each change is written down, with who made it. */
export function createConnectionsDesk(db: Database) {
  const changeable = async (tx: Tx, connectionId: string): Promise<Connection> => {
    const connection = await findConnection(tx, connectionId);
    if (!connection) throw new Problem('NOT_FOUND');
    return connection;
  };
  const viewOf = async (tx: Tx, actor: Actor, connectionId: string): Promise<ConnectionShape> => {
    const [view] = await readConnectionViews(tx, [await changeable(tx, connectionId)], actingAgentId(actor));
    return view!;
  };
  const writeDown = async (
    tx: Tx,
    actor: Actor,
    kind: AuditKind,
    what: { connectionId: string | null; subject: string; detail: string | null },
  ): Promise<void> => {
    if (actor.kind !== 'agent') return;
    await recordAudit(tx, {
      accountId: actor.accountId,
      kind,
      actor: await auditActor(tx, actor),
      ...what,
    });
  };

  return {
    connections: (actor: Actor): Promise<ConnectionShape[]> =>
      db.forAccount(actor.accountId, async (tx) =>
        readConnectionViews(tx, await listConnections(tx), actingAgentId(actor)),
      ),

    setStatusSync: (
      actor: Actor,
      connectionId: string,
      mode: Connection['statusSync'],
    ): Promise<ConnectionShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        const { state, statusSync, orgName } = await changeable(tx, connectionId);
        if (state !== 'connected') throw new Problem('SALESFORCE_RECONNECT_NEEDED');
        await changeConnection(tx, connectionId, { statusSync: mode });
        if (mode !== statusSync) {
          const what = { connectionId, subject: orgName, detail: STATUS_SYNC_NAMES[mode] };
          await writeDown(tx, actor, 'sync.changed', what);
        }
        return viewOf(tx, actor, connectionId);
      }),

    setSyncPause: (actor: Actor, connectionId: string, paused: boolean): Promise<ConnectionShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        await lockConnection(tx, connectionId);
        const { orgName } = await changeable(tx, connectionId);
        if (await setPaused(tx, connectionId, paused ? person(actor) : null)) {
          const what = { connectionId, subject: orgName, detail: null };
          await writeDown(tx, actor, paused ? 'sync.paused' : 'sync.resumed', what);
        }
        return viewOf(tx, actor, connectionId);
      }),

    setNewContacts: (actor: Actor, connectionId: string, as: ContactKind | null): Promise<ConnectionShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        const { contactsAs, orgName } = await changeable(tx, connectionId);
        await changeConnection(tx, connectionId, { contactsAs: as });
        if (as !== contactsAs) {
          const what = { connectionId, subject: orgName, detail: kindInWords(as) };
          await writeDown(tx, actor, 'contacts.kind_changed', what);
        }
        return viewOf(tx, actor, connectionId);
      }),

    setAutomationAgent: (
      actor: Actor,
      connectionId: string,
      agentId: string | null,
    ): Promise<ConnectionShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        const before = await viewOf(tx, actor, connectionId);
        const agent = agentId === null ? null : await requireActive(tx, agentId);
        await changeConnection(tx, connectionId, { automationAgentId: agentId });
        if ((before.automationAgent?.id ?? null) !== agentId) {
          const what = { connectionId, subject: agent?.name ?? 'nobody', detail: null };
          await writeDown(tx, actor, 'automation.changed', what);
        }
        return viewOf(tx, actor, connectionId);
      }),

    escalationRules: (actor: Actor): Promise<EscalationRules> =>
      db.forAccount(actor.accountId, readEscalationRules),

    setEscalationRules: (actor: Actor, rules: EscalationRules): Promise<void> =>
      db.forAccount(actor.accountId, async (tx) => {
        const before = rulesInWords(await readEscalationRules(tx));
        await saveEscalationRules(tx, rules);
        const detail = rulesInWords(rules);
        if (detail === before) return;
        const what = { connectionId: null, subject: 'a case that goes to Salesforce', detail };
        await writeDown(tx, actor, 'escalation.rules_changed', what);
      }),
  };
}

/** As the page has them. */
const STATUS_SYNC_NAMES: Readonly<Record<Connection['statusSync'], string>> = {
  none: 'None',
  automated: 'Automated sync',
  bidirectional: 'Bi-direction sync',
};

async function requireActive(tx: Tx, agentId: string): Promise<{ name: string }> {
  const agent = await tx
    .selectFrom('agent')
    .select(['active', 'name'])
    .where('id', '=', agentId)
    .executeTakeFirst();
  if (!agent?.active) throw new Problem('AGENT_UNKNOWN');
  return agent;
}
