import { randomUUID } from 'node:crypto';
import type {
  AssignmentRule,
  FieldSchema,
  FieldValue,
  ObjectSchema,
  OrgRecord,
  OrgUser,
  RecordChange,
} from '../core.ts';
import type { DuplicateOptions } from '../duplicates/refuse-duplicates.ts';
import type { BeforeSaveFlow } from '../flows/before-save-flow.ts';
import type { CompiledRule } from '../schema/formula/compile-rules.ts';
import type { LoadedSchema } from '../schema/org-schema.ts';
import { makeRecordId } from '../schema/record-id.ts';
import type { RowSource } from '../soql/path.ts';
import type { RowEntry } from '../state/journal-entry.ts';
import type { OrgState } from '../state/org-state.ts';
import { changeEvents } from './change-events.ts';
import { wholeSecond } from './instant.ts';

/** What saving needs to know of the org. */
export interface SaveSettings {
  readonly state: OrgState;
  /** Knows, per object, the fields that event channels filter on or add to events. */
  readonly channels: { readonly enrichedFields: ReadonlyMap<string, readonly string[]> };
  /** The object's active validation rules. */
  rules(object: ObjectSchema): readonly CompiledRule[];
  /** Flows that run before a record is saved. */
  readonly flows: readonly BeforeSaveFlow[];
  readonly assignmentRules: readonly AssignmentRule[];
  /** Who gets what no active rule takes ("Default Case Owner", "Default Lead Owner"). */
  readonly defaultOwnerId: string;
  now(): number;
}

/** Who writes, and how it will look in change events. */
export interface Writer {
  readonly user: OrgUser;
  /** e.g. `com/salesforce/api/rest/66.0;client=Care`. */
  readonly origin: string;
  /** Whether assignment rules run on Cases and Leads. */
  readonly autoAssign: boolean;
  readonly duplicates: DuplicateOptions;
}

/** Rows as they were before the transaction and as it leaves them. */
export interface TouchedRow {
  readonly before: OrgRecord | undefined;
  readonly after: OrgRecord;
}

/** Writes that commit together or not at all. Reads through it see its own writes. Nothing in it waits. */
export class Transaction implements RowSource {
  #rows = new Map<string, TouchedRow>();
  readonly #counters = new Map<string, number>();
  /** Time of the whole transaction, whole seconds. */
  readonly now: string;

  constructor(
    readonly settings: SaveSettings,
    readonly writer: Writer,
  ) {
    this.now = wholeSecond(settings.now());
  }

  get state(): OrgState {
    return this.settings.state;
  }

  get touched(): readonly TouchedRow[] {
    return [...this.#rows.values()];
  }

  get schema(): LoadedSchema {
    return this.state.schema;
  }

  row(id: string): OrgRecord | undefined {
    return this.#rows.get(id)?.after ?? this.state.row(id);
  }

  *rows(object: string): Generator<OrgRecord> {
    for (const row of this.state.rows(object)) yield this.row(row.id) ?? row;
    for (const { before, after } of this.#rows.values()) if (!before && after.object === object) yield after;
  }

  idsBy(object: string, field: FieldSchema, value: FieldValue): ReadonlySet<string> | null {
    return this.#rows.size === 0 ? this.state.idsBy(object, field, value) : null;
  }

  /** Rows outside the recycle bin whose indexed field has this value. */
  rowsBy(object: string, field: FieldSchema, value: FieldValue): OrgRecord[] {
    const found = new Map<string, OrgRecord>();
    for (const id of this.state.idsBy(object, field, value) ?? []) {
      const row = this.row(id);
      if (row) found.set(id, row);
    }
    for (const { after } of this.#rows.values()) if (after.object === object) found.set(after.id, after);
    return [...found.values()].filter(
      (row) => !row.deleted && sameValue(field, row.fields[field.name] ?? null, value),
    );
  }

  put(after: OrgRecord): void {
    const before = this.#rows.has(after.id) ? this.#rows.get(after.id)?.before : this.state.row(after.id);
    this.#rows.set(after.id, { before, after });
  }

  /** The next number of a sequence, e.g. of ids or case numbers. Numbers of a rolled-back row stay unused. */
  next(sequence: string): number {
    const value = (this.#counters.get(sequence) ?? this.state.counter(sequence)) + 1;
    this.#counters.set(sequence, value);
    return value;
  }

  newId(keyPrefix: string): string {
    return makeRecordId(keyPrefix, this.next(`id:${keyPrefix}`));
  }

  /** Runs one row's writes; when they throw, the rows are as before. */
  attempt<T>(work: () => T): T {
    const saved = new Map(this.#rows);
    try {
      return work();
    } catch (error) {
      this.#rows = saved;
      throw error;
    }
  }

  rollback(): void {
    this.#rows = new Map();
  }

  /** Makes the writes part of the org. They are durable once the journal is flushed. */
  commit(): RecordChange[] {
    if (this.#rows.size === 0) return [];
    const rows: RowEntry[] = this.touched.map(({ before, after }) => ({
      id: after.id,
      object: after.object,
      set: changedValues(before, after),
      ...(after.deleted === (before?.deleted ?? false) ? {} : { deleted: after.deleted }),
    }));
    const { events, changes } = changeEvents(this, randomUUID());
    this.state.commit({ rows, events, counters: Object.fromEntries(this.#counters) });
    this.#rows = new Map();
    return changes;
  }
}

function changedValues(before: OrgRecord | undefined, after: OrgRecord): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(after.fields).filter(([name, value]) => before?.fields[name] !== value),
  );
}

/** Whether two values are the same to a unique field or a lookup by it. */
export function sameValue(field: FieldSchema, left: FieldValue, right: FieldValue): boolean {
  if (left === right) return true;
  if (typeof left !== 'string' || typeof right !== 'string' || field.caseSensitive) return false;
  return left.toLowerCase() === right.toLowerCase();
}
