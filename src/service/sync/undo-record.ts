import { decideUndoWrite, type UndoSight, type UndoWrite } from '../../domain/decide-undo-write.ts';
import { LINK_FIELDS } from '../../domain/salesforce-names.ts';
import { soql } from '../../domain/soql.ts';
import { findByKey, findRecord, type RecordSight } from './find-records.ts';
import type { LateRecord, SyncReason, UndoItem } from './lane-ports.ts';
import type { SalesforceOutcome, SalesforcePort } from './ports.ts';
import { readQuery, textOf } from './salesforce-answers.ts';

export type UndoResult =
  /** @property found what was there, and is taken back; null: nothing was. */
  | { kind: 'undone'; outcome: string; found: LateRecord | null }
  /** Salesforce said it of this write. */
  | { kind: 'answered'; outcome: Exclude<SalesforceOutcome, { kind: 'answered' }> }
  | { kind: 'refused'; reason: SyncReason };

type Failed = Exclude<UndoResult, { kind: 'undone' }>;

interface ClosedStatus {
  status: string;
}

const UNHEARD: Failed = {
  kind: 'answered',
  outcome: { kind: 'unknown', reason: 'Salesforce could not be asked for the record.' },
};

/**
 * Looks at the record and takes back what is still ours to take back. After a try whose answer was lost the look
 * finds it done.
 */
export async function undoRecord(port: SalesforcePort, item: UndoItem): Promise<UndoResult> {
  const sight = await (item.recordId === null
    ? findByKey(port, item, item.escalationKey)
    : findRecord(port, item, item.recordId));
  if (sight.kind === 'unknown') return UNHEARD;
  const { act, escalationKey: key, object } = item;
  const write = decideUndoWrite(asSeen(sight, item.recordId), { act, key, object });
  if (write.kind === 'nothing' || sight.kind !== 'there') {
    return { kind: 'undone', outcome: write.kind === 'nothing' ? write.outcome : '', found: null };
  }
  const written = await (write.kind === 'delete'
    ? removeRecord(port, item, sight.recordId)
    : unlinkRecord(port, item, sight, write));
  if (typeof written !== 'string') return written;
  const number = sight.recordNumber ?? sight.recordId;
  return { kind: 'undone', outcome: `It was ${written}.`, found: { number, outcome: `was ${written}` } };
}

function asSeen(sight: Exclude<RecordSight, { kind: 'unknown' }>, recordId: string | null): UndoSight {
  if (sight.kind === 'not_seen' && recordId === null) return { kind: 'not_made' };
  if (sight.kind !== 'there') return sight;
  const moved = recordId !== null && sight.recordId !== recordId;
  const mergedInto = moved ? (sight.recordNumber ?? sight.recordId) : null;
  return { kind: 'there', key: sight.key, closed: sight.closed, mergedInto };
}

async function unlinkRecord(
  port: SalesforcePort,
  item: UndoItem,
  sight: Extract<RecordSight, { kind: 'there' }>,
  { close }: Extract<UndoWrite, { kind: 'unlink' }>,
): Promise<string | Failed> {
  let status: string | null = null;
  if (close) {
    const closing =
      item.closedStatus === null ? await firstClosedStatus(port, item) : { status: item.closedStatus };
    if ('kind' in closing) return closing;
    status = closing.status;
  }
  const outcome = await port.call({
    ...base(item),
    actingAgentId: null,
    fallback: 'default',
    method: 'PATCH',
    path: `/sobjects/${item.object}/${sight.recordId}`,
    body: {
      ...(status === null ? {} : { Status: status }),
      [LINK_FIELDS.escalationId]: null,
      [LINK_FIELDS.caseId]: null,
      [LINK_FIELDS.caseUrl]: null,
      // Stays, for the fence: a write of ours that comes late finds a newer one there.
      [LINK_FIELDS.version]: item.version,
      [LINK_FIELDS.actedBy]: item.actedBy,
    },
    records: 1,
  });
  if (outcome.kind !== 'answered') return { kind: 'answered', outcome };
  if (status !== null) return `closed as ${status} and unlinked`;
  return sight.closed === true && item.act === 'close' ? 'closed already and was unlinked' : 'unlinked';
}

/** By the token that was looked at when it was offered: nobody stands in for somebody who may not. */
async function removeRecord(
  port: SalesforcePort,
  item: UndoItem,
  recordId: string,
): Promise<string | Failed> {
  if (item.byOwnToken && item.actingAgentId === null) {
    const message = 'The access to Salesforce of whoever wanted it deleted has ended.';
    return { kind: 'refused', reason: { code: 'OWN_ACCESS_ENDED', message } };
  }
  const outcome = await port.call({
    ...base(item),
    actingAgentId: item.actingAgentId,
    fallback: item.actingAgentId === null ? 'default' : 'none',
    method: 'DELETE',
    path: `/sobjects/${item.object}/${recordId}`,
    records: 1,
  });
  return outcome.kind === 'answered' ? 'deleted in Salesforce' : { kind: 'answered', outcome };
}

/** In the order the org has given its statuses (Object Reference, CaseStatus). */
async function firstClosedStatus(port: SalesforcePort, item: UndoItem): Promise<ClosedStatus | Failed> {
  const query = soql`SELECT ApiName FROM CaseStatus WHERE IsClosed = true ORDER BY SortOrder LIMIT 1`;
  const outcome = await port.call({
    ...base(item),
    actingAgentId: null,
    fallback: 'default',
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query.text)}`,
    records: 0,
  });
  if (outcome.kind !== 'answered') return { kind: 'answered', outcome };
  const rows = readQuery(outcome.body);
  if (!rows) return UNHEARD;
  const status = textOf(rows[0]?.ApiName);
  if (status !== null) return { status };
  const message = 'The org has no closed status for cases.';
  return { kind: 'refused', reason: { code: 'NO_CLOSED_STATUS', message } };
}

const base = ({ accountId, connectionId }: UndoItem) =>
  ({ accountId, connectionId, purpose: 'undo' }) as const;
