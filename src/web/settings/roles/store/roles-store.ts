import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RoleShape } from '../../../../api/roles.ts';
import type { Loaded } from '../../store/loaded.ts';

/** The roles of the account. */
export interface RolesState {
  load: Loaded<readonly RoleShape[]>;
  set(change: Partial<Omit<RolesState, 'set'>>): void;
}
export type RolesStore = StoreApi<RolesState>;

export const createRolesStore = (): RolesStore =>
  createStore<RolesState>()((set) => ({ load: { status: 'loading' }, set: (change) => set(change) }));
