import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpenCaseRow } from '../../../api/embed.ts';
import type { CaseWork } from '../../case/case-work.ts';
import type { CaseStore } from '../../case/store/case-store.ts';
import type { Freshness } from '../../case/store/freshness-slice.ts';
import type { Refusal } from './widget-store.ts';

export type OpenCasesLoad =
  | { status: 'loading' }
  | { status: 'ready' }
  | { status: 'failed'; refusal: Refusal };

/** The case that is answered in front of the list. */
export type FrontCase =
  | { status: 'opening'; caseId: string }
  | { status: 'open'; caseId: string; case: CaseStore; work: CaseWork };

export interface OpenCasesState {
  load: OpenCasesLoad;
  /** Unanswered first, as the service sorts them. */
  cases: readonly OpenCaseRow[];
  /** There are more than the service lists. */
  more: boolean;
  words: string;
  freshness: Freshness;
  front: FrontCase | null;
  /** What could not be done with which case. */
  trouble: { refusal: Refusal; caseId: string } | null;
  casesArrived(list: { cases: readonly OpenCaseRow[]; more: boolean }): void;
  listFailed(refusal: Refusal): void;
  /** Somebody asks again for a list that did not arrive. */
  listAsked(): void;
  searched(words: string): void;
  careHeard(): void;
  /** ISO-8601. */
  careLost(at: string): void;
  frontTaken(front: FrontCase | null): void;
  troubled(trouble: OpenCasesState['trouble']): void;
}

export type OpenCasesStore = StoreApi<OpenCasesState>;

export const createOpenCasesStore = (): OpenCasesStore =>
  createStore<OpenCasesState>()((set) => ({
    load: { status: 'loading' },
    cases: [],
    more: false,
    words: '',
    freshness: { status: 'connecting' },
    front: null,
    trouble: null,
    casesArrived: ({ cases, more }) => set({ cases, more, load: { status: 'ready' } }),
    listFailed: (refusal) =>
      // A list that is there stays; the strip says how old it is.
      set(({ load }) => (load.status === 'ready' ? {} : { load: { status: 'failed', refusal } })),
    listAsked: () => set(({ load }) => (load.status === 'failed' ? { load: { status: 'loading' } } : {})),
    searched: (words) => set({ words }),
    careHeard: () =>
      set(({ freshness }) => (freshness.status === 'live' ? {} : { freshness: { status: 'live' } })),
    careLost: (at) =>
      set(({ freshness }) =>
        freshness.status === 'lost' ? {} : { freshness: { status: 'lost', since: at } },
      ),
    frontTaken: (front) => set({ front, trouble: null }),
    troubled: (trouble) => set({ trouble }),
  }));
