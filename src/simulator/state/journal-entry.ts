import type { FieldValue } from '../core.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** New values of one row; the first entry of a row holds all of its fields. */
export interface RowEntry {
  readonly id: string;
  readonly object: string;
  readonly set: Readonly<Record<string, FieldValue>>;
  readonly deleted?: boolean;
}

/** Events that only say that something changed (Change Data Capture guide, "Gap Events", "Overflow Events"). */
export type GapType = 'GAP_CREATE' | 'GAP_UPDATE' | 'GAP_DELETE' | 'GAP_UNDELETE' | 'GAP_OVERFLOW';

/** One change event as it was committed, before any channel's filter. */
export interface StoredEvent {
  /** Position on the event bus; grows, with gaps. */
  readonly replay: number;
  readonly object: string;
  readonly recordIds: readonly string[];
  readonly changeType: 'CREATE' | 'UPDATE' | 'DELETE' | 'UNDELETE' | GapType;
  readonly changedFields: readonly string[];
  readonly nulledFields: readonly string[];
  readonly changeOrigin: string;
  readonly transactionKey: string;
  readonly sequenceNumber: number;
  /** Milliseconds since 1970. */
  readonly commitTimestamp: number;
  readonly commitNumber: number;
  readonly commitUser: string;
  /** Values the event carries: all that are set on CREATE, the changed ones on UPDATE, none on DELETE. */
  readonly values: Readonly<Record<string, FieldValue>>;
  /** Values at that moment of the fields that channels filter on or add. */
  readonly enrichment: Readonly<Record<string, FieldValue>>;
}

/** Everything one commit changes; written as one line, so it is there whole or not at all. */
export interface JournalEntry {
  readonly rows?: readonly RowEntry[];
  readonly events?: readonly StoredEvent[];
  /** Small keyed facts (grants, tokens, sessions, secrets): table, key, value; null removes. */
  readonly facts?: readonly (readonly [table: string, key: string, value: Json])[];
  readonly counters?: Readonly<Record<string, number>>;
}
