import { type BatchLimits, COLLECTION_LIMITS, composeBatches } from '../../domain/compose-batches.ts';
import type { FailureClass } from '../../domain/decide-retry.ts';
import type { MessageMapping } from '../../domain/default-message-mapping.ts';
import { isImage } from '../../domain/status-map.ts';
import { afterFailure, NO_WAIT, newRecordOf, pause } from './after-failure.ts';
import {
  type EscalateItem,
  type SalesforceEffect,
  type SalesforceItem,
  type SalesforceLaneStore,
  type Settlement,
  SYNC_PAUSED,
} from './lane-ports.ts';
import type { SalesforcePort } from './ports.ts';
import {
  type ItemRow,
  type LaneOfRows,
  type SalesforceBatch,
  type SalesforceLane,
  toRow,
} from './salesforce-rows.ts';
import { type ItemVerdict, sendBatch } from './send-to-salesforce.ts';

export interface SalesforceDelivery {
  port: SalesforcePort;
  store: SalesforceLaneStore;
  mapping: MessageMapping;
  /** [0, 1). */
  random: () => number;
  limits?: BatchLimits;
  /** Calls at once; more would only meet in the org's own locks. */
  parallel?: number;
}

type SalesforceSettlement = Settlement<SalesforceEffect>;

/**
 * Sends what the claimed lanes hold and writes down what came of it, each batch for itself: a batch that
 * is done does not wait for one that hangs.
 */
export async function deliverToSalesforce(
  delivery: SalesforceDelivery,
  accountId: string,
  lanes: readonly SalesforceLane[],
): Promise<void> {
  const withRows: LaneOfRows[] = [];
  const atOnce: SalesforceSettlement[] = [];
  for (const lane of lanes) {
    if (lane.items.length === 0) {
      const rest = { waitMs: PAUSED_MS, attempts: lane.attempts, reason: SYNC_PAUSED };
      atOnce.push({ lease: lane.lease, effects: [], rest });
      continue;
    }
    const landed = lane.items.filter(hasLanded);
    if (landed.length === lane.items.length) {
      const effects = landed.map(
        (item): SalesforceEffect => ({ type: 'done', itemId: item.id, salesforceId: null }),
      );
      atOnce.push({ lease: lane.lease, effects, rest: NO_WAIT });
    } else {
      const rows = lane.items.filter((item) => !hasLanded(item)).map((item) => toRow(item, delivery.mapping));
      withRows.push({ lane, rows });
    }
  }
  if (atOnce.length > 0) await delivery.store.settle(accountId, atOnce);
  const batches = composeBatches<ItemRow, LaneOfRows>(withRows, delivery.limits ?? COLLECTION_LIMITS);
  await inParallel(delivery.parallel ?? 4, batches, async (batch) => {
    await deliverBatch(delivery, accountId, batch);
  });
}

/** To look again whether it is still paused; whoever resumes wakes the lanes. */
const PAUSED_MS = 60_000;

/** Nothing is left to do for an older state than the one known to stand in Salesforce, nor for a contact that is none. */
function hasLanded(item: SalesforceItem): boolean {
  if (item.kind === 'contact') return Object.keys(item.fields).length === 0;
  return item.kind === 'case_state' && item.queuedVersion <= item.knownVersion;
}

async function deliverBatch(
  delivery: SalesforceDelivery,
  accountId: string,
  batch: SalesforceBatch,
): Promise<void> {
  const verdict = await sendBatch(delivery.port, delivery.mapping, batch);
  if (verdict.kind === 'unavailable') {
    const { waitMs, reason } = verdict;
    const settlements = batch.runs.map(({ lane: { lane } }) => ({
      lease: lane.lease,
      effects: [],
      rest: { waitMs, attempts: lane.attempts, reason },
    }));
    await delivery.store.settle(accountId, settlements);
    return;
  }
  if (verdict.kind === 'all') {
    const halves = mayBeOneRow(verdict.class) ? split(batch) : null;
    if (halves) {
      // One bad row can fail a whole call: halving finds it, and everything else goes through.
      for (const half of halves) await deliverBatch(delivery, accountId, half);
      return;
    }
    const { class: failure, reason, ownToken } = verdict;
    const verdicts = new Map(
      batch.runs.flatMap(({ rows }) =>
        rows.map((row): [ItemRow, ItemVerdict] => [
          row,
          { kind: 'failed', class: failure, reason, ownToken },
        ]),
      ),
    );
    await settleBatch(delivery, accountId, batch, verdicts);
    return;
  }
  await settleBatch(delivery, accountId, batch, verdict.verdicts);
}

const mayBeOneRow = (failure: FailureClass): boolean => failure === 'data';

/** Halves by lane; a single lane keeps the first half of its run, the rest comes in a later round. */
function split(batch: SalesforceBatch): SalesforceBatch[] | null {
  const { runs } = batch;
  const [only] = runs;
  if (!only) return null;
  if (runs.length === 1) {
    if (only.rows.length === 1) return null;
    const rows = only.rows.slice(0, Math.ceil(only.rows.length / 2));
    return [{ ...batch, runs: [{ ...only, rows }] }];
  }
  const middle = Math.ceil(runs.length / 2);
  return [
    { ...batch, runs: runs.slice(0, middle) },
    { ...batch, runs: runs.slice(middle) },
  ];
}

async function settleBatch(
  delivery: SalesforceDelivery,
  accountId: string,
  batch: SalesforceBatch,
  verdicts: ReadonlyMap<ItemRow, ItemVerdict>,
): Promise<void> {
  const culprits = [...verdicts.values()].some((verdict) => verdict.kind === 'failed');
  const settlements: SalesforceSettlement[] = [];
  for (const { lane, rows } of batch.runs) {
    settlements.push(await settleLane(delivery, lane.lane, rows, verdicts, culprits));
  }
  await delivery.store.settle(accountId, settlements);
}

/** Goes down the lane's run as far as it went well; the first item that did not decides what comes next. */
async function settleLane(
  delivery: SalesforceDelivery,
  lane: SalesforceLane,
  rows: readonly ItemRow[],
  verdicts: ReadonlyMap<ItemRow, ItemVerdict>,
  culprits: boolean,
): Promise<SalesforceSettlement> {
  const effects: SalesforceEffect[] = [];
  // Rows queued for a state that stands already are settled on the way.
  for (const item of lane.items) {
    if (hasLanded(item)) effects.push({ type: 'done', itemId: item.id, salesforceId: null });
  }
  for (const row of rows) {
    const verdict = verdicts.get(row);
    if (!verdict || verdict.kind === 'rolled_back') {
      // Not its own fault: again at once, unless nobody's fault was named.
      if (culprits && effects.length === 0)
        return { lease: lane.lease, effects, rest: { ...NO_WAIT, attempts: lane.attempts } };
      if (culprits) return { lease: lane.lease, effects, rest: NO_WAIT };
      const reason = {
        code: 'ROLLED_BACK',
        message: 'Salesforce took the whole call back and named no row.',
      };
      return { lease: lane.lease, effects, rest: pause(delivery, lane, 'transient', reason) };
    }
    if (verdict.kind === 'failed') {
      const { effects: more, rest } = await afterFailure(delivery, lane, row.item, verdict);
      return { lease: lane.lease, effects: [...effects, ...more], rest };
    }
    effects.push(...afterSuccess(row.item, verdict));
  }
  return { lease: lane.lease, effects, rest: NO_WAIT };
}

function afterSuccess(
  item: SalesforceItem,
  verdict: Extract<ItemVerdict, { kind: 'written' | 'created' | 'undone' | 'looked' }>,
): SalesforceEffect[] {
  if (verdict.kind === 'looked') return afterLook(item, verdict.late);
  if (verdict.kind === 'undone') {
    const { escalationId } = item;
    const { outcome, found } = verdict;
    const late = item.kind === 'undo' && item.late;
    return [
      { type: 'done', itemId: item.id, salesforceId: null },
      late ? { type: 'looked', escalationId, found } : { type: 'undone', escalationId, outcome },
    ];
  }
  if (verdict.kind === 'created') {
    const { recordId, recordNumber, status, writtenBy } = verdict;
    const version = item.kind === 'escalate' ? item.version : 0;
    return [
      { type: 'done', itemId: item.id, salesforceId: recordId },
      {
        type: 'created',
        escalationId: item.escalationId,
        recordId,
        recordNumber,
        status,
        version,
        writtenBy,
      },
      ...(item.kind === 'escalate' && isOutOfStep(item, status)
        ? [{ type: 'raise_version' as const, escalationId: item.escalationId, above: version }]
        : []),
    ];
  }
  const done: SalesforceEffect = { type: 'done', itemId: item.id, salesforceId: verdict.salesforceId };
  if (item.kind !== 'case_state') return [done];
  const { escalationId, status, version } = item;
  return [done, { type: 'state_written', escalationId, status, version }];
}

function afterLook(
  { id, escalationId }: SalesforceItem,
  late: Extract<ItemVerdict, { kind: 'looked' }>['late'],
): SalesforceEffect[] {
  if (late === null) {
    return [
      { type: 'done', itemId: id, salesforceId: null },
      { type: 'looked', escalationId, found: null },
    ];
  }
  return [
    { type: 'done', itemId: id, salesforceId: late.recordId },
    { ...newRecordOf(escalationId, late, late.version ?? 0), type: 'adopted' },
  ];
}

/** A linked record kept a status Care did not know, and somebody gave it one Care does know before we wrote. */
const isOutOfStep = ({ recordId, fields, statusMap }: EscalateItem, status: string | null): boolean =>
  recordId !== null &&
  fields.Status !== undefined &&
  status !== null &&
  status !== fields.Status &&
  isImage(status, statusMap);

async function inParallel<T>(
  width: number,
  all: readonly T[],
  work: (one: T) => Promise<void>,
): Promise<void> {
  const queue = [...all];
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: Math.min(width, queue.length) }, lane));
}
