import type { ConnectionShape, ContactShape } from '../../api/salesforce.ts';
import type { EscalationShape } from '../../api/shapes.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import { type CaseFormField, mergeCaseForm } from '../../domain/case-form.ts';
import type { Connection } from '../../domain/connection.ts';
import { decideEscalation, type EscalationRefusal } from '../../domain/decide-escalation.ts';
import { Problem } from '../problem.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import { changeConnection, findConnection, listConnections } from '../storage/connection.ts';
import { lockConnection, setPaused } from '../storage/connection-state.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import type { Database, Tx } from '../storage/database.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { mappingForNew } from '../storage/mapping-version.ts';
import { connected, inCase, person, shownContact } from './case-in-org.ts';
import { createContactDesk } from './contact-desk.ts';
import type { SalesforceIntegration } from './integration.ts';
import { createPreflightDesk } from './preflight-desk.ts';
import { draftRecord, formOf } from './record-form.ts';

export interface SalesforceDeskDeps {
  db: Database;
  integration: Pick<SalesforceIntegration, 'port' | 'describes'>;
  now: () => Date;
  /** Where a case opens in Care. */
  caseUrl: (caseId: string) => string;
}

export interface SalesforceTab {
  connection: ConnectionShape | null;
  contact: ContactShape | null;
  escalations: EscalationShape[];
  blocked: EscalationRefusal | null;
}

export interface CaseForm {
  fields: CaseFormField[];
  actingUser: string;
  /** Messages that go along. */
  messages: number;
}

/** As many messages as are copied into a new Salesforce case. */
const COPIED_MESSAGES = 100;

export type SalesforceDesk = ReturnType<typeof createSalesforceDesk>;

/** What people do with Salesforce from a Care case, and with the connections themselves. */
export function createSalesforceDesk(deps: SalesforceDeskDeps) {
  const { db, now, caseUrl } = deps;
  const { port, describes } = deps.integration;
  const changeable = async (tx: Tx, connectionId: string): Promise<Connection> => {
    const connection = await findConnection(tx, connectionId);
    if (!connection) throw new Problem('NOT_FOUND');
    return connection;
  };

  /** Of these fields, those that the mapping has not or keeps to itself. */
  const unmapped = (actor: Actor, caseId: string, names: readonly string[]): Promise<string[]> =>
    inCase(db, actor, caseId, async ({ connection }, tx) => {
      if (!connection) return [];
      const { fields } = await mappingForNew(tx, connection.id, 'Case');
      const free = new Set(fields.filter(({ editable }) => editable).map(({ field }) => field));
      return names.filter((name) => !free.has(name));
    });

  const caseForm = async (actor: Actor, caseId: string): Promise<CaseForm> => {
    const agentId = person(actor);
    const { summary, contact, draft } = await inCase(db, actor, caseId, async (each, tx) => {
      const connection = connected(each.connection);
      if (!each.contact) throw new Problem('CONTACT_LINK_REQUIRED');
      const asked = { connection, object: 'Case', caseId, agentId };
      return { ...each, contact: each.contact, draft: await draftRecord(tx, deps, asked) };
    });
    const { actingUser } = draft;
    const fields = (await formOf(describes, draft, agentId)).map((field) =>
      field.name === 'ContactId'
        ? { ...field, options: [{ value: contact.id, label: contact.name, validFor: null }] }
        : field,
    );
    return { fields, actingUser, messages: Math.min(COPIED_MESSAGES, summary.messageCount) };
  };

  return {
    tab: (actor: Actor, caseId: string): Promise<SalesforceTab> =>
      inCase(db, actor, caseId, async ({ summary, connection, contact }, tx) => {
        const escalations = (await readEscalations(tx, [caseId])).get(caseId) ?? [];
        const [view = null] = connection
          ? await readConnectionViews(tx, [connection], actingAgentId(actor))
          : [];
        return {
          connection: view,
          contact: contact && connection && shownContact(connection, contact),
          escalations,
          blocked: decideEscalation({
            connection,
            contactLinked: contact !== null,
            lastCustomerMessageAt: summary.lastCustomerMessageAt,
            now: now().toISOString(),
            standing: escalations.filter(({ state }) => state === 'requested' || state === 'created').length,
            another: false,
          }),
        };
      }),

    ...createContactDesk({ db, describes, port, now, caseUrl }),

    ...createPreflightDesk({ db, describes, now, caseUrl }),

    caseForm,

    /**
     * What the form says, over what it was prefilled with. While the org cannot be asked for its form, only
     * what the mapping knows is taken.
     *
     * @throws Problem VALIDATION_FAILED for a field that is not the form's to set.
     */
    async chosenFields(
      actor: Actor,
      caseId: string,
      chosen: Readonly<Record<string, string | null>>,
    ): Promise<Record<string, string | null>> {
      const form = await caseForm(actor, caseId).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'SALESFORCE_UNAVAILABLE') return null;
        throw error;
      });
      const merged = form
        ? mergeCaseForm(form.fields, chosen)
        : { refused: await unmapped(actor, caseId, Object.keys(chosen)), fields: {} };
      if ('refused' in merged && merged.refused.length > 0) {
        throw new Problem('VALIDATION_FAILED', 'Some fields are not part of the form.', {
          errors: merged.refused.map((name) => ({ path: `fields.${name}`, fact: 'It is not yours to set.' })),
        });
      }
      // What somebody emptied stays empty: the mapping does not fill it again.
      return 'fields' in merged ? { ...merged.fields, ...chosen } : {};
    },

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
        const connection = await changeable(tx, connectionId);
        if (connection.state !== 'connected') throw new Problem('SALESFORCE_RECONNECT_NEEDED');
        await changeConnection(tx, connectionId, { statusSync: mode });
        if (actor.kind === 'agent' && mode !== connection.statusSync) {
          await recordAudit(tx, {
            accountId: actor.accountId,
            kind: 'sync.changed',
            actor: await auditActor(tx, actor),
            connectionId,
            subject: connection.orgName,
            detail: STATUS_SYNC_NAMES[mode],
          });
        }
        const [view] = await readConnectionViews(
          tx,
          [{ ...connection, statusSync: mode }],
          actingAgentId(actor),
        );
        return view!;
      }),

    setSyncPause: (actor: Actor, connectionId: string, paused: boolean): Promise<ConnectionShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        await lockConnection(tx, connectionId);
        const { orgName } = await changeable(tx, connectionId);
        const changed = await setPaused(tx, connectionId, paused ? person(actor) : null);
        if (actor.kind === 'agent' && changed) {
          const by = await auditActor(tx, actor);
          const kind = paused ? 'sync.paused' : 'sync.resumed';
          const { accountId } = actor;
          await recordAudit(tx, { accountId, kind, actor: by, connectionId, subject: orgName, detail: null });
        }
        const connection = await changeable(tx, connectionId);
        const [view] = await readConnectionViews(tx, [connection], actingAgentId(actor));
        return view!;
      }),

    setAutomationAgent: (
      actor: Actor,
      connectionId: string,
      agentId: string | null,
    ): Promise<ConnectionShape> =>
      db.forAccount(actor.accountId, async (tx) => {
        const connection = await changeable(tx, connectionId);
        if (agentId !== null) await requireActive(tx, agentId);
        await changeConnection(tx, connectionId, { automationAgentId: agentId });
        const [view] = await readConnectionViews(tx, [connection], actingAgentId(actor));
        return view!;
      }),
  };
}

/** As the page has them. */
const STATUS_SYNC_NAMES: Readonly<Record<Connection['statusSync'], string>> = {
  none: 'None',
  automated: 'Automated sync',
  bidirectional: 'Bi-direction sync',
};

async function requireActive(tx: Tx, agentId: string): Promise<void> {
  const agent = await tx.selectFrom('agent').select('active').where('id', '=', agentId).executeTakeFirst();
  if (!agent?.active) throw new Problem('AGENT_UNKNOWN');
}
