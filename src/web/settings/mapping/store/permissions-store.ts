import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RequiredPermissions } from '../../../../api/mapping-health.ts';
import type { Loaded } from '../../store/loaded.ts';

/** What a token must be allowed by the saved mappings. */
export interface PermissionsState {
  load: Loaded<RequiredPermissions>;
  set(change: Partial<Omit<PermissionsState, 'set'>>): void;
}
export type PermissionsStore = StoreApi<PermissionsState>;

export const createPermissionsStore = (): PermissionsStore =>
  createStore<PermissionsState>()((set) => ({
    load: { status: 'loading' },
    set: (change) => set(change),
  }));
