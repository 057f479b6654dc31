import { createStore, type StoreApi } from 'zustand/vanilla';
import { type CaseSlice, createCaseSlice } from './case-slice.ts';
import type { AgentRef } from './case-types.ts';
import { type ComposerSlice, createComposerSlice } from './composer-slice.ts';
import { createFreshnessSlice, type FreshnessSlice } from './freshness-slice.ts';
import { createTimelineSlice, type TimelineSlice } from './timeline-slice.ts';
import { createUnsentSlice, type UnsentSlice } from './unsent-slice.ts';

export type CaseState = CaseSlice & TimelineSlice & ComposerSlice & UnsentSlice & FreshnessSlice;
export type CaseStore = StoreApi<CaseState>;

/** The store of one open case; another case gets another store. */
export const createCaseStore = (me: AgentRef | null = null): CaseStore =>
  createStore<CaseState>()((...api) => ({
    ...createCaseSlice(...api),
    ...createTimelineSlice(...api),
    ...createComposerSlice(...api),
    ...createUnsentSlice(...api),
    ...createFreshnessSlice(...api),
    me,
  }));
