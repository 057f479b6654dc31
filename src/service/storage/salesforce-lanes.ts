import { sql } from 'kysely';
import type { Actor } from '../../domain/agent.ts';
import type { CaseFields } from '../../domain/case-fields.ts';
import type { EscalationState } from '../../domain/decide-escalation.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import type { CareFacts, SpokenMessage } from '../../domain/mapping/care-facts.ts';
import { evaluate } from '../../domain/mapping/evaluate.ts';
import { MASTER_RECORD_TYPE } from '../../domain/mapping/mapped-field.ts';
import { recordOf } from '../../domain/mapping/record-of.ts';
import type { Attachment, MessageDirection, MessageKind } from '../../domain/message.ts';
import type { MessageObject } from '../../domain/message-object.ts';
import type { Platform } from '../../domain/profile.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import type { StatusMap } from '../../domain/status-map.ts';
import type { UndoAct } from '../../domain/undo.ts';
import type {
  ClaimedLane,
  LaneLease,
  SalesforceEffect,
  SalesforceItem,
  SalesforceLaneStore,
} from '../sync/lane-ports.ts';
import { appendEvent } from './append-event.ts';
import { readCareFacts } from './care-facts.ts';
import { findConnection } from './connection.ts';
import type { Database, Tx } from './database.ts';
import { lockHeldLanes, restLane, takeLanes } from './lane.ts';
import { noteAbandoned } from './late-records.ts';
import { mappingForNew, readMapping } from './mapping-version.ts';
import { applySalesforceEffect, type EffectContext } from './salesforce-effects.ts';
import { statusMapsOf } from './status-maps.ts';

/** The Salesforce lanes of the database. @param owner unique to this worker. */
export function salesforceLaneStore(db: Database, owner: string): SalesforceLaneStore {
  return {
    claim: (accountId, limits) =>
      db.forAccount(accountId, async (tx) => {
        const taken = await takeLanes(tx, accountId, 'salesforce', owner, limits.lanes);
        const abandoned = taken.flatMap(({ lease, abandoned }) => (abandoned ? lease.caseId : []));
        if (abandoned.length > 0) await noteAbandoned(tx, abandoned);
        const items = await readItems(
          tx,
          accountId,
          taken.map(({ lease }) => lease.caseId),
          limits.items,
        );
        return taken.map(
          ({ lease, attempts }): ClaimedLane<SalesforceItem> => ({
            lease,
            attempts,
            items: items.get(lease.caseId) ?? [],
          }),
        );
      }),

    settle: (accountId, settlements) =>
      db.forAccount(accountId, async (tx) => {
        const leases = settlements.map(({ lease }) => lease);
        // The case first, then its lane: the order in which a change of the case takes them.
        await lockCases(tx, leases);
        const held = await lockHeldLanes(tx, 'salesforce', leases);
        for (const { lease, effects, rest } of settlements) {
          if (!held.includes(lease)) continue;
          const changed = await applyEffects(tx, lease, effects);
          await restLane(tx, 'salesforce', lease, rest);
          await announce(tx, lease, changed);
        }
        return held;
      }),

    issuedVersion: (accountId, escalationId) =>
      db.forAccount(accountId, async (tx) => {
        const row = await tx
          .selectFrom('escalation')
          .select('version')
          .where('id', '=', escalationId)
          .executeTakeFirstOrThrow();
        return row.version;
      }),
  };
}

async function lockCases(tx: Tx, leases: readonly LaneLease[]): Promise<void> {
  await sql`select from care_case where id = any(${leases.map(({ caseId }) => caseId)}::text[])
    order by id for no key update`.execute(tx);
}

async function applyEffects(
  tx: Tx,
  lease: LaneLease,
  effects: readonly SalesforceEffect[],
): Promise<EffectContext> {
  const context: EffectContext = {
    accountId: lease.accountId,
    caseId: lease.caseId,
    changedEscalations: new Set(),
    deliveredMessages: [],
  };
  for (const effect of effects) await applySalesforceEffect(tx, context, effect);
  return context;
}

/** Watchers see single messages arrive; the hundred of a new escalation come as one change of it. */
const MESSAGES_TOLD_ONE_BY_ONE = 10;

async function announce(tx: Tx, lease: LaneLease, changed: EffectContext): Promise<void> {
  const actor: Actor = { kind: 'system', accountId: lease.accountId, reason: 'sync' };
  const base = { accountId: lease.accountId, caseId: lease.caseId, actor };
  if (changed.deliveredMessages.length <= MESSAGES_TOLD_ONE_BY_ONE) {
    for (const messageId of changed.deliveredMessages) {
      await appendEvent(tx, { ...base, facts: { type: 'message_changed', messageId } });
    }
  }
  for (const escalationId of changed.changedEscalations) {
    await appendEvent(tx, { ...base, facts: { type: 'salesforce_changed', escalationId } });
  }
}

interface ItemRow {
  id: number;
  case_id: string;
  kind: 'escalate' | 'message' | 'case_state' | 'contact' | 'undo';
  escalation_id: string;
  message_id: string | null;
  queued_version: number | null;
  acting_agent_id: string | null;
  acted_by: string | null;
  connection_id: string;
  external_id: string;
  object: 'Case' | 'Lead';
  escalation_state: EscalationState;
  /** Null of a late look: it goes by the key. */
  record_id: string | null;
  fields: CaseFields;
  version: number;
  salesforce_version: number | null;
  status_sync: 'none' | 'bidirectional';
  escalated_at: string;
  escalated_by: string | null;
  record_type: string | null;
  auto_assign: boolean;
  allow_duplicates: boolean;
  in_bulk: boolean;
  /** Written with `version`. */
  issued_status: string | null;
  undo_act: UndoAct | null;
  closed_status: string | null;
  by_own_token: boolean | null;
  seq: number | null;
  direction: MessageDirection;
  message_kind: MessageKind;
  author_name: string;
  author_handle: string;
  text: string;
  attachments: Attachment[];
  permalink: string | null;
  sentiment: SpokenMessage['sentiment'];
  language: string | null;
  sent_at: string;
  platform: Platform;
  profile_name: string;
}

/**
 * The heads of the lanes with everything they need, in one statement: status and version of a case are
 * then of the same moment. What a person holds back is left out: a lane that has nothing else comes without items.
 */
async function readItems(
  tx: Tx,
  accountId: string,
  caseIds: readonly string[],
  perLane: number,
): Promise<Map<string, SalesforceItem[]>> {
  const items = new Map<string, SalesforceItem[]>();
  if (caseIds.length === 0) return items;
  const { rows } = await sql<ItemRow>`
    select o.id, o.case_id, o.kind, o.escalation_id, o.message_id, o.version as queued_version,
      case when not o.default_token and (coalesce((s.settings ->> 'ownTokensInBackground')::boolean, false)
        or (o.kind = 'escalate' and e.record_id is null) or coalesce(d.by_own_token, false)) and exists (
        select from connected_user u
        where u.connection_id = e.connection_id and u.agent_id = o.acting_agent_id and u.state = 'connected')
      then o.acting_agent_id end as acting_agent_id,
      coalesce(a.name, w.name) as acted_by,
      e.connection_id, e.external_id, e.object, e.state as escalation_state, e.fields,
      case when o.kind = 'undo' and e.state = 'undone' then null else e.record_id end as record_id, e.version, e.salesforce_version,
      e.status_sync, e.record_type, e.auto_assign, e.allow_duplicates,
      exists (select from bulk_row b where b.escalation_id = e.id and b.state = 'sent') as in_bulk,
      e.created_at as escalated_at,
      e.acting_agent_id as escalated_by, i.salesforce_status as issued_status, d.act as undo_act, d.closed_status,
      d.by_own_token,
      m.seq, m.direction, m.kind as message_kind, m.author_name, m.author_handle, m.text, m.attachments,
      m.permalink, m.sentiment, m.language, m.sent_at, p.platform, p.name as profile_name
    from unnest(${[...caseIds]}::text[]) wanted (case_id)
    cross join lateral (
      select * from outbox o
      where o.case_id = wanted.case_id and o.target = 'salesforce' and o.state = 'waiting'
        and not exists (
          select 1 from outbox h
          where h.case_id = o.case_id and h.target = o.target and h.state = 'parked' and h.id < o.id
            and h.kind <> 'contact' and h.escalation_id is not distinct from o.escalation_id)
        and (o.kind in ('escalate', 'undo') or not exists (
          select 1 from escalation p join connection k on k.id = p.connection_id
          where p.id = o.escalation_id and k.paused_at is not null))
      order by o.id limit ${perLane}) o
    join account s on s.account_id = o.account_id
    join escalation e on e.id = o.escalation_id
    left join issued_state i on i.escalation_id = e.id and i.version = e.version
    left join escalation_undo d on o.kind = 'undo' and d.escalation_id = e.id
    join care_case c on c.id = o.case_id
    join profile p on p.id = c.profile_id
    left join message m on m.id = o.message_id
    left join agent a on a.id = o.acting_agent_id
    left join agent w on w.id = m.agent_id
    order by o.id`.execute(tx);
  const mapped = new Map([...(await mappedOfMessages(tx, rows)), ...(await mappedOfContacts(tx, rows))]);
  const mapOf = await statusMapsOf(
    tx,
    rows.filter(({ kind }) => kind === 'escalate').map((row) => ({ ...row, id: row.escalation_id })),
  );
  for (const row of rows) {
    const list = items.get(row.case_id) ?? [];
    list.push(toItem(accountId, row, mapped, mapOf));
    items.set(row.case_id, list);
  }
  return items;
}

/** What a mapping makes of a row of the outbox. */
interface MappedRow {
  /** Of a message: the org's own object; null: Care's. */
  into: MessageObject | null;
  fields: CaseFields;
}

/** What an org's own mapping adds to its messages, by outbox id. Only where somebody has saved one. */
async function mappedOfMessages(tx: Tx, rows: readonly ItemRow[]): Promise<Map<number, MappedRow>> {
  const mapped = new Map<number, MappedRow>();
  const messages = rows.filter(({ kind }) => kind === 'message');
  for (const connectionId of new Set(messages.map(({ connection_id }) => connection_id))) {
    const into = (await findConnection(tx, connectionId))?.messageObject ?? null;
    const object = into?.object ?? DEFAULT_MESSAGE_MAPPING.object;
    const { fields, recordTypeId } = await mappingForNew(tx, connectionId, object);
    if (fields.length === 0 && into === null) continue;
    const recordType = recordTypeId === null ? {} : { RecordTypeId: recordTypeId };
    const ofEscalation = new Map<string, CareFacts | null>();
    for (const row of messages.filter(({ connection_id }) => connection_id === connectionId)) {
      const known = ofEscalation.get(row.escalation_id);
      const facts = known === undefined ? await factsOf(tx, row) : known;
      ofEscalation.set(row.escalation_id, facts);
      const values = facts ? evaluate(fields, { ...facts, message: spokenIn(row) }) : [];
      mapped.set(row.id, { into, fields: { ...recordOf(values), ...recordType } });
    }
  }
  return mapped;
}

/** What names the contact of the customer as they are linked now, by outbox id. */
async function mappedOfContacts(tx: Tx, rows: readonly ItemRow[]): Promise<Map<number, MappedRow>> {
  const mapped = new Map<number, MappedRow>();
  for (const row of rows.filter(({ kind }) => kind === 'contact')) {
    const recordType = row.record_type ?? MASTER_RECORD_TYPE;
    const mapping = await readMapping(tx, {
      connectionId: row.connection_id,
      object: row.object,
      recordType,
    });
    const naming = mapping.fields.filter(
      ({ source }) => 'data' in source && source.data === 'linked_contact',
    );
    const facts = await factsOf(tx, row);
    if (facts) mapped.set(row.id, { into: null, fields: recordOf(evaluate(naming, facts)) });
  }
  return mapped;
}

async function factsOf(tx: Tx, row: ItemRow): Promise<CareFacts | null> {
  const url = row.fields[LINK_FIELDS.caseUrl];
  const of = {
    agentId: row.escalated_by ?? '',
    at: row.escalated_at,
    caseUrl: () => (typeof url === 'string' ? url : ''),
    key: row.external_id,
  };
  return (await readCareFacts(tx, [row.case_id], row.connection_id, of)).get(row.case_id) ?? null;
}

const spokenIn = (row: ItemRow): SpokenMessage => ({
  direction: row.direction,
  kind: row.message_kind,
  authorName: row.author_name,
  authorHandle: row.author_handle,
  text: row.text,
  permalink: row.permalink,
  sentiment: row.sentiment,
  language: row.language,
  sentAt: row.sent_at,
});

function toItem(
  accountId: string,
  row: ItemRow,
  mapped: ReadonlyMap<number, MappedRow>,
  mapOf: (escalationId: string) => StatusMap,
): SalesforceItem {
  const base = {
    id: row.id,
    accountId,
    connectionId: row.connection_id,
    escalationId: row.escalation_id,
    escalationKey: row.external_id,
    object: row.object,
    actingAgentId: row.acting_agent_id,
  };
  const inStep = row.status_sync === 'bidirectional';
  switch (row.kind) {
    case 'escalate':
      return {
        ...base,
        kind: 'escalate',
        recordId: row.record_id,
        version: row.version,
        autoAssign: row.auto_assign,
        allowDuplicates: row.allow_duplicates,
        inBulk: row.in_bulk,
        fields: { ...row.fields, ...(inStep && row.issued_status ? { Status: row.issued_status } : {}) },
        statusMap: mapOf(row.escalation_id),
      };
    case 'case_state':
      return {
        ...base,
        kind: 'case_state',
        recordId: row.record_id,
        queuedVersion: row.queued_version ?? row.version,
        version: row.version,
        knownVersion: row.salesforce_version ?? 0,
        status: row.issued_status,
        actedBy: row.acted_by,
      };
    case 'contact':
      return { ...base, kind: 'contact', recordId: row.record_id, fields: mapped.get(row.id)?.fields ?? {} };
    case 'undo':
      return {
        ...base,
        kind: 'undo',
        recordId: row.record_id,
        act: row.undo_act ?? 'unlink',
        closedStatus: row.closed_status,
        byOwnToken: row.by_own_token ?? false,
        late: row.escalation_state === 'undone',
        version: row.version,
        actedBy: row.acted_by,
      };
    case 'message':
      return {
        ...base,
        kind: 'message',
        messageId: row.message_id ?? '',
        mapped: mapped.get(row.id)?.fields ?? {},
        into: mapped.get(row.id)?.into ?? null,
        recordId: row.record_id,
        facts: {
          seq: row.seq ?? 0,
          direction: row.direction,
          kind: row.message_kind,
          authorName: row.author_name,
          authorHandle: row.author_handle,
          text: row.text,
          attachments: row.attachments,
          platform: row.platform,
          profileName: row.profile_name,
          permalink: row.permalink,
          sentAt: row.sent_at,
          actedBy: row.acted_by,
        },
      };
  }
}
