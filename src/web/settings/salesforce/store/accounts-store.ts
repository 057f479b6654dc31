import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AttemptShape } from '../../../../api/attempts.ts';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import type { Loaded } from '../../store/loaded.ts';

export interface Accounts {
  readonly connections: readonly ConnectionShape[];
  /** Where one has gone to Salesforce and not finished. */
  readonly attempts: readonly AttemptShape[];
}

/** The list of connected orgs. */
export interface AccountsState {
  load: Loaded<Accounts>;
  set(change: Partial<Omit<AccountsState, 'set'>>): void;
}
export type AccountsStore = StoreApi<AccountsState>;

export const createAccountsStore = (): AccountsStore =>
  createStore<AccountsState>()((set) => ({ load: { status: 'loading' }, set: (change) => set(change) }));
