import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { getMappingVersion, MappingVersion } from '../../../../api/mappings.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export type VersionDiff = AnswerOf<typeof getMappingVersion>;

/** With what a version is compared: the one before it, or the one in use. */
export type ComparedWith = 'before' | 'present';

/** What was saved of one mapping. */
export interface VersionsState {
  /** Newest first, so the first is the one in use. */
  load: Loaded<readonly MappingVersion[]>;
  /** The one whose changes are shown; 0 is Care's own start. */
  shown: number | null;
  compared: ComparedWith;
  diff: Loaded<VersionDiff>;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<VersionsState, 'set'>>): void;
}
export type VersionsStore = StoreApi<VersionsState>;

export const createVersionsStore = (): VersionsStore =>
  createStore<VersionsState>()((set) => ({
    load: { status: 'loading' },
    shown: null,
    compared: 'before',
    diff: { status: 'loading' },
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
