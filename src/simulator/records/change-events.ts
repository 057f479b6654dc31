import type { FieldValue, OrgRecord, RecordChange } from '../core.ts';
import type { StoredEvent } from '../state/journal-entry.ts';
import type { TouchedRow, Transaction } from './transaction.ts';

/** Objects with change events here: the standard ones of the Object Reference we simulate, and every custom one. */
const WITH_EVENTS: ReadonlySet<string> = new Set(['Account', 'Contact', 'Lead', 'Case', 'User']);

export const hasChangeEvents = (object: string) => WITH_EVENTS.has(object) || object.endsWith('__c');

/** Fields an event never carries. */
const NOT_CARRIED: ReadonlySet<string> = new Set(['Id', 'IsDeleted', 'SystemModstamp']);

/**
 * What a transaction did, as change events: one per record, whatever the number of writes, with the first change's
 * type and the final values; equal changes of one object share an event (Change Data Capture guide, "Merged Change
 * Events" and "Change Event Header Fields").
 */
export function changeEvents(
  transaction: Transaction,
  transactionKey: string,
): { events: StoredEvent[]; changes: RecordChange[] } {
  const commitTimestamp = transaction.settings.now();
  const events = new Map<string, StoredEvent>();
  const changes: RecordChange[] = [];
  for (const touched of transaction.touched) {
    const change = changeOf(touched);
    if (!change) continue;
    const { after } = touched;
    changes.push({
      id: after.id,
      object: after.object,
      type: change.type,
      changedFields: change.changedFields,
      userId: transaction.writer.user.id,
      at: new Date(commitTimestamp).toISOString(),
    });
    if (!hasChangeEvents(after.object)) continue;
    const content = {
      object: after.object,
      changeType: change.type,
      changedFields: change.type === 'UPDATE' ? change.changedFields : [],
      nulledFields:
        change.type === 'UPDATE' ? change.changedFields.filter((name) => after.fields[name] === null) : [],
      values: change.values,
      enrichment: enrichmentOf(transaction, after),
    };
    const key = JSON.stringify(content);
    const shared = events.get(key);
    events.set(
      key,
      shared
        ? { ...shared, recordIds: [...shared.recordIds, after.id] }
        : {
            ...content,
            recordIds: [after.id],
            replay: nextReplay(transaction),
            changeOrigin: transaction.writer.origin,
            transactionKey,
            sequenceNumber: events.size + 1,
            commitTimestamp,
            commitNumber: 10_000_000_000 + transaction.next('commit'),
            commitUser: transaction.writer.user.id,
          },
    );
  }
  return { events: [...events.values()], changes };
}

/** Replay ids grow with gaps, so that no client counts on the next one. */
function nextReplay(transaction: Transaction): number {
  const step = 1 + (transaction.next('replaySteps') % 3);
  let replay = 0;
  for (let i = 0; i < step; i++) replay = transaction.next('replay');
  return replay;
}

function changeOf({ before, after }: TouchedRow): {
  type: RecordChange['type'];
  changedFields: string[];
  values: Record<string, FieldValue>;
} | null {
  const existed = before !== undefined && !before.deleted;
  if (!existed && after.deleted) return null;
  if (after.deleted) return { type: 'DELETE', changedFields: [], values: {} };
  const carried = Object.keys(after.fields).filter((name) => !NOT_CARRIED.has(name));
  if (!existed) {
    const set = carried.filter((name) => after.fields[name] !== null);
    return { type: before ? 'UNDELETE' : 'CREATE', changedFields: set, values: pick(after, set) };
  }
  const changedFields = carried.filter((name) => after.fields[name] !== before.fields[name]);
  return { type: 'UPDATE', changedFields, values: pick(after, changedFields) };
}

function enrichmentOf(transaction: Transaction, row: OrgRecord): Record<string, FieldValue> {
  return pick(row, transaction.settings.channels.enrichedFields.get(row.object) ?? []);
}

const pick = (row: OrgRecord, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, row.fields[name] ?? null]));
