import type { FieldSchema, FieldValue, OrgRecord } from '../core.ts';
import type { LoadedSchema } from '../schema/org-schema.ts';
import { makeRecordId } from '../schema/record-id.ts';
import type { Journal } from './journal.ts';
import type { JournalEntry, Json, StoredEvent } from './journal-entry.ts';

/** Change events can be replayed for three days (Pub/Sub API guide, "Event Message Durability"). */
export const EVENT_RETENTION_MS = 72 * 3600 * 1000;

/** All that the org knows, in memory; every change passes through `commit` and so through the journal. */
export class OrgState {
  readonly #rows = new Map<string, OrgRecord>();
  readonly #byObject = new Map<string, Map<string, OrgRecord>>();
  /** `Object.Field` -> value -> ids, for external ids, unique fields and parents. */
  readonly #indexes = new Map<string, Map<string, Set<string>>>();
  readonly #facts = new Map<string, Map<string, Json>>();
  readonly #counters = new Map<string, number>();
  #events: StoredEvent[] = [];
  journal!: Journal;

  constructor(readonly schema: LoadedSchema) {
    this.reindex();
  }

  /** Sorts the rows anew, after objects or fields came or went. */
  reindex(): void {
    this.#byObject.clear();
    this.#indexes.clear();
    for (const object of this.schema.list()) {
      this.#byObject.set(object.name, new Map());
      for (const field of object.fields.filter(isIndexed))
        this.#indexes.set(`${object.name}.${field.name}`, new Map());
    }
    for (const row of this.#rows.values()) this.#put(row, undefined);
  }

  row(id: string): OrgRecord | undefined {
    return this.#rows.get(id);
  }

  rows(object: string): Iterable<OrgRecord> {
    return this.#byObject.get(object)?.values() ?? [];
  }

  /** Ids of rows, the recycle bin included, whose indexed field has this value; null when there is no index. */
  idsBy(object: string, field: FieldSchema, value: FieldValue): ReadonlySet<string> | null {
    const index = this.#indexes.get(`${object}.${field.name}`);
    return index ? (index.get(indexKey(field, value)) ?? new Set()) : null;
  }

  fact(table: string, key: string): Json | undefined {
    return this.#facts.get(table)?.get(key);
  }

  facts(table: string): Iterable<[string, Json]> {
    return this.#facts.get(table)?.entries() ?? [];
  }

  counter(name: string): number {
    return this.#counters.get(name) ?? 0;
  }

  /** The next id of an object, for a row that is written outside a transaction. */
  newId(object: string): string {
    const { keyPrefix } = this.schema.require(object);
    const n = this.counter(`id:${keyPrefix}`) + 1;
    this.commit({ counters: { [`id:${keyPrefix}`]: n } });
    return makeRecordId(keyPrefix, n);
  }

  /** Oldest first. */
  get events(): readonly StoredEvent[] {
    return this.#events;
  }

  /** Changes memory at once and the journal soon; await `journal.flushed()` before telling anyone. */
  commit(entry: JournalEntry): void {
    this.apply(entry);
    this.journal.append(entry);
  }

  apply(entry: JournalEntry): void {
    for (const { id, object, set, deleted } of entry.rows ?? []) {
      const old = this.#rows.get(id);
      this.#put(
        { id, object, fields: { ...old?.fields, ...set }, deleted: deleted ?? old?.deleted ?? false },
        old,
      );
    }
    for (const [table, key, value] of entry.facts ?? []) {
      const facts = this.#facts.get(table) ?? new Map<string, Json>();
      this.#facts.set(table, facts);
      if (value === null) facts.delete(key);
      else facts.set(key, value);
    }
    for (const [name, value] of Object.entries(entry.counters ?? {})) this.#counters.set(name, value);
    this.#events.push(...(entry.events ?? []));
    const floor = entry.counters?.replayFloor;
    if (floor !== undefined) this.#events = this.#events.filter(({ replay }) => replay > floor);
  }

  /** The entry that drops events whose retention is over at `now`, and remembers up to where; null when there are none. */
  expiry(now: number): JournalEntry | null {
    const keep = this.#events.findIndex(({ commitTimestamp }) => commitTimestamp > now - EVENT_RETENTION_MS);
    const last = this.#events[(keep === -1 ? this.#events.length : keep) - 1];
    return last ? { counters: { replayFloor: last.replay } } : null;
  }

  /** The whole state as few entries, for compaction. */
  *snapshot(): Generator<JournalEntry> {
    yield { counters: Object.fromEntries(this.#counters) };
    for (const [table, facts] of this.#facts)
      yield { facts: [...facts].map(([key, value]) => [table, key, value] as const) };
    for (const { id, object, fields, deleted } of this.#rows.values())
      yield { rows: [{ id, object, set: fields, deleted }] };
    for (const event of this.#events) yield { events: [event] };
  }

  #put(row: OrgRecord, old: OrgRecord | undefined): void {
    this.#rows.set(row.id, row);
    this.#byObject.get(row.object)?.set(row.id, row);
    for (const field of this.schema.object(row.object)?.fields ?? []) {
      const index = this.#indexes.get(`${row.object}.${field.name}`);
      if (!index) continue;
      const before = indexKey(field, old?.fields[field.name] ?? null);
      const after = indexKey(field, row.fields[field.name] ?? null);
      if (old && before === after) continue;
      index.get(before)?.delete(row.id);
      const ids = index.get(after) ?? new Set<string>();
      index.set(after, ids.add(row.id));
    }
  }
}

const isIndexed = (field: FieldSchema) => field.externalId || field.unique || field.type === 'reference';

/** Text compares without regard to case unless the field says otherwise; absent values share one key. */
function indexKey(field: FieldSchema, value: FieldValue): string {
  if (value === null) return '\u0000';
  const text = String(value);
  return field.caseSensitive || field.type === 'reference' ? text : text.toLowerCase();
}
