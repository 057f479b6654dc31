/** Why a message was not let through. */
export type DropReason =
  | 'source'
  | 'origin'
  | 'nonce'
  | 'size'
  | 'rate'
  | 'shape'
  | 'protocol'
  | 'unknown'
  | 'input';

/** Counts what was dropped, by reason: the only trace a hostile message leaves. */
export interface DropCounter {
  drop(reason: DropReason): void;
  counts(): Readonly<Record<DropReason, number>>;
}

export function createDropCounter(): DropCounter {
  const counts: Record<DropReason, number> = {
    source: 0,
    origin: 0,
    nonce: 0,
    size: 0,
    rate: 0,
    shape: 0,
    protocol: 0,
    unknown: 0,
    input: 0,
  };
  return {
    drop(reason) {
      counts[reason] += 1;
    },
    counts: () => ({ ...counts }),
  };
}
