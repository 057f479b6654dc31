import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SuggestedContactShape } from '../../../api/contacts.ts';
import type { CaseSummary } from '../../../api/shapes.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';

export type UnlinkedLoad =
  | { status: 'loading' }
  | { status: 'ready' }
  | { status: 'failed'; problem: ApiProblem };

/** What is known of who the customer of a case may be. */
export type Suggestion =
  | { status: 'looking' }
  /** Null: nobody was found. */
  | { status: 'found'; contact: SuggestedContactShape | null }
  | { status: 'failed' };

export interface UnlinkedState {
  load: UnlinkedLoad;
  search: string;
  cases: readonly CaseSummary[];
  nextCursor: string | null;
  total: number;
  /** By case. */
  suggested: Readonly<Record<string, Suggestion>>;
  /** The case whose contact is being linked. */
  linking: string | null;
  problem: ApiProblem | null;
  /** Who was linked last, for the reader. */
  linked: string;
  set(change: Partial<UnlinkedState>): void;
}

export type UnlinkedStore = StoreApi<UnlinkedState>;

export const createUnlinkedStore = (): UnlinkedStore =>
  createStore<UnlinkedState>()((set) => ({
    load: { status: 'loading' },
    search: '',
    cases: [],
    nextCursor: null,
    total: 0,
    suggested: {},
    linking: null,
    problem: null,
    linked: '',
    set: (change) => set(change),
  }));
