import { sql } from 'kysely';
import { type CareCase, DEFAULT_GRACE_DAYS } from '../../domain/case.ts';
import type { Customer } from '../../domain/customer.ts';
import type { CarePorts, CareStore, NewMessage } from '../care/ports.ts';
import { newId } from '../ids.ts';
import { type AppendedEvent, appendEvent, type NewEvent, takeSequence } from './append-event.ts';
import { readCaseProperties, writeCaseProperties } from './case-properties.ts';
import { listOpenCases, openCaseIds } from './case-rows.ts';
import { countView, listCases, readSummaries } from './case-views.ts';
import type { Database, Tx } from './database.ts';
import { linkableBySearch, linkableOfPeople } from './linkable-cases.ts';
import { readOwnCareData } from './own-care-data.ts';
import { ownDataStore } from './own-data-store.ts';
import { readEntries, readEvents, readMessageEntries, readNoteEntry } from './timeline.ts';

/** What follows from an event beyond what it queues itself, in the transaction that wrote it. */
export type AfterEvent = (tx: Tx, event: AppendedEvent) => Promise<void>;

const nothing: AfterEvent = () => Promise.resolve();

/** Binds the care use cases to PostgreSQL. */
export function carePorts(db: Database, now: () => Date, afterEvent: AfterEvent = nothing): CarePorts {
  return {
    now,
    inAccount: (accountId, work) =>
      db.forAccount(accountId, (tx) => work(careStore(tx, accountId, afterEvent))),
  };
}

export const CASE_COLUMNS = [
  'id',
  'number',
  'profile_id as profileId',
  'customer_id as customerId',
  'status',
  'priority',
  'assignee_id as assigneeId',
  'created_at as createdAt',
  'assigned_at as assignedAt',
  'done_at as doneAt',
  'last_message_at as lastMessageAt',
  'last_customer_message_at as lastCustomerMessageAt',
  'message_count as messageCount',
] as const;

const AGENT_COLUMNS = ['a.id', 'a.name', 'a.email', 'r.name as roleName', 'a.active'] as const;

const CUSTOMER_COLUMNS = [
  'id',
  'platform',
  'external_id as externalId',
  'handle',
  'name',
  'email',
  'phone',
] as const;

export function careStore(tx: Tx, accountId: string, afterEvent: AfterEvent = nothing): CareStore {
  const append = async (event: Omit<NewEvent, 'accountId'>, seq?: number): Promise<void> => {
    await afterEvent(tx, await appendEvent(tx, { accountId, ...event }, seq));
  };
  return {
    async caseHolder(caseId) {
      const row = await tx
        .selectFrom('care_case')
        .select(['assignee_id', 'status'])
        .where('id', '=', caseId)
        .executeTakeFirst();
      return row ? { assigneeId: row.assignee_id, status: row.status } : null;
    },
    lockCase: async (caseId) =>
      (await tx
        .selectFrom('care_case')
        .select(CASE_COLUMNS)
        .where('id', '=', caseId)
        .forUpdate()
        .executeTakeFirst()) ?? null,

    async saveCase(caseId, changes) {
      const row = compact({
        status: changes.status,
        priority: changes.priority,
        assignee_id: changes.assigneeId,
        assigned_at: changes.assignedAt,
        done_at: changes.doneAt,
      });
      if (Object.keys(row).length > 0)
        await tx.updateTable('care_case').set(row).where('id', '=', caseId).execute();
    },

    async createCase({ profileId, customerId, createdAt }) {
      const { number } = await tx
        .updateTable('account')
        .set((eb) => ({ next_case_number: eb('next_case_number', '+', 1) }))
        .where('account_id', '=', accountId)
        .returning(sql<number>`next_case_number - 1`.as('number'))
        .executeTakeFirstOrThrow();
      const id = newId('case');
      const created = await tx
        .insertInto('care_case')
        .values({
          id,
          account_id: accountId,
          number,
          profile_id: profileId,
          customer_id: customerId,
          status: 'new',
          created_at: createdAt,
        })
        .returning(CASE_COLUMNS)
        .executeTakeFirstOrThrow();
      const actor = { kind: 'customer', accountId, customerId } as const;
      await append({ caseId: id, actor, facts: { type: 'case_created' } });
      return created;
    },

    async lockLatestCase(profileId, customerId): Promise<CareCase | null> {
      // Not FOR UPDATE: a case that changes twice in one transaction has its customer checked as a foreign key.
      await tx.selectFrom('customer').select('id').where('id', '=', customerId).forNoKeyUpdate().execute();
      const latest = await tx
        .selectFrom('care_case')
        .select(CASE_COLUMNS)
        .where('profile_id', '=', profileId)
        .where('customer_id', '=', customerId)
        // The open one first (there is at most one), else the newest.
        .orderBy(sql`status in ('done', 'spam')`)
        .orderBy('created_at', 'desc')
        .limit(1)
        .forUpdate()
        .executeTakeFirst();
      return latest ?? null;
    },

    profile: async (profileId) =>
      (await tx
        .selectFrom('profile')
        .select(['id', 'platform', 'handle', 'name'])
        .where('id', '=', profileId)
        .executeTakeFirst()) ?? null,
    profiles: () =>
      tx.selectFrom('profile').select(['id', 'platform', 'handle', 'name']).orderBy('name').execute(),

    customer: async (customerId) =>
      (await tx
        .selectFrom('customer')
        .select(CUSTOMER_COLUMNS)
        .where('id', '=', customerId)
        .executeTakeFirst()) ?? null,

    saveCustomer: (input): Promise<Customer> =>
      tx
        .insertInto('customer')
        .values({
          id: newId('cust'),
          account_id: accountId,
          platform: input.platform,
          external_id: input.externalId,
          handle: input.handle,
          name: input.name,
          email: input.email,
          phone: input.phone,
        })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'platform', 'external_id']).doUpdateSet((eb) => ({
            handle: eb.ref('excluded.handle'),
            name: eb.ref('excluded.name'),
            // A channel that does not tell an address does not take away the one we know.
            email: eb.fn.coalesce('excluded.email', 'customer.email'),
            phone: eb.fn.coalesce('excluded.phone', 'customer.phone'),
          })),
        )
        .returning(CUSTOMER_COLUMNS)
        .executeTakeFirstOrThrow(),

    agent: async (agentId) =>
      (await tx
        .selectFrom('agent as a')
        .innerJoin('role as r', 'r.id', 'a.role_id')
        .select(AGENT_COLUMNS)
        .where('a.id', '=', agentId)
        .executeTakeFirst()) ?? null,
    agents: () =>
      tx
        .selectFrom('agent as a')
        .innerJoin('role as r', 'r.id', 'a.role_id')
        .select(AGENT_COLUMNS)
        .where('a.active', '=', true)
        .orderBy('a.name')
        .execute(),

    async account() {
      const row = await tx
        .selectFrom('account')
        .select(['account_id as id', 'name', 'settings'])
        .where('account_id', '=', accountId)
        .executeTakeFirstOrThrow();
      return { id: row.id, name: row.name, graceDays: row.settings.graceDays ?? DEFAULT_GRACE_DAYS };
    },

    async messageByPlatformId(profileId, platformId) {
      const found = await tx
        .selectFrom('message')
        .select(['id', 'case_id as caseId', 'seq'])
        .where('profile_id', '=', profileId)
        .where('platform_id', '=', platformId)
        .executeTakeFirst();
      return found ?? null;
    },

    lastCustomerMessage: async (caseId) =>
      (await tx
        .selectFrom('message')
        .select(['id', 'kind'])
        .where('case_id', '=', caseId)
        .where('direction', '=', 'incoming')
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()) ?? null,

    async addMessage(actor, message) {
      const seq = await takeSequence(tx, message.caseId);
      const id = newId('msg');
      await tx
        .insertInto('message')
        .values({
          id,
          account_id: accountId,
          profile_id: message.profileId,
          case_id: message.caseId,
          seq,
          platform_id: message.platformId,
          direction: message.direction,
          kind: message.kind,
          author_name: message.authorName,
          author_handle: message.authorHandle,
          agent_id: message.agentId,
          text: message.text,
          attachments: JSON.stringify(message.attachments),
          in_reply_to: message.inReplyTo,
          permalink: message.permalink,
          sent_at: message.sentAt,
          delivery: message.delivery,
          sentiment: message.sentiment,
          language: message.language,
        })
        .execute();
      await tx
        .updateTable('care_case')
        .set((eb) => ({
          message_count: eb('message_count', '+', 1),
          last_message_at: sql<string>`greatest(last_message_at, ${message.sentAt}::timestamptz)`,
          ...(message.direction === 'incoming'
            ? {
                last_customer_message_at: sql<string>`greatest(last_customer_message_at, ${message.sentAt}::timestamptz)`,
                // What the channel does not say leaves what is known; so does a message that comes late.
                ...compact({
                  sentiment: message.sentiment ? ofNewest('sentiment', message) : undefined,
                  language: message.language ? ofNewest('language', message) : undefined,
                }),
              }
            : {}),
        }))
        .where('id', '=', message.caseId)
        .execute();
      await append({ caseId: message.caseId, actor, facts: { type: 'message_added', messageId: id } }, seq);
      return { id, seq };
    },

    async addNote(actor, note) {
      const seq = await takeSequence(tx, note.caseId);
      const id = newId('note');
      await tx
        .insertInto('note')
        .values({
          id,
          account_id: accountId,
          case_id: note.caseId,
          seq,
          agent_id: note.agentId,
          text: note.text,
          at: note.at,
        })
        .execute();
      await append({ caseId: note.caseId, actor, facts: { type: 'note_added', noteId: id } }, seq);
      return { id, seq };
    },

    async recordChange(actor, caseId, change) {
      await append({ caseId, actor, facts: { type: 'case_changed', change } });
    },

    properties: (caseId) => readCaseProperties(tx, caseId),
    saveProperties: (caseId, properties) => writeCaseProperties(tx, accountId, caseId, properties),
    async recordProperties(actor, caseId) {
      await append({ caseId, actor, facts: { type: 'case_changed', change: {} } });
    },
    ownCareData: () => readOwnCareData(tx),
    ownData: ownDataStore(tx, accountId),

    openCases: (agentId) => listOpenCases(tx, agentId),
    openCaseIds: (agentId) => openCaseIds(tx, agentId),
    linkableOfPeople: (connectionId, people, sight) => linkableOfPeople(tx, connectionId, people, sight),
    linkableBySearch: (search, sight) => linkableBySearch(tx, search, sight),
    summary: async (caseId) => (await readSummaries(tx, [caseId]))[0] ?? null,
    list: (query) => listCases(tx, query),
    countView: (query) => countView(tx, query),
    entries: (caseId, before, limit) => readEntries(tx, caseId, before, limit),
    messageEntry: async (messageId) => (await readMessageEntries(tx, [messageId]))[0]!,
    noteEntry: (noteId) => readNoteEntry(tx, noteId),
    events: (caseId, after, limit) => readEvents(tx, caseId, after, limit),

    async draft(agentId, caseId) {
      const row = await tx
        .selectFrom('draft')
        .select(['mode', 'text', 'in_reply_to as inReplyTo'])
        .where('agent_id', '=', agentId)
        .where('case_id', '=', caseId)
        .executeTakeFirst();
      return row ?? null;
    },
    async saveDraft(agentId, caseId, draft) {
      const row = { mode: draft.mode, text: draft.text, in_reply_to: draft.inReplyTo };
      await tx
        .insertInto('draft')
        .values({ account_id: accountId, agent_id: agentId, case_id: caseId, ...row })
        .onConflict((conflict) =>
          conflict.columns(['agent_id', 'case_id']).doUpdateSet({ ...row, updated_at: sql`now()` }),
        )
        .execute();
    },
    async forgetDraft(agentId, caseId) {
      await tx.deleteFrom('draft').where('agent_id', '=', agentId).where('case_id', '=', caseId).execute();
    },
  };
}

/** Said of the case by its newest message: as it was, where a newer one has been. */
const ofNewest = <Name extends 'sentiment' | 'language'>(name: Name, message: NewMessage) =>
  sql<NonNullable<NewMessage[Name]>>`
    case when last_customer_message_at > ${message.sentAt}::timestamptz then ${sql.ref(name)} else ${message[name]} end`;

/** Leaves out what was not named, so that "not named" and "set to null" stay different. */
function compact<T extends Record<string, unknown>>(row: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
