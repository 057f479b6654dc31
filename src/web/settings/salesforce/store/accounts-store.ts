import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import type { Loaded } from '../../store/loaded.ts';

/** The list of connected orgs. */
export interface AccountsState {
  load: Loaded<readonly ConnectionShape[]>;
  set(change: Partial<Omit<AccountsState, 'set'>>): void;
}
export type AccountsStore = StoreApi<AccountsState>;

export const createAccountsStore = (): AccountsStore =>
  createStore<AccountsState>()((set) => ({ load: { status: 'loading' }, set: (change) => set(change) }));
