import type { LinkedContactShape } from '../../api/contacts.ts';
import type { ConnectionShape } from '../../api/salesforce.ts';
import type { CaseSummary, EscalationShape } from '../../api/shapes.ts';
import { type Actor, actingAgentId } from '../../domain/agent.ts';
import { type CaseFormField, mergeCaseForm } from '../../domain/case-form.ts';
import type { Connection } from '../../domain/connection.ts';
import { isLinked, type LinkedContact } from '../../domain/contact.ts';
import {
  decideEscalation,
  type EscalatedObject,
  type EscalationRefusal,
} from '../../domain/decide-escalation.ts';
import type { TokenGap } from '../../domain/decide-record-writer.ts';
import { foresee } from '../../domain/preflight/foresee.ts';
import type { Verdict } from '../../domain/preflight/verdict.ts';
import { Problem } from '../problem.ts';
import { type HeldCase, readHold } from '../storage/automatic-holds.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import type { Database } from '../storage/database.ts';
import { readEscalationRules } from '../storage/escalation-rules.ts';
import { readEscalations } from '../storage/escalation-views.ts';
import type { ChosenRecordType } from '../sync/escalate.ts';
import { connected, inCase, person, shownContact } from './case-in-org.ts';
import { createConnectionsDesk } from './connections-desk.ts';
import { createContactDesk } from './contact-desk.ts';
import { createDuplicatesDesk } from './duplicates-desk.ts';
import type { SalesforceIntegration } from './integration.ts';
import { createPreflightDesk } from './preflight-desk.ts';
import { draftRecord, formOf, type RecordDraft } from './record-form.ts';
import { type RecordOwner, readOwner, searchOwners } from './record-owners.ts';
import type { WriterOfRecord } from './record-writer.ts';
import { writerOfDraft } from './who-writes.ts';

export interface SalesforceDeskDeps {
  db: Database;
  integration: Pick<SalesforceIntegration, 'port' | 'describes'>;
  now: () => Date;
  /** Where a case opens in Care. */
  caseUrl: (caseId: string) => string;
}

export interface SalesforceTab {
  connection: ConnectionShape | null;
  contact: LinkedContactShape | null;
  escalations: EscalationShape[];
  /** Why no Salesforce case can be made now. */
  blocked: EscalationRefusal | null;
  /** Why no lead can. */
  leadBlocked: EscalationRefusal | null;
  /** Why a rule that matches has left the case alone; null: none has. */
  held: HeldCase | null;
}

export interface EscalationForm {
  fields: CaseFormField[];
  /** Whom Salesforce will name as the creator. */
  actingUser: string;
  /** Why it is not the agent who asks; null: it is. */
  because: string | null;
  /** Messages that go along. */
  messages: number;
  /** Those the agent may choose from; empty: the org has none. */
  recordTypes: { name: string; label: string }[];
  /** The one the form is filled for, by developer name. */
  recordType: string | null;
}

/** As many messages as are copied into a new Salesforce case. */
const COPIED_MESSAGES = 100;

export type SalesforceDesk = ReturnType<typeof createSalesforceDesk>;

/** What people do with Salesforce from a Care case, with what they do with the connections beside it. */
export function createSalesforceDesk(deps: SalesforceDeskDeps) {
  const { db, now, caseUrl } = deps;
  const { port, describes } = deps.integration;
  /** Of these fields, those that the mapping has not or keeps to itself. */
  const unmapped = ({ mapping }: RecordDraft, names: readonly string[]): string[] => {
    const free = new Set(mapping.fields.filter(({ editable }) => editable).map(({ field }) => field));
    return names.filter((name) => !free.has(name));
  };

  const toMake = async (
    actor: Actor,
    caseId: string,
    object: EscalatedObject,
    wanted: string | null,
  ): Promise<RecordToMake> => {
    const agentId = person(actor);
    const recordType = wanted === null ? null : await chosenType(actor, caseId, object, wanted);
    const found = await inCase(db, actor, caseId, async ({ summary, connection, contact }, tx) => {
      const asked = { connection: connected(connection), object, caseId, agentId, recordType };
      const { contactRequired } = await readEscalationRules(tx);
      if (object === 'Case' && contactRequired && !isLinked(contact))
        throw new Problem('CONTACT_LINK_REQUIRED');
      return { summary, contact, draft: await draftRecord(tx, deps, asked) };
    });
    const { draft } = found;
    const writer = await writerOfDraft({ db, describes }, draft, object, agentId);
    return { ...found, object, agentId, writer };
  };

  /** @throws Problem VALIDATION_FAILED for a record type that the agent may not use. */
  const chosenType = async (
    actor: Actor,
    caseId: string,
    object: EscalatedObject,
    name: string,
  ): Promise<ChosenRecordType> => {
    const connection = await inCase(db, actor, caseId, async (found) => connected(found.connection));
    // One that the agent's own user may not use is made by the default token, which may.
    for (const asked of [person(actor), null]) {
      const types = await recordTypesOf(connection, asked, object);
      const found = types.find((each) => each.name === name);
      if (found) return found;
    }
    throw new Problem('VALIDATION_FAILED', 'The org has no such record type for you.', {
      errors: [{ path: 'recordType', fact: 'Choose one of those the form offers.' }],
    });
  };

  const recordTypesOf = async (connection: Connection, agentId: string | null, object: EscalatedObject) => {
    const { recordTypes } = (await describes.describeObject(connection, agentId, object)).value;
    return recordTypes
      .filter(({ active, available, master }) => active && available && !master)
      .map((each) => ({
        name: each.developerName,
        label: each.name,
        id: each.recordTypeId,
        isDefault: each.defaultRecordTypeMapping,
      }));
  };

  const escalationForm = async (making: RecordToMake): Promise<EscalationForm> => {
    const { object, agentId, summary, contact, draft, writer } = making;
    // What may be written is up to whoever writes it.
    const writes = writer.gap === null ? agentId : null;
    const types = await recordTypesOf(draft.connection, writes, object);
    const { recordTypeId } = draft.mapping;
    const chosen = types.find(({ id, isDefault }) =>
      recordTypeId === null ? isDefault : id === recordTypeId,
    );
    const fields = (await formOf(describes, draft, writes)).map((field) =>
      field.name === 'ContactId' && contact
        ? { ...field, options: [{ value: contact.id, label: contact.name, validFor: null }] }
        : field,
    );
    // Messages lie under a case; under a lead they have no place.
    const messages = object === 'Case' ? Math.min(COPIED_MESSAGES, summary.messageCount) : 0;
    return {
      fields,
      actingUser: writer.displayName,
      because: writer.because,
      messages,
      recordTypes: types.map(({ name, label }) => ({ name, label })),
      recordType: chosen?.name ?? null,
    };
  };

  return {
    tab: (actor: Actor, caseId: string): Promise<SalesforceTab> =>
      inCase(db, actor, caseId, async ({ summary, connection, contact }, tx) => {
        const escalations = (await readEscalations(tx, [caseId])).get(caseId) ?? [];
        const [view = null] = connection
          ? await readConnectionViews(tx, [connection], actingAgentId(actor))
          : [];
        const rules = await readEscalationRules(tx);
        const refusalFor = (object: EscalatedObject) =>
          decideEscalation({
            object,
            connection,
            contactLinked: isLinked(contact),
            lastCustomerMessageAt: summary.lastCustomerMessageAt,
            now: now().toISOString(),
            standing: escalations.filter((each) => each.object === object && isStanding(each)).length,
            another: false,
            rules,
          });
        return {
          connection: view,
          contact: contact && connection && shownContact(connection, contact),
          escalations,
          blocked: refusalFor('Case'),
          leadBlocked: refusalFor('Lead'),
          held: escalations.length === 0 ? await readHold(tx, caseId) : null,
        };
      }),

    ...createContactDesk({ db, describes, port, now, caseUrl }),

    ...createPreflightDesk({ db, describes, now, caseUrl }),

    ...createDuplicatesDesk({ db, describes, port, now, caseUrl }),

    ...createConnectionsDesk(db),

    /** @param recordType by its developer name; null: the one for new records. */
    async form(
      actor: Actor,
      caseId: string,
      object: EscalatedObject,
      recordType: string | null = null,
    ): Promise<EscalationForm> {
      return escalationForm(await toMake(actor, caseId, object, recordType));
    },

    async searchOwners(actor: Actor, caseId: string, search: string): Promise<RecordOwner[]> {
      const connection = await inCase(db, actor, caseId, async (found) => connected(found.connection));
      return searchOwners({ port, connection, agentId: person(actor) }, search);
    },

    /** Whom the new record belongs to; null: nobody can say. */
    async ownerOf(
      actor: Actor,
      caseId: string,
      object: EscalatedObject,
      recordId: string,
    ): Promise<string | null> {
      const connection = await inCase(db, actor, caseId, async (found) => connected(found.connection));
      return readOwner({ port, connection, agentId: person(actor) }, object, recordId);
    },

    /**
     * What the form says, over what it was prefilled with, and whose token it promises. While the org cannot be
     * asked for its form, only what the mapping knows is taken.
     *
     * @throws Problem VALIDATION_FAILED for a field that is not the form's to set.
     */
    async chosenFields(
      actor: Actor,
      caseId: string,
      object: EscalatedObject,
      chosen: Readonly<Record<string, string | null>>,
      recordType: string | null = null,
    ): Promise<ChosenFields> {
      const making = await toMake(actor, caseId, object, recordType);
      const form = await escalationForm(making).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'SALESFORCE_UNAVAILABLE') return null;
        throw error;
      });
      const merged = form
        ? mergeCaseForm(form.fields, chosen)
        : { refused: unmapped(making.draft, Object.keys(chosen)), fields: {} };
      if ('refused' in merged && merged.refused.length > 0) {
        throw new Problem('VALIDATION_FAILED', 'Some fields are not part of the form.', {
          errors: merged.refused.map((name) => ({ path: `fields.${name}`, fact: 'It is not yours to set.' })),
        });
      }
      // What somebody emptied stays empty: the mapping does not fill it again.
      const fields = 'fields' in merged ? { ...merged.fields, ...chosen } : {};
      const { recordType: name, recordTypeId: id } = making.draft.mapping;
      const values = new Map(form?.fields.map(({ name, value }) => [name, fields[name] ?? value]));
      return {
        fields,
        foreseen: form ? foresee(form.fields, values).verdicts : [],
        labelOf: (field) => form?.fields.find(({ name }) => name === field)?.label ?? field,
        tokenGap: making.writer.gap,
        recordType: recordType === null ? null : { name, id },
      };
    },

    /** Salesforce refused what its form had promised: what its users may do is read anew before the next form. */
    async forgetForm(actor: Actor, caseId: string): Promise<void> {
      const { connection } = await inCase(db, actor, caseId, async (found) => found);
      if (connection) describes.forget(connection.id);
    },
  };
}

const isStanding = ({ state }: EscalationShape): boolean => state === 'requested' || state === 'created';

/** What a form says, whose token it promises and the record type it was filled for. */
export interface ChosenFields {
  fields: Record<string, string | null>;
  /** What Salesforce will say of it, by what is known of the org. */
  foreseen: readonly Verdict[];
  /** As people call the field. */
  labelOf: (field: string) => string;
  tokenGap: TokenGap | null;
  /** Null: none was chosen. */
  recordType: ChosenRecordType | null;
}

/** A Salesforce case or lead as it would be made now, and by whom. */
interface RecordToMake {
  object: EscalatedObject;
  agentId: string;
  summary: CaseSummary;
  contact: LinkedContact | null;
  draft: RecordDraft;
  writer: WriterOfRecord;
}
