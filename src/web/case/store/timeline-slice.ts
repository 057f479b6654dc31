import type { StateCreator } from 'zustand/vanilla';
import { applyCaseEvent } from './apply-case-event.ts';
import type { CaseState } from './case-store.ts';
import type { CaseEvent, OpenedCase, TimelineEntry } from './case-types.ts';

export interface TimelineSlice {
  /** Oldest first, as far as they are loaded. */
  entries: readonly TimelineEntry[];
  olderEntries: boolean;
  loadingOlder: boolean;
  /** Sequence of the last event known; the next one expected is this and one. */
  lastSeq: number;
  caseOpened(opened: OpenedCase): void;
  olderLoading(): void;
  /** Newest first, as the service gives them; null when it did not answer. */
  olderArrived(page: { entries: readonly TimelineEntry[]; olderEntries: boolean } | null): void;
  eventArrived(event: CaseEvent): void;
}

export const createTimelineSlice: StateCreator<CaseState, [], [], TimelineSlice> = (set) => ({
  entries: [],
  olderEntries: false,
  loadingOlder: false,
  lastSeq: 0,
  caseOpened: (opened) =>
    set((state) => ({
      load: { status: 'ready' },
      summary: opened.case,
      replyKinds: opened.replyKinds,
      textLimits: opened.textLimits,
      ...joinNewest(state, opened),
      lastSeq: opened.case.seq,
    })),
  olderLoading: () => set({ loadingOlder: true }),
  olderArrived: (page) =>
    set((state) => {
      if (!page) return { loadingOlder: false };
      const first = state.entries[0]?.seq ?? Number.POSITIVE_INFINITY;
      const before = page.entries.filter((entry) => entry.seq < first).reverse();
      return { entries: [...before, ...state.entries], olderEntries: page.olderEntries, loadingOlder: false };
    }),
  eventArrived: (event) => set((state) => applyCaseEvent(state, event)),
});

/** After a reload the newest page replaces what it covers; older entries the reader has fetched stay. */
function joinNewest(state: TimelineSlice, opened: OpenedCase) {
  const newest = [...opened.entries].reverse();
  const from = newest[0]?.seq ?? 0;
  const kept = state.entries.filter((entry) => entry.seq < from);
  const meets = kept.length > 0 && state.entries.some((entry) => entry.seq >= from);
  return meets
    ? { entries: [...kept, ...newest], olderEntries: state.olderEntries }
    : { entries: newest, olderEntries: opened.olderEntries };
}
