import type { CommunityMessageShape, CommunityRecordShape, CommunityRow } from '../../api/community.ts';
import type { ConnectionShape } from '../../api/salesforce.ts';
import type { AgentActor } from '../../domain/agent.ts';
import { buildCaseForm, type CaseFormField, mergeCaseForm } from '../../domain/case-form.ts';
import { COMMUNITY_MAPPING } from '../../domain/community-mapping.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { Problem } from '../problem.ts';
import {
  type CommunityQuery,
  listCommunityMessages,
  readCommunityMessage,
} from '../storage/community-message.ts';
import { readCommunityRecords, requestCommunityRecord } from '../storage/community-record.ts';
import { connectionOfCustomer } from '../storage/connection-of-customer.ts';
import { readConnectionViews } from '../storage/connection-views.ts';
import type { Database } from '../storage/database.ts';
import { expired, ofCommunity } from './community-problems.ts';
import type { SalesforceIntegration } from './integration.ts';
import { makeCommunityRecord } from './make-community-record.ts';
import { writerOf } from './record-writer.ts';

export interface CommunityDeskDeps {
  db: Database;
  integration: Pick<SalesforceIntegration, 'port' | 'describes'>;
  now: () => Date;
  /** Where a message opens in Care. */
  messageUrl: (messageId: string) => string;
}

type ObjectName = keyof typeof COMMUNITY_MAPPING;

export interface CommunityForm {
  fields: CaseFormField[];
  actingUser: string;
  /** Why it is not the agent who asks; null: it is. */
  because: string | null;
  /** Whose token writes; null: the default token. */
  actingAgentId: string | null;
}

export type CommunityDesk = ReturnType<typeof createCommunityDesk>;

/** What people do with Community messages: look, and make Salesforce records of them. */
export function createCommunityDesk({ db, integration, now, messageUrl }: CommunityDeskDeps) {
  const { port, describes } = integration;
  const making = {
    db,
    port,
    now,
    pause: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
  };

  const form = async (actor: AgentActor, messageId: string, object: ObjectName): Promise<CommunityForm> => {
    const { accountId, agentId } = actor;
    const { message, connection } = await db.forAccount(accountId, async (tx) => {
      const target = await connectionOfCustomer(tx, null);
      return {
        message: await readCommunityMessage(tx, messageId),
        connection: target,
      };
    });
    if (!message) throw new Problem('NOT_FOUND');
    if (!connection) throw new Problem('SALESFORCE_NOT_CONNECTED');
    if (connection.state !== 'connected') throw expired(connection.stateReason ?? undefined);
    const question = { agentId, object, ours: OURS, fields: [], recordTypeId: null };
    const inWords = (error: unknown): never => {
      throw error instanceof Problem ? ofCommunity(error) : error;
    };
    const { displayName, gap, because } = await writerOf({ db, describes }, connection, question).catch(
      inWords,
    );
    const asked = gap === null || gap === 'may_not_write' ? agentId : null;
    const described = await describes.describe(connection, asked, object).catch(inWords);
    const facts = { ...message, platform: message.profile.platform };
    const fields = buildCaseForm(COMMUNITY_MAPPING[object], facts, described);
    if (fields.length === 0) {
      throw new Problem('SALESFORCE_REFUSED', `You may not create a ${object.toLowerCase()} in Salesforce.`, {
        remedy: 'Ask an admin of the org for the right to.',
      });
    }
    return { fields, actingUser: displayName, because, actingAgentId: gap === null ? agentId : null };
  };

  return {
    list: (
      actor: AgentActor,
      query: CommunityQuery,
    ): Promise<{ messages: CommunityRow[]; nextCursor: string | null }> =>
      db.forAccount(actor.accountId, (tx) => listCommunityMessages(tx, query)),

    open: (
      actor: AgentActor,
      messageId: string,
    ): Promise<{ message: CommunityMessageShape; connection: ConnectionShape | null }> =>
      db.forAccount(actor.accountId, async (tx) => {
        const message = await readCommunityMessage(tx, messageId);
        if (!message) throw new Problem('NOT_FOUND');
        const target = await connectionOfCustomer(tx, null);
        const [connection = null] = target ? await readConnectionViews(tx, [target], actor.agentId) : [];
        return { message, connection };
      }),

    form,

    /** @throws Problem when it may not be made, or Salesforce did not take it. */
    async create(
      actor: AgentActor,
      messageId: string,
      asked: {
        object: ObjectName;
        fields: Readonly<Record<string, string | null>>;
        another: boolean;
      },
    ): Promise<CommunityRecordShape> {
      const { accountId, agentId } = actor;
      const { object, another } = asked;
      const { fields: prefilled, actingAgentId } = await form(actor, messageId, object);
      const merged = mergeCaseForm(prefilled, asked.fields);
      if ('refused' in merged) {
        throw new Problem('VALIDATION_FAILED', 'Some fields are not part of the form.', {
          errors: merged.refused.map((name) => ({ path: `fields.${name}`, fact: 'It is not yours to set.' })),
        });
      }
      const fields = {
        ...merged.fields,
        [LINK_FIELDS.caseUrl]: messageUrl(messageId),
        [LINK_FIELDS.actedBy]: await nameOf(accountId, agentId),
      };
      const request = { accountId, messageId, object, fields, agentId, another };
      const requested = await requestCommunityRecord(db, request);
      if (requested.kind === 'refused') throw refusal(requested.code, object);
      await makeCommunityRecord(making, { accountId, id: requested.id, actingAgentId });
      return readRecord(accountId, messageId, requested.id);
    },
  };

  function nameOf(accountId: string, agentId: string): Promise<string> {
    return db.forAccount(accountId, async (tx) => {
      const { name } = await tx
        .selectFrom('agent')
        .select('name')
        .where('id', '=', agentId)
        .executeTakeFirstOrThrow();
      return name;
    });
  }

  function readRecord(accountId: string, messageId: string, id: string): Promise<CommunityRecordShape> {
    return db.forAccount(accountId, async (tx) => {
      const records = (await readCommunityRecords(tx, [messageId])).get(messageId) ?? [];
      const record = records.find((each) => each.id === id);
      if (!record) throw new Error(`The record ${id} is gone. Community records are never deleted.`);
      return record;
    });
  }
}

/** What makes a record findable; the package lets few users write it. */
const OURS: readonly string[] = [LINK_FIELDS.escalationId, LINK_FIELDS.caseUrl, LINK_FIELDS.actedBy];

function refusal(code: Problem['code'], object: ObjectName): Problem {
  if (code === 'SALESFORCE_RECONNECT_NEEDED') return expired();
  if (code !== 'ALREADY_ESCALATED') return new Problem(code);
  return new Problem(code, `This message already has a Salesforce ${object.toLowerCase()}.`);
}
