import { sql } from 'kysely';
import type { StatusMap } from '../../domain/status-map.ts';
import type { SalesforceItem } from '../sync/lane-ports.ts';
import type { Tx } from './database.ts';
import { type MappedRow, mapOutboxRows } from './mapped-items.ts';
import type { OutboxRow } from './outbox-row.ts';
import { statusMapsOf } from './status-maps.ts';

/**
 * The heads of the lanes with everything they need, in one statement: status and version of a case are
 * then of the same moment. What a person holds back is left out: a lane that has nothing else comes without items.
 */
export async function readSalesforceItems(
  tx: Tx,
  accountId: string,
  caseIds: readonly string[],
  perLane: number,
): Promise<Map<string, SalesforceItem[]>> {
  const items = new Map<string, SalesforceItem[]>();
  if (caseIds.length === 0) return items;
  const { rows } = await sql<OutboxRow>`
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
        and (o.kind = 'look' or not exists (
          select 1 from outbox h
          where h.case_id = o.case_id and h.target = o.target and h.state = 'parked' and h.id < o.id
            and h.kind <> 'contact' and h.escalation_id is not distinct from o.escalation_id))
        and (o.kind in ('escalate', 'undo', 'look') or not exists (
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
  const mapped = await mapOutboxRows(tx, rows);
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

function toItem(
  accountId: string,
  row: OutboxRow,
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
    case 'look':
      return { ...base, kind: 'look', recordId: null };
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
