import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MappingHealth } from '../../../../api/mapping-health.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';

/** What the org has changed under its mappings. */
export interface HealthState {
  /** Null: not read yet, or not to be had; the page is about something else. */
  health: MappingHealth | null;
  /** Whether somebody wants to see them although they are to be reminded tomorrow. */
  restShown: boolean;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<HealthState, 'set'>>): void;
}
export type HealthStore = StoreApi<HealthState>;

export const createHealthStore = (): HealthStore =>
  createStore<HealthState>()((set) => ({
    health: null,
    restShown: false,
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
