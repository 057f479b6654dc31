import type { StateCreator } from 'zustand/vanilla';
import type { CaseState } from './case-store.ts';

/** Whether what stands here is what Care holds now. */
export type Freshness =
  | { status: 'connecting' }
  | { status: 'live' }
  /** ISO-8601: since when nothing is heard. */
  | { status: 'lost'; since: string };

export interface FreshnessSlice {
  freshness: Freshness;
  careHeard(): void;
  careLost(at: string): void;
}

export const createFreshnessSlice: StateCreator<CaseState, [], [], FreshnessSlice> = (set) => ({
  freshness: { status: 'connecting' },
  careHeard: () =>
    set((state) => (state.freshness.status === 'live' ? state : { freshness: { status: 'live' } })),
  careLost: (at) =>
    set((state) =>
      state.freshness.status === 'lost' ? state : { freshness: { status: 'lost', since: at } },
    ),
});
