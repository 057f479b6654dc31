import { decideFenceRefusal, type FenceDecision } from '../../domain/decide-fence-refusal.ts';
import { decideRetry, type FailureClass } from '../../domain/decide-retry.ts';
import { findContact } from './find-contact.ts';
import { findKeptMessage } from './find-kept-message.ts';
import { findByKey, findRecord, type RecordSight } from './find-records.ts';
import type {
  EscalateItem,
  LaneRest,
  SalesforceEffect,
  SalesforceItem,
  SalesforceLaneStore,
  SyncReason,
  UndoItem,
} from './lane-ports.ts';
import type { SalesforcePort } from './ports.ts';
import { textOf } from './salesforce-answers.ts';
import type { SalesforceLane } from './salesforce-rows.ts';
import type { ItemVerdict } from './send-to-salesforce.ts';

export interface FailureHandling {
  port: SalesforcePort;
  store: Pick<SalesforceLaneStore, 'issuedVersion'>;
  /** [0, 1). */
  random: () => number;
}

export const NO_WAIT: LaneRest = { waitMs: 0, attempts: 0, reason: null };

/** What is written down for an item that failed, and when its lane goes on. */
export interface Aftermath {
  effects: SalesforceEffect[];
  rest: LaneRest;
}

/** Decides what a failure asks for, looking into Salesforce first where the answer lies there. */
export async function afterFailure(
  delivery: FailureHandling,
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
    return afterRefusal(delivery, lane, item, reason);
  }
  if (item.kind === 'undo' && (REFUSALS.has(kind) || decision.kind === 'default_token')) {
    return afterRefusedUndo(item, reason);
  }
  // Whoever may not look finds nothing, and holds nothing up.
  if (item.kind === 'look' && (REFUSALS.has(kind) || decision.kind !== 'wait')) {
    const { id: itemId, escalationId } = item;
    return {
      effects: [
        { type: 'done', itemId, salesforceId: null },
        { type: 'looked', escalationId, found: null },
      ],
      rest: NO_WAIT,
    };
  }
  if (item.kind === 'message' && item.into && decision.kind !== 'default_token' && REFUSALS.has(kind)) {
    const kept = await findKeptMessage(delivery.port, item, item.into);
    if (kept.kind === 'unknown') return { effects: [], rest: pause(delivery, lane, 'unknown', reason) };
    if (kept.kind === 'there') {
      return { effects: [{ type: 'done', itemId: item.id, salesforceId: kept.id }], rest: NO_WAIT };
    }
  }
  // Messages and statuses go on without a contact that cannot be set.
  if (item.kind === 'contact' && kind === 'config' && decision.kind === 'wait') return parked(item, reason);
  switch (decision.kind) {
    case 'park':
      return parked(item, reason);
    case 'wait':
      return {
        effects: kind === 'unknown' ? unheard(item) : [],
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

/** A new record that Salesforce may make yet, long after this. */
const unheard = (item: SalesforceItem): SalesforceEffect[] =>
  item.kind === 'escalate' && item.recordId === null
    ? [{ type: 'unheard', escalationId: item.escalationId }]
    : [];

/** What Salesforce says no to. A record that is gone is looked for again, and found to be gone. */
const REFUSALS: ReadonlySet<FailureClass> = new Set<FailureClass>(['data', 'config']);

/** An agent waits for it, and what it would have taken back goes on. */
function afterRefusedUndo(item: UndoItem, reason: SyncReason): Aftermath {
  const { id, escalationId, late } = item;
  return {
    effects: [
      { type: 'done', itemId: id, salesforceId: null },
      // Nothing goes on in the place of a late one: it stays there, and that is told.
      { type: late ? 'late_refused' : 'undo_refused', escalationId, reason },
    ],
    rest: NO_WAIT,
  };
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

export const pause = (
  delivery: FailureHandling,
  lane: SalesforceLane,
  failure: 'transient' | 'unknown',
  reason: SyncReason,
): LaneRest => {
  const decision = decideRetry(failure, lane.attempts, false, delivery.random());
  return { waitMs: decision.kind === 'wait' ? decision.ms : 0, attempts: lane.attempts + 1, reason };
};

/**
 * A new record that Salesforce refuses. An earlier try whose end nobody heard may have made it, with a token that may
 * do more than this one: then it stands, whatever is said of it now.
 */
async function afterRefusal(
  delivery: FailureHandling,
  lane: SalesforceLane,
  item: EscalateItem,
  reason: SyncReason,
): Promise<Aftermath> {
  const { escalationId, recordId, escalationKey } = item;
  const refused: Aftermath = { effects: [{ type: 'refused', escalationId, reason }], rest: NO_WAIT };
  if (recordId !== null) return refused;
  const sight = await findByKey(delivery.port, item, escalationKey);
  if (sight.kind === 'unknown') return { effects: [], rest: pause(delivery, lane, 'unknown', reason) };
  if (sight.kind !== 'there') return (await afterContact(delivery, lane, item, reason)) ?? refused;
  const done: SalesforceEffect = { type: 'done', itemId: item.id, salesforceId: sight.recordId };
  return { effects: [done, created(item, sight, sight.version ?? item.version)], rest: NO_WAIT };
}

/** What the refusal has to do with the contact the record was to belong to. Null: nothing. */
async function afterContact(
  delivery: FailureHandling,
  lane: SalesforceLane,
  { accountId, connectionId, escalationId, fields }: EscalateItem,
  reason: SyncReason,
): Promise<Aftermath | null> {
  const contactId = textOf(fields.ContactId);
  if (contactId === null || !CONTACT_GONE.has(reason.code)) return null;
  const question = { accountId, connectionId, actingAgentId: null, fallback: 'default' } as const;
  const sight = await findContact(delivery.port, question, contactId);
  switch (sight.kind) {
    case 'there': {
      const { contact } = sight;
      if (contact.id === contactId) return null;
      return { effects: [{ type: 'contact_moved', escalationId, from: contactId, contact }], rest: NO_WAIT };
    }
    case 'deleted': {
      const said = { code: 'CONTACT_DELETED', message: reason.message, fields: ['ContactId'] };
      return {
        effects: [
          { type: 'contact_deleted', escalationId, contactId },
          { type: 'refused', escalationId, reason: said },
        ],
        rest: NO_WAIT,
      };
    }
    case 'not_seen':
      return null;
    case 'unknown':
      return { effects: [], rest: pause(delivery, lane, 'unknown', reason) };
  }
}

/** How a reference to a record that is gone is refused. */
const CONTACT_GONE: ReadonlySet<string> = new Set(['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY']);

const created = (
  { escalationId }: EscalateItem,
  sight: Extract<RecordSight, { kind: 'there' }>,
  version: number,
): SalesforceEffect => ({ type: 'created', ...newRecordOf(escalationId, sight, version) });

/** A record that was found there, as the one an escalation has made. */
export const newRecordOf = (
  escalationId: string,
  { recordId, recordNumber, status, createdBy }: Extract<RecordSight, { kind: 'there' }>,
  version: number,
) => ({
  escalationId,
  recordId,
  recordNumber,
  status,
  version,
  writtenBy: createdBy === null ? null : { salesforceUserId: createdBy, displayName: null },
});

async function afterFence(
  delivery: FailureHandling,
  lane: SalesforceLane,
  item: SalesforceItem,
  reason: SyncReason,
): Promise<Aftermath> {
  const done: SalesforceEffect = { type: 'done', itemId: item.id, salesforceId: null };
  // A message is written once: whatever stands there has its key. A contact carries no version, and a look writes none.
  if (item.kind === 'message' || item.kind === 'contact' || item.kind === 'look')
    return { effects: [done], rest: NO_WAIT };
  const { escalationId } = item;
  const sight = await (item.kind === 'escalate' && item.recordId === null
    ? findByKey(delivery.port, item, item.escalationKey)
    : findRecord(delivery.port, item, item.recordId ?? ''));
  if (sight.kind !== 'there') return fromSight(delivery, lane, item, sight, reason);
  const foreign = item.kind === 'escalate' && sight.key !== item.escalationKey;
  const issued = await delivery.store.issuedVersion(item.accountId, escalationId);
  // A record that is to be linked and carries nothing of ours yet: its version is of an earlier link.
  const decision: FenceDecision = foreign
    ? { kind: 'rewrite', above: Math.max(sight.version ?? 0, issued) }
    : decideFenceRefusal({ attempted: item.version, issued, there: sight.version });
  const effects: SalesforceEffect[] = [];
  if (item.kind === 'escalate' && !foreign) {
    effects.push(done, created(item, sight, Math.min(sight.version ?? item.version, issued)));
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
  delivery: FailureHandling,
  lane: SalesforceLane,
  item: SalesforceItem,
  failure: FailureClass,
  reason: SyncReason,
): Promise<Aftermath> {
  // The next look finds what became of it.
  if (item.kind === 'undo') return { effects: [], rest: pause(delivery, lane, 'unknown', reason) };
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
    if (failure === 'data' || item.kind === 'contact') return parked(item, reason);
    return { effects: [], rest: pause(delivery, lane, 'transient', reason) };
  }
  return fromSight(delivery, lane, item, sight, reason);
}

function fromSight(
  delivery: FailureHandling,
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
