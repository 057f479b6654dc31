import type { StateCreator } from 'zustand/vanilla';
import type { CaseView } from '../../../api/cases.ts';
import type { CaseSummary } from '../../case/store/case-types.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { DeskState } from './desk-store.ts';
import { NO_SELECTION } from './selection-slice.ts';

export interface ViewCount {
  view: CaseView;
  label: string;
  count: number;
}

export type InboxLoad =
  | { status: 'loading' }
  | { status: 'ready' }
  | { status: 'failed'; problem: ApiProblem };

export interface InboxSlice {
  view: CaseView;
  views: readonly ViewCount[];
  search: string;
  rows: readonly CaseSummary[];
  nextCursor: string | null;
  inboxLoad: InboxLoad;
  /** The last event the reader has seen of each case they had open here. */
  seen: Readonly<Record<string, number>>;
  /** Another view or other words: the rows shown are no longer what was asked for. */
  inboxAsked(change: { view?: CaseView; search?: string }): void;
  viewsArrived(views: readonly ViewCount[]): void;
  rowsArrived(page: { cases: readonly CaseSummary[]; nextCursor: string | null }, more: boolean): void;
  inboxFailed(problem: ApiProblem): void;
  /** A case moved: its row follows at once, its place with the next list. */
  rowChanged(summary: CaseSummary): void;
  caseSeen(caseId: string, seq: number): void;
}

export const createInboxSlice: StateCreator<DeskState, [], [], InboxSlice> = (set) => ({
  view: 'inbox',
  views: [],
  search: '',
  rows: [],
  nextCursor: null,
  inboxLoad: { status: 'loading' },
  seen: {},
  inboxAsked: (change) =>
    set({ ...change, ...NO_SELECTION, inboxLoad: { status: 'loading' }, rows: [], nextCursor: null }),
  viewsArrived: (views) => set({ views }),
  rowsArrived: ({ cases, nextCursor }, more) =>
    set((state) => ({
      inboxLoad: { status: 'ready' },
      rows: more ? [...state.rows, ...withoutKnown(cases, state.rows)] : cases,
      nextCursor,
    })),
  inboxFailed: (problem) => set({ inboxLoad: { status: 'failed', problem } }),
  rowChanged: (summary) =>
    set((state) => ({ rows: state.rows.map((row) => (row.id === summary.id ? summary : row)) })),
  caseSeen: (caseId, seq) =>
    set((state) => (state.seen[caseId] === seq ? state : { seen: { ...state.seen, [caseId]: seq } })),
});

const withoutKnown = (cases: readonly CaseSummary[], rows: readonly CaseSummary[]) =>
  cases.filter((one) => rows.every((row) => row.id !== one.id));
