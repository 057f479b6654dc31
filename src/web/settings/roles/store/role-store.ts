import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RoleShape } from '../../../../api/roles.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';
import { NEW_ROLE, type RoleDraft } from './role-draft.ts';

/** The role that is edited, or is to be added. */
export interface RoleState {
  /** Null: not there yet. */
  load: Loaded<RoleShape | null>;
  /** As it is kept, and as it stands in the form. */
  saved: RoleDraft;
  draft: RoleDraft;
  busy: boolean;
  problem: ApiProblem | null;
  asking: 'nothing' | 'leave' | 'delete';
  set(change: Partial<Omit<RoleState, 'set'>>): void;
}
export type RoleStore = StoreApi<RoleState>;

export const createRoleStore = (): RoleStore =>
  createStore<RoleState>()((set) => ({
    load: { status: 'loading' },
    saved: NEW_ROLE,
    draft: NEW_ROLE,
    busy: false,
    problem: null,
    asking: 'nothing',
    set: (change) => set(change),
  }));
