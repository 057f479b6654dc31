import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AuditEntryShape } from '../../../../api/audit.ts';

/** What happened to one account last; null: not known, or not for this reader. */
export interface LatelyState {
  entries: readonly AuditEntryShape[] | null;
  set(change: Partial<Omit<LatelyState, 'set'>>): void;
}
export type LatelyStore = StoreApi<LatelyState>;

export const createLatelyStore = (): LatelyStore =>
  createStore<LatelyState>()((set) => ({ entries: null, set: (change) => set(change) }));
