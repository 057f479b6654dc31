/** What stands in Salesforce after it refused our version as too old. */
export interface FenceSight {
  /** The version we tried to write. */
  attempted: number;
  /** Our counter now: every version up to it was handed out by us. */
  issued: number;
  /** The version there now; null: the record shows none. */
  there: number | null;
}

/**
 * superseded: a newer state of ours is there, so this one is done. rewrite: what is there was never ours
 * (a restored database counts from an older place): raise the counter above it and write the full state.
 */
export type FenceDecision = { kind: 'superseded' } | { kind: 'rewrite'; above: number };

export function decideFenceRefusal({ attempted, issued, there }: FenceSight): FenceDecision {
  if (there !== null && there > attempted && there <= issued) return { kind: 'superseded' };
  return { kind: 'rewrite', above: Math.max(there ?? 0, issued) };
}
