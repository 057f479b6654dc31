import { decideInboundStatus, type SeenState } from '../../domain/decide-inbound-status.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { Soql, soql } from '../../domain/soql.ts';
import { applyNews, type RecordNews } from './apply-salesforce-state.ts';
import type { FoundEscalation, InboundLease, InboundPorts } from './inbound-ports.ts';
import type { SalesforcePort } from './ports.ts';
import { numberOf, readQuery, textOf } from './salesforce-answers.ts';

/** Records whose transaction was still open when the last sweep looked are seen by looking back this far. */
const OVERLAP_MS = 10 * 60_000;
const PAGE = 200;

export interface SweepOptions {
  ports: InboundPorts;
  port: SalesforcePort;
  lease: InboundLease;
}

export interface SweepResult {
  /** False: Salesforce could not be asked; it is tried again. */
  complete: boolean;
  /** Records looked at. */
  seen: number;
  /** News taken over into Care. */
  applied: number;
}

interface SweptRow {
  id: string;
  key: string | null;
  stamp: string;
  deleted: boolean;
  masterId: string | null;
  seen: SeenState;
}

/**
 * Asks for every linked record that changed since the last sweep and takes over what is new. Heals whatever
 * the stream lost: gaps, expired positions, an outage of any length. Costs one call a page of 200.
 */
export async function sweep({ ports, port, lease }: SweepOptions): Promise<SweepResult> {
  const { sweptUntil } = await ports.position(lease);
  const since = sweptUntil === null ? null : new Date(Date.parse(sweptUntil) - OVERLAP_MS).toISOString();
  const result: SweepResult = { complete: false, seen: 0, applied: 0 };
  let last: SweptRow | null = null;
  for (;;) {
    const rows: SweptRow[] | null = await readPage(port, lease, changedSince(since, last));
    if (!rows) return result;
    result.seen += rows.length;
    const news = await newsIn(ports, lease, rows);
    last = rows.at(-1) ?? last;
    const complete = rows.length < PAGE;
    await ports.advance(
      lease,
      { ...(last && { sweptUntil: last.stamp }), ...(complete && { swept: true }) },
      (store) => applyNews(store, news),
    );
    result.applied += news.length;
    if (complete) return { ...result, complete };
  }
}

/** The same for records that are named, after events that said too little. */
export async function reread(
  { ports, port, lease }: SweepOptions,
  recordIds: readonly string[],
): Promise<boolean> {
  for (let at = 0; at < recordIds.length; at += PAGE) {
    const rows = await readPage(port, lease, soql`Id IN ${recordIds.slice(at, at + PAGE)}`);
    if (!rows) return false;
    const news = await newsIn(ports, lease, rows);
    await ports.advance(lease, {}, (store) => applyNews(store, news));
  }
  return true;
}

function changedSince(since: string | null, last: SweptRow | null): Soql {
  const linked = soql`${new Soql(LINK_FIELDS.caseId)} != null`;
  if (last) {
    const stamp = instant(last.stamp);
    return soql`${linked} AND (SystemModstamp > ${stamp} OR (SystemModstamp = ${stamp} AND Id > ${last.id}))`;
  }
  return since === null ? linked : soql`${linked} AND SystemModstamp >= ${instant(since)}`;
}

/** A moment is written without quotes. */
const instant = (at: string): Soql => new Soql(new Date(at).toISOString());

async function readPage(port: SalesforcePort, lease: InboundLease, where: Soql): Promise<SweptRow[] | null> {
  const fields = [
    'Id',
    'Status',
    'SystemModstamp',
    'IsDeleted',
    'MasterRecordId',
    LINK_FIELDS.escalationId,
    LINK_FIELDS.version,
  ];
  const query = `SELECT ${fields.join(', ')} FROM Case WHERE ${where} ORDER BY SystemModstamp, Id LIMIT ${PAGE}`;
  const outcome = await port.call({
    accountId: lease.accountId,
    connectionId: lease.connectionId,
    actingAgentId: null,
    fallback: 'default',
    purpose: 'sweep',
    method: 'GET',
    path: `/queryAll?q=${encodeURIComponent(query)}`,
    records: 0,
  });
  const records = outcome.kind === 'answered' ? readQuery(outcome.body) : null;
  if (!records) return null;
  const rows: SweptRow[] = [];
  for (const record of records) {
    const id = textOf(record.Id);
    const status = textOf(record.Status);
    const stamp = textOf(record.SystemModstamp);
    if (id === null || stamp === null) return null;
    const at = new Date(stamp).toISOString();
    rows.push({
      id,
      key: textOf(record[LINK_FIELDS.escalationId]),
      stamp: at,
      deleted: record.IsDeleted === true,
      masterId: textOf(record.MasterRecordId),
      seen: { status: status ?? '', version: numberOf(record[LINK_FIELDS.version]), at },
    });
  }
  return rows;
}

/** Only what is new: most of what a sweep sees is known, and must cost no lock. */
async function newsIn(
  ports: InboundPorts,
  lease: InboundLease,
  rows: readonly SweptRow[],
): Promise<RecordNews[]> {
  const found = await ports.findEscalations(lease.accountId, lease.connectionId, {
    recordIds: rows.map(({ id }) => id),
    keys: rows.flatMap(({ key }) => key ?? []),
  });
  return rows.flatMap((row) =>
    found
      .filter(
        (each) =>
          each.recordId === row.id || (each.key === row.key && (each.recordId === null || each.mayComeLate)),
      )
      .flatMap((each) => newsOf(row, each)),
  );
}

function newsOf(row: SweptRow, { id, key, known, state, mayComeLate }: FoundEscalation): RecordNews[] {
  if (mayComeLate) return row.key === key && !row.deleted ? [{ kind: 'late', escalationId: id }] : [];
  if (row.deleted && row.masterId !== null) {
    return [{ kind: 'moved', escalationId: id, recordId: row.masterId, recordNumber: null }];
  }
  if (row.deleted) return state === 'gone' ? [] : [{ kind: 'gone', escalationId: id }];
  const news: RecordNews[] = state === 'gone' ? [{ kind: 'back', escalationId: id }] : [];
  const decision = decideInboundStatus(row.seen, { ...known, issuedStatus: null });
  if (decision.remember) news.push({ kind: 'state', escalationId: id, seen: row.seen });
  return news;
}
