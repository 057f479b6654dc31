import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttemptShape } from '../../../../api/attempts.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

/** One attempt to connect. */
export interface AttemptPageState {
  load: Loaded<AttemptShape>;
  /** Confirming or calling off is under way. */
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<AttemptPageState, 'set'>>): void;
}
export type AttemptStore = StoreApi<AttemptPageState>;

export const createAttemptStore = (): AttemptStore =>
  createStore<AttemptPageState>()((set) => ({
    load: { status: 'loading' },
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
