import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

/** An agent, or null: nobody. */
export type AutomationAgent = NonNullable<ConnectionShape['automationAgent']> | null;

/** Who may act for flows in one org, and what was chosen before. */
export interface AutomationState {
  /** Active agents, by name. */
  load: Loaded<readonly NonNullable<AutomationAgent>[]>;
  /** What the last change here took the place of; undefined: nothing was changed here. */
  before: AutomationAgent | undefined;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<AutomationState, 'set'>>): void;
}
export type AutomationStore = StoreApi<AutomationState>;

export const createAutomationStore = (): AutomationStore =>
  createStore<AutomationState>()((set) => ({
    load: { status: 'loading' },
    before: undefined,
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
