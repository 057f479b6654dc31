import type { EscalationState } from './decide-escalation.ts';

/** Cases that one person can send to Salesforce at once. */
export const MOST_BULK_CASES = 200;

/** Why a row or a whole job does not go on, and what to do. */
export interface BulkReason {
  code: string;
  fact: string;
  remedy: string;
}

export const BULK_ROW_STATES = [
  'waiting',
  'sending',
  'created',
  'found',
  'refused',
  'canceled',
  'undone',
] as const;
/**
 * Where one case of a job stands. `found`: it was in Salesforce already. `canceled`: before anything was sent.
 * `undone`: it was there, and was taken back since.
 */
export type BulkRowState = (typeof BULK_ROW_STATES)[number];

export type BulkCounts = Readonly<Record<BulkRowState, number>>;

export const BULK_JOB_STATES = ['running', 'held', 'canceling', 'canceled', 'done'] as const;
/** `held`: nothing goes on for now, by itself. `canceling`: what was sent before is still to be answered. */
export type BulkJobState = (typeof BULK_JOB_STATES)[number];

/** What is kept of a row, and what has become of the escalation it was made. */
export interface BulkRowFacts {
  row: 'waiting' | 'sent' | 'found' | 'refused' | 'canceled';
  /** Null: none was asked for. */
  escalation: EscalationState | null;
}

/** A record that was made and is gone from Salesforce since was made all the same. */
export function bulkRowState({ row, escalation }: BulkRowFacts): BulkRowState {
  if (escalation === 'undone' && (row === 'sent' || row === 'found')) return 'undone';
  if (row !== 'sent') return row;
  if (escalation === 'failed') return 'refused';
  return escalation === 'requested' ? 'sending' : 'created';
}

export function bulkJobState(
  { waiting, sending }: Pick<BulkCounts, 'waiting' | 'sending'>,
  { canceled, held }: { canceled: boolean; held: boolean },
): BulkJobState {
  if (waiting > 0) return held ? 'held' : 'running';
  if (sending > 0) return canceled ? 'canceling' : held ? 'held' : 'running';
  return canceled ? 'canceled' : 'done';
}

/** @param rows those that are alike together, with how many they are. */
export function countBulkRows(rows: readonly (BulkRowFacts & { count: number })[]): BulkCounts {
  const counts = { waiting: 0, sending: 0, created: 0, found: 0, refused: 0, canceled: 0, undone: 0 };
  for (const { count, ...row } of rows) counts[bulkRowState(row)] += count;
  return counts;
}
