import type { ConnectionShape, ContactShape } from '../../api/salesforce.ts';
import type { CaseSummary, EscalationShape } from '../../api/shapes.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import { buildCaseForm, type CaseFormField, formEntries, mergeCaseForm } from '../../domain/case-form.ts';
import type { Connection } from '../../domain/connection.ts';
import type { LinkedContact } from '../../domain/contact.ts';
import { decideEscalation, type EscalationRefusal } from '../../domain/decide-escalation.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { fitToSchema } from '../../domain/mapping/fit-to-schema.ts';
import { Problem } from '../problem.ts';
import { auditActor, recordAudit } from '../storage/audit.ts';
import { readCareFacts } from '../storage/care-facts.ts';
import { readSummaries } from '../storage/case-views.ts';
import { changeConnection, findConnection, listConnections } from '../storage/connection.ts';
import { connectionOfCustomer } from '../storage/connection-of-customer.ts';
import { lockConnection, setPaused } from '../storage/connection-state.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import { findContactLink, removeContactLink, saveContactLink } from '../storage/contact-link.ts';
import type { Database, Tx } from '../storage/database.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import { mappingForNew } from '../storage/mapping-version.ts';
import { actingUserName } from './acting-user.ts';
import { createContact, type NewContact, readContact, searchContacts } from './contacts.ts';
import type { SalesforceIntegration } from './integration.ts';
import { cutToRecordType } from './org-schema.ts';

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
  const inCase = <T>(actor: Actor, caseId: string, work: (found: CaseInOrg, tx: Tx) => Promise<T>) =>
    db.forAccount(actor.accountId, async (tx) => {
      const [summary] = await readSummaries(tx, [caseId]);
      if (!summary) throw new Problem('NOT_FOUND');
      const connection = await connectionOfCustomer(tx, summary.customer.id);
      const contact = connection && (await findContactLink(tx, summary.customer.id, connection.id));
      return work({ summary, connection, contact }, tx);
    });

  const link = (actor: Actor, summary: CaseSummary, connection: Connection, contact: LinkedContact) =>
    db.forAccount(actor.accountId, (tx) =>
      saveContactLink(tx, {
        accountId: actor.accountId,
        customerId: summary.customer.id,
        connectionId: connection.id,
        contact,
        linkedBy: actingAgentId(actor),
      }),
    );

  const changeable = async (tx: Tx, connectionId: string): Promise<Connection> => {
    const connection = await findConnection(tx, connectionId);
    if (!connection) throw new Problem('NOT_FOUND');
    return connection;
  };

  /** Of these fields, those that the mapping has not or keeps to itself. */
  const unmapped = (actor: Actor, caseId: string, names: readonly string[]): Promise<string[]> =>
    inCase(actor, caseId, async ({ connection }, tx) => {
      if (!connection) return [];
      const { fields } = await mappingForNew(tx, connection.id, 'Case');
      const free = new Set(fields.filter(({ editable }) => editable).map(({ field }) => field));
      return names.filter((name) => !free.has(name));
    });

  const caseForm = async (actor: Actor, caseId: string): Promise<CaseForm> => {
    const agentId = person(actor);
    const found = await inCase(actor, caseId, async (each, tx) => {
      if (!each.connection) throw new Problem('SALESFORCE_NOT_CONNECTED');
      const of = { agentId, at: now().toISOString(), caseUrl, key: null };
      return {
        ...each,
        connection: each.connection,
        mapping: await mappingForNew(tx, each.connection.id, 'Case'),
        facts: (await readCareFacts(tx, [caseId], each.connection.id, of)).get(caseId)!,
        actingUser: await actingUserName(tx, each.connection.id, agentId),
      };
    });
    const { summary, connection, contact, facts, mapping, actingUser } = found;
    if (!contact) throw new Problem('CONTACT_LINK_REQUIRED');
    if (actingUser === null) {
      throw new Problem('SALESFORCE_RECONNECT_NEEDED', connection.stateReason ?? undefined);
    }
    const described = await cutToRecordType(
      describes,
      connection,
      agentId,
      'Case',
      mapping.recordTypeId,
      await describes.describe(connection, agentId, 'Case'),
    );
    const values = fitToSchema(evaluate(mapping.fields, facts), described);
    const fields = buildCaseForm(formEntries(values), null, described).map((field) =>
      field.name === 'ContactId'
        ? { ...field, options: [{ value: contact.id, label: contact.name }] }
        : field,
    );
    return { fields, actingUser, messages: Math.min(COPIED_MESSAGES, summary.messageCount) };
  };

  return {
    tab: (actor: Actor, caseId: string): Promise<SalesforceTab> =>
      inCase(actor, caseId, async ({ summary, connection, contact }, tx) => {
        const escalations = (await readEscalations(tx, [caseId])).get(caseId) ?? [];
        const [view = null] = connection
          ? await readConnectionViews(tx, [connection], actingAgentId(actor))
          : [];
        return {
          connection: view,
          contact: contact && connection && shown(connection, contact),
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

    /** @param caseId looks where this case goes; left out: where cases of customers go who are linked nowhere. */
    async searchContacts(actor: Actor, search: string, caseId?: string): Promise<ContactShape[]> {
      const connection = await (caseId === undefined
        ? db.forAccount(actor.accountId, (tx) => connectionOfCustomer(tx, null))
        : inCase(actor, caseId, async (found) => found.connection));
      if (!connection) throw new Problem('SALESFORCE_NOT_CONNECTED');
      const found = await searchContacts(port, connection, person(actor), search);
      return found.map((contact) => shown(connection, contact));
    },

    async linkContact(actor: Actor, caseId: string, contactId: string): Promise<ContactShape> {
      const { summary, connection } = await inCase(actor, caseId, async (found) => found);
      if (!connection) throw new Problem('SALESFORCE_NOT_CONNECTED');
      const contact = await readContact(port, connection, person(actor), contactId);
      await link(actor, summary, connection, contact);
      return shown(connection, contact);
    },

    unlinkContact: (actor: Actor, caseId: string): Promise<void> =>
      inCase(actor, caseId, async ({ summary, connection }, tx) => {
        if (connection) await removeContactLink(tx, summary.customer.id, connection.id);
      }),

    async createContact(actor: Actor, caseId: string, input: NewContact): Promise<ContactShape> {
      const { summary, connection } = await inCase(actor, caseId, async (found) => found);
      if (!connection) throw new Problem('SALESFORCE_NOT_CONNECTED');
      const contact = await createContact(port, connection, person(actor), input);
      await link(actor, summary, connection, contact);
      return shown(connection, contact);
    },

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

interface CaseInOrg {
  summary: CaseSummary;
  /** The one the customer's cases go to. */
  connection: Connection | null;
  contact: LinkedContact | null;
}

const shown = (connection: Connection, contact: LinkedContact): ContactShape => ({
  ...contact,
  url: `${connection.instanceUrl}/lightning/r/Contact/${contact.id}/view`,
});

function person(actor: Actor): string {
  const agentId = actingAgentId(actor);
  if (agentId === null) throw new Problem('FORBIDDEN', 'Salesforce is asked on behalf of a person.');
  return agentId;
}

async function requireActive(tx: Tx, agentId: string): Promise<void> {
  const agent = await tx.selectFrom('agent').select('active').where('id', '=', agentId).executeTakeFirst();
  if (!agent?.active) throw new Problem('AGENT_UNKNOWN');
}
