import type { FieldValue } from '../core.ts';

/** What a flow sees of the save it runs in. */
export interface FlowRun {
  /** The record as it is about to be saved; a flow writes into it. */
  readonly record: Record<string, FieldValue>;
  readonly isNew: boolean;
  /** Whether a stored record, other than this one, has these values. Flows look without regard to sharing. */
  finds(object: string, filters: Readonly<Record<string, FieldValue>>): boolean;
}

/** A record-triggered flow that runs before the record is saved. */
export interface BeforeSaveFlow {
  readonly name: string;
  readonly object: string;
  run(save: FlowRun): void;
}
