import type { FailureClass } from '../../domain/decide-retry.ts';
import type { MessageMapping } from '../../domain/default-message-mapping.ts';
import { numberField } from '../../domain/salesforce-names.ts';
import { isImage, type StatusMap } from '../../domain/status-map.ts';
import type { RecordSight } from './find-records.ts';
import type {
  ContactItem,
  EscalateItem,
  LookItem,
  SalesforceItem,
  SyncReason,
  UndoItem,
  WrittenBy,
} from './lane-ports.ts';
import { lookBeforeLinking } from './look-before-linking.ts';
import { lookForContact } from './look-for-contact.ts';
import { lookForLate } from './look-for-late.ts';
import type { SalesforceOutcome, SalesforcePort, SalesforceRequest, TokenOwner } from './ports.ts';
import { readCollection, readEscalationAnswer, textOf } from './salesforce-answers.ts';
import { type ItemRow, messagePath, type SalesforceBatch } from './salesforce-rows.ts';
import { type UndoResult, undoRecord } from './undo-record.ts';
import { type RecordWrite, writeRecords } from './write-record.ts';

/** What became of one item in one call. */
export type ItemVerdict =
  | { kind: 'written'; salesforceId: string | null; ownToken: boolean }
  | {
      kind: 'created';
      recordId: string;
      recordNumber: string | null;
      status: string | null;
      writtenBy: WrittenBy;
    }
  | Extract<UndoResult, { kind: 'undone' }>
  /** @property late what is there of an escalation that was refused; null: nothing. */
  | { kind: 'looked'; late: Extract<RecordSight, { kind: 'there' }> | null }
  | { kind: 'rolled_back' }
  | { kind: 'failed'; class: FailureClass; reason: SyncReason; ownToken: boolean };

export type BatchVerdict =
  /** One verdict an item, in the batch's order. */
  | { kind: 'items'; verdicts: Map<ItemRow, ItemVerdict> }
  /** The whole call failed the same way for all of it. */
  | { kind: 'all'; class: FailureClass; reason: SyncReason; ownToken: boolean }
  /** Nothing was sent. */
  | { kind: 'unavailable'; waitMs: number; reason: SyncReason };

/** Sends one batch as one HTTP request. */
export function sendBatch(
  port: SalesforcePort,
  mapping: MessageMapping,
  batch: SalesforceBatch,
): Promise<BatchVerdict> {
  const rows = batch.runs.flatMap((run) => run.rows);
  const first = rows[0]!;
  switch (first.item.kind) {
    case 'escalate':
      return sendEscalations(port, first, first.item, rows.slice(1));
    case 'undo':
      return sendUndo(port, first, first.item);
    case 'look':
      return sendLook(port, first, first.item);
    case 'contact':
      return sendContact(port, mapping, batch, first.item);
    default:
      return sendCollection(port, mapping, batch, rows);
  }
}

async function sendCollection(
  port: SalesforcePort,
  mapping: MessageMapping,
  batch: SalesforceBatch,
  rows: ItemRow[],
): Promise<BatchVerdict> {
  const { item } = rows[0]!;
  const records = rows.flatMap((row) => row.bodies);
  const messages = item.kind === 'message';
  const outcome = await port.call({
    ...requestFor(item),
    purpose: messages ? 'messages' : 'case_state',
    method: 'PATCH',
    path: `/composite/sobjects${item.kind === 'message' ? `/${messagePath(item, mapping)}` : ''}`,
    body: { allOrNone: messages && batch.allOrNone, records },
    records: records.length,
  });
  if (outcome.kind !== 'answered') return wholeCall(item, outcome);
  const answers = readCollection(outcome.body, records.length);
  if (!answers) return unreadable();
  const ownToken = isOwn(item, outcome.tokenOwner);
  const verdicts = new Map<ItemRow, ItemVerdict>();
  let at = 0;
  for (const row of rows) {
    const own = answers.slice(at, at + row.bodies.length);
    at += row.bodies.length;
    const failed = own.find((answer) => answer.kind === 'failed');
    if (failed?.kind === 'failed') verdicts.set(row, { ...failed, ownToken });
    else if (own.some((answer) => answer.kind === 'rolled_back')) verdicts.set(row, { kind: 'rolled_back' });
    else {
      const [head] = own;
      const salesforceId = head?.kind === 'ok' ? head.id : null;
      verdicts.set(row, { kind: 'written', salesforceId, ownToken });
    }
  }
  return { kind: 'items', verdicts };
}

/** A contact somebody has given the record in Salesforce meanwhile stays. */
async function sendContact(
  port: SalesforcePort,
  mapping: MessageMapping,
  batch: SalesforceBatch,
  item: ContactItem,
): Promise<BatchVerdict> {
  const rows = batch.runs.flatMap((run) => run.rows);
  const look = await lookForContact(port, item);
  if (look.kind === 'not_answered') return wholeCall(item, look.outcome);
  if (look.kind === 'free') return sendCollection(port, mapping, batch, rows);
  const written: ItemVerdict = { kind: 'written', salesforceId: item.recordId, ownToken: false };
  return { kind: 'items', verdicts: new Map(rows.map((row) => [row, written])) };
}

/**
 * The upsert by our own id and the reading of the number the org gave it, in one HTTP request. A repeat
 * finds the record the first one made. A record that is to be linked is written by its id instead, after a look.
 *
 * @param others new ones that may share the request; none with a record that is to be linked.
 */
async function sendEscalations(
  port: SalesforcePort,
  row: ItemRow,
  item: EscalateItem,
  others: readonly ItemRow[],
): Promise<BatchVerdict> {
  if (item.recordId !== null) {
    const look = await lookBeforeLinking(port, item, item.recordId);
    if (look.kind === 'no') return { kind: 'items', verdicts: new Map([[row, look.verdict]]) };
    if (look.kind === 'not_answered') return wholeCall(item, look.outcome);
    return sendRecords(port, [
      { row, item, body: besideStatus(row.bodies[0]!, look.status, item.statusMap) },
    ]);
  }
  return sendRecords(port, [{ row, item, body: row.bodies[0]! }, ...others.flatMap(outgoing)]);
}

async function sendUndo(port: SalesforcePort, row: ItemRow, item: UndoItem): Promise<BatchVerdict> {
  const result = await undoRecord(port, item);
  switch (result.kind) {
    case 'undone':
      return { kind: 'items', verdicts: new Map([[row, result]]) };
    case 'refused':
      return { kind: 'all', class: 'config', reason: result.reason, ownToken: false };
    case 'answered':
      // The write names one record: what is said of the call is said of it.
      return wholeCall(item, result.outcome, true);
  }
}

async function sendLook(port: SalesforcePort, row: ItemRow, item: LookItem): Promise<BatchVerdict> {
  const look = await lookForLate(port, item);
  if (look.kind === 'not_answered') return wholeCall(item, look.outcome, true);
  const late = look.kind === 'there' ? look.record : null;
  return { kind: 'items', verdicts: new Map([[row, { kind: 'looked', late }]]) };
}

/** A status that Care knows nothing of is somebody's own on a record that was there before us: it stays. */
function besideStatus(
  body: Record<string, unknown>,
  there: string | null,
  map: StatusMap,
): Record<string, unknown> {
  if (there === null || isImage(there, map)) return body;
  const { Status: _ours, ...rest } = body;
  return rest;
}

/** A record on its way: what is written of it may be less than its row has. */
interface Outgoing {
  row: ItemRow;
  item: EscalateItem;
  body: Record<string, unknown>;
}

const outgoing = (row: ItemRow): Outgoing[] =>
  row.item.kind === 'escalate' ? [{ row, item: row.item, body: row.bodies[0]! }] : [];

/** Records of one or many lanes in one request; what is refused of one is nothing to the others. */
async function sendRecords(
  port: SalesforcePort,
  records: readonly [Outgoing, ...Outgoing[]],
): Promise<BatchVerdict> {
  const [first, ...rest] = records;
  const outcome = await writeRecords(port, [writeOf(first), ...rest.map(writeOf)]);
  if (outcome.kind !== 'answered') return wholeCall(first.item, outcome);
  const verdicts = new Map<ItemRow, ItemVerdict>();
  for (const [place, { row, item }] of records.entries()) {
    const answer = readEscalationAnswer(outcome.body, item.recordId, place);
    if (!answer) return unreadable();
    const ownToken = isOwn(item, outcome.tokenOwner);
    const verdict: ItemVerdict =
      answer.kind === 'failed'
        ? { ...answer, ownToken }
        : {
            kind: 'created',
            recordId: answer.id,
            recordNumber: textOf(answer.record[numberField(item.object)]),
            status: textOf(answer.record.Status),
            writtenBy: writerOf(item, answer.record, outcome.tokenOwner),
          };
    verdicts.set(row, verdict);
  }
  return { kind: 'items', verdicts };
}

const writeOf = ({ item, body }: Outgoing): RecordWrite => {
  const { object, recordId, escalationKey: key, autoAssign = false, allowDuplicates = false } = item;
  return { ...requestFor(item), object, recordId, key, autoAssign, allowDuplicates, body };
};

/** A record found again was made by an earlier try, perhaps with another token: the record says whose. */
function writerOf({ recordId }: EscalateItem, record: Record<string, unknown>, owner: TokenOwner): WrittenBy {
  const { salesforceUserId, displayName } = owner;
  const createdBy = recordId === null ? textOf(record.CreatedById) : null;
  return createdBy === null || createdBy === salesforceUserId
    ? { salesforceUserId, displayName }
    : { salesforceUserId: createdBy, displayName: null };
}

const requestFor = (
  item: SalesforceItem,
): Pick<SalesforceRequest, 'accountId' | 'connectionId' | 'actingAgentId' | 'fallback'> => ({
  accountId: item.accountId,
  connectionId: item.connectionId,
  actingAgentId: item.actingAgentId,
  fallback: 'default',
});

/** An answer we cannot read says nothing about what was done. */
const unreadable = (): BatchVerdict => ({
  kind: 'all',
  class: 'unknown',
  reason: {
    code: 'UNREADABLE_ANSWER',
    message: 'Salesforce answered in a form that does not fit the request.',
  },
  ownToken: false,
});

/** Whether the call went out under the acting agent's own token, which the default token may stand in for. */
const isOwn = (item: SalesforceItem, owner: TokenOwner): boolean =>
  item.actingAgentId !== null && owner.agentId === item.actingAgentId;

function wholeCall(
  item: SalesforceItem,
  outcome: Exclude<SalesforceOutcome, { kind: 'answered' }>,
  oneRecord = false,
): BatchVerdict {
  switch (outcome.kind) {
    case 'unknown':
      return {
        kind: 'all',
        class: 'unknown',
        reason: { code: 'OUTCOME_UNKNOWN', message: outcome.reason },
        ownToken: false,
      };
    case 'unavailable':
      return {
        kind: 'unavailable',
        waitMs: outcome.retryAfterMs,
        reason: { code: outcome.reason.toUpperCase(), message: outcome.detail },
      };
    case 'refused': {
      const error = outcome.errors[0] ?? {
        code: `ERROR_HTTP_${outcome.status}`,
        message: 'No reason given.',
        fields: [],
      };
      return {
        kind: 'all',
        // The call itself was not found: our object is not there, which is for an admin to mend.
        class:
          !oneRecord && (outcome.class === 'gone' || outcome.class === 'fence') ? 'config' : outcome.class,
        reason: { code: error.code, message: error.message, fields: error.fields },
        ownToken: isOwn(item, outcome.tokenOwner),
      };
    }
  }
}
