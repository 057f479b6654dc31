import type { StateCreator } from 'zustand/vanilla';
import type { CasePriority, CaseStatus } from '../../../domain/case.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import type { CaseState } from './case-store.ts';
import type { AgentRef, CaseSummary, Kind } from './case-types.ts';

/** How far the case has come to the screen. */
export type CaseLoad =
  | { status: 'loading' }
  | { status: 'ready' }
  | { status: 'failed'; problem: ApiProblem };

export interface CaseSlice {
  load: CaseLoad;
  /** The reader. */
  me: AgentRef | null;
  summary: CaseSummary | null;
  replyKinds: readonly Kind[];
  textLimits: { public: number; private: number };
  /** The last change the service refused, until the next one. */
  changeProblem: ApiProblem | null;
  caseLoading(): void;
  /** There is no case to show, or none any more. */
  caseFailed(problem: ApiProblem): void;
  /** A newer summary from the service; an older one changes nothing. */
  summaryArrived(summary: CaseSummary): void;
  /** Shown before the service has agreed. */
  changeTried(change: CaseChange): void;
  /** The service refused: back to what it was. */
  changeRefused(before: CaseSummary, problem: ApiProblem): void;
  changeProblemRead(): void;
}

export interface CaseChange {
  status?: CaseStatus;
  priority?: CasePriority;
  assignee?: AgentRef | null;
}

export const createCaseSlice: StateCreator<CaseState, [], [], CaseSlice> = (set) => ({
  load: { status: 'loading' },
  me: null,
  summary: null,
  replyKinds: [],
  textLimits: { public: 0, private: 0 },
  changeProblem: null,
  caseLoading: () => set({ load: { status: 'loading' } }),
  caseFailed: (problem) => set({ load: { status: 'failed', problem }, summary: null }),
  summaryArrived: (summary) =>
    set((state) => (state.summary && state.summary.seq > summary.seq ? state : { summary })),
  changeTried: (change) =>
    set((state) => ({
      changeProblem: null,
      ...(state.summary ? { summary: { ...state.summary, ...change } } : {}),
    })),
  changeRefused: (before, problem) =>
    set((state) =>
      // Something newer has come in meanwhile: that is the truth, not what was before.
      state.summary && state.summary.seq > before.seq
        ? { changeProblem: problem }
        : { changeProblem: problem, summary: before },
    ),
  changeProblemRead: () => set({ changeProblem: null }),
});
