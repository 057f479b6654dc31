import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GroupShape, UserShape } from '../../../../api/people.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export interface Groups {
  readonly groups: readonly GroupShape[];
  readonly users: readonly UserShape[];
}

/** What lies over the page; `group` null: one to be added. */
export type GroupsAsking =
  | { what: 'nothing' }
  | { what: 'edit'; group: GroupShape | null }
  | { what: 'delete'; group: GroupShape };

/** The groups, and who could be in them. */
export interface GroupsState {
  load: Loaded<Groups>;
  asking: GroupsAsking;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<GroupsState, 'set'>>): void;
}
export type GroupsStore = StoreApi<GroupsState>;

export const createGroupsStore = (): GroupsStore =>
  createStore<GroupsState>()((set) => ({
    load: { status: 'loading' },
    asking: { what: 'nothing' },
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
