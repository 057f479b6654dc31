import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiProblem } from '../../../clients/api-problem.ts';

/** Asking for an integration; where the account stands with each is known to all the settings. */
export interface IntegrationsState {
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<IntegrationsState, 'set'>>): void;
}
export type IntegrationsStore = StoreApi<IntegrationsState>;

export const createIntegrationsStore = (): IntegrationsStore =>
  createStore<IntegrationsState>()((set) => ({ busy: false, problem: null, set: (change) => set(change) }));
