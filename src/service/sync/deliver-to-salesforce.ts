import { type BatchLimits, COLLECTION_LIMITS, composeBatches } from '../../domain/compose-batches.ts';
import { decideFenceRefusal } from '../../domain/decide-fence-refusal.ts';
import { decideRetry, type FailureClass } from '../../domain/decide-retry.ts';
import type { MessageMapping } from '../../domain/default-message-mapping.ts';
import { findByKey, findRecord, type RecordSight } from './find-records.ts';
import type {
  LaneRest,
  SalesforceEffect,
  SalesforceItem,
  SalesforceLaneStore,
  Settlement,
  SyncReason,
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

const NO_WAIT: LaneRest = { waitMs: 0, attempts: 0, reason: null };

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

/** What was queued for an older state than the one known to stand in Salesforce has nothing left to do. */
const hasLanded = (item: SalesforceItem): boolean =>
  item.kind === 'case_state' && item.queuedVersion <= item.knownVersion;

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
  verdict: Extract<ItemVerdict, { kind: 'written' | 'created' }>,
): SalesforceEffect[] {
  if (verdict.kind === 'created') {
    const { recordId, recordNumber, status, tokenOwner } = verdict;
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
        tokenOwner,
      },
    ];
  }
  const done: SalesforceEffect = { type: 'done', itemId: item.id, salesforceId: verdict.salesforceId };
  if (item.kind !== 'case_state') return [done];
  const { escalationId, status, version } = item;
  return [done, { type: 'state_written', escalationId, status, version }];
}

interface Aftermath {
  effects: SalesforceEffect[];
  rest: LaneRest;
}

async function afterFailure(
  delivery: SalesforceDelivery,
  lane: SalesforceLane,
  item: SalesforceItem,
  failure: Extract<ItemVerdict, { kind: 'failed' }>,
): Promise<Aftermath> {
  const { reason } = failure;
  // A message names its record as a parent: a parent that is gone shows in other words.
  const parentMayBeGone = item.kind === 'message' && PARENT_GONE.has(reason.code);
  const kind = parentMayBeGone ? 'gone' : failure.class;
  const decision = decideRetry(kind, lane.attempts, failure.ownToken, delivery.random());
  // Nothing stands there yet and an agent waits: what they or an admin can correct is told at once.
  if (item.kind === 'escalate' && decision.kind !== 'default_token' && CORRECTABLE.has(kind)) {
    return { effects: [{ type: 'refused', escalationId: item.escalationId, reason }], rest: NO_WAIT };
  }
  switch (decision.kind) {
    case 'park':
      return parked(item, reason);
    case 'wait':
      return {
        effects: [],
        rest: { waitMs: decision.ms, attempts: lane.attempts + (decision.burn ? 1 : 0), reason },
      };
    case 'default_token':
      return { effects: [{ type: 'use_default_token', itemId: item.id }], rest: NO_WAIT };
    case 'read_version':
      return afterFence(delivery, lane, item, reason);
    case 'find_record':
      return afterGone(delivery, lane, item, failure.class, reason);
  }
}

const CORRECTABLE: ReadonlySet<FailureClass> = new Set<FailureClass>(['data', 'config', 'gone']);

const PARENT_GONE: ReadonlySet<string> = new Set([
  'INVALID_CROSS_REFERENCE_KEY',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
]);

const parked = (item: SalesforceItem, reason: SyncReason): Aftermath => ({
  effects: [{ type: 'parked', itemId: item.id, reason }],
  rest: NO_WAIT,
});

const pause = (
  delivery: SalesforceDelivery,
  lane: SalesforceLane,
  failure: 'transient' | 'unknown',
  reason: SyncReason,
): LaneRest => {
  const decision = decideRetry(failure, lane.attempts, false, delivery.random());
  return { waitMs: decision.kind === 'wait' ? decision.ms : 0, attempts: lane.attempts + 1, reason };
};

async function afterFence(
  delivery: SalesforceDelivery,
  lane: SalesforceLane,
  item: SalesforceItem,
  reason: SyncReason,
): Promise<Aftermath> {
  const done: SalesforceEffect = { type: 'done', itemId: item.id, salesforceId: null };
  // A message is written once: whatever stands there has its key.
  if (item.kind === 'message') return { effects: [done], rest: NO_WAIT };
  const { escalationId } = item;
  const sight = await (item.kind === 'escalate'
    ? findByKey(delivery.port, item, item.escalationKey)
    : findRecord(delivery.port, item, item.recordId ?? ''));
  if (sight.kind !== 'there') return fromSight(delivery, lane, item, sight, reason);
  const issued = await delivery.store.issuedVersion(item.accountId, escalationId);
  const decision = decideFenceRefusal({ attempted: item.version, issued, there: sight.version });
  const effects: SalesforceEffect[] = [];
  if (item.kind === 'escalate') {
    const { recordId, recordNumber, status } = sight;
    const version = Math.min(sight.version ?? item.version, issued);
    effects.push(done, {
      type: 'created',
      escalationId,
      recordId,
      recordNumber,
      status,
      version,
      tokenOwner: null,
    });
  }
  if (decision.kind === 'rewrite') {
    effects.push({ type: 'raise_version', escalationId, above: decision.above });
    // Refused again above what could be read there: somebody hides the field, and asking faster helps nobody.
    const again = lane.attempts === 0 ? 0 : pause(delivery, lane, 'transient', reason).waitMs;
    return { effects, rest: { waitMs: again, attempts: lane.attempts + 1, reason: null } };
  }
  if (item.kind === 'case_state') {
    effects.push(done);
  }
  return { effects, rest: NO_WAIT };
}

async function afterGone(
  delivery: SalesforceDelivery,
  lane: SalesforceLane,
  item: SalesforceItem,
  failure: FailureClass,
  reason: SyncReason,
): Promise<Aftermath> {
  if (item.kind === 'escalate' || item.recordId === null) return parked(item, reason);
  const sight = await findRecord(delivery.port, item, item.recordId);
  if (sight.kind === 'there') {
    if (sight.recordId !== item.recordId) {
      const { recordId, recordNumber } = sight;
      const moved: SalesforceEffect = {
        type: 'moved',
        escalationId: item.escalationId,
        recordId,
        recordNumber,
      };
      return { effects: [moved], rest: NO_WAIT };
    }
    // The record is where it was: the refusal was about something else.
    if (failure === 'data') return parked(item, reason);
    return { effects: [], rest: pause(delivery, lane, 'transient', reason) };
  }
  return fromSight(delivery, lane, item, sight, reason);
}

function fromSight(
  delivery: SalesforceDelivery,
  lane: SalesforceLane,
  item: SalesforceItem,
  sight: Exclude<RecordSight, { kind: 'there' }>,
  reason: SyncReason,
): Aftermath {
  switch (sight.kind) {
    case 'deleted': {
      const gone = { code: 'RECORD_DELETED', message: 'The Salesforce record is in the recycle bin.' };
      return { effects: [{ type: 'gone', escalationId: item.escalationId, reason: gone }], rest: NO_WAIT };
    }
    case 'not_seen':
      return parked(item, {
        code: 'RECORD_NOT_SEEN',
        message: 'Salesforce shows the connected user no such record: it was deleted for good, or is hidden.',
      });
    case 'unknown':
      return { effects: [], rest: pause(delivery, lane, 'unknown', reason) };
  }
}

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
