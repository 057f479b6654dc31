import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttemptShape } from '../../../../api/attempts.ts';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export interface Accounts {
  readonly connections: readonly ConnectionShape[];
  /** Where one has gone to Salesforce and not finished. */
  readonly attempts: readonly AttemptShape[];
}

/** The list of connected orgs. */
export interface AccountsState {
  load: Loaded<Accounts>;
  /** Somebody is about to disconnect everything. */
  ending: boolean;
  busy: boolean;
  /** Why everything is still connected. */
  problem: ApiProblem | null;
  set(change: Partial<Omit<AccountsState, 'set'>>): void;
}
export type AccountsStore = StoreApi<AccountsState>;

export const createAccountsStore = (): AccountsStore =>
  createStore<AccountsState>()((set) => ({
    load: { status: 'loading' },
    ending: false,
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
