import { createStore, type StoreApi } from 'zustand/vanilla';
import type { getChecks } from '../../../../api/checks.ts';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export type Checkup = AnswerOf<typeof getChecks>;
export type Check = Checkup['checks'][number];

/** What the setup doctor found in one org. */
export interface DoctorState {
  /** `absent`: this Care has no doctor. */
  load: Loaded<Checkup> | { status: 'absent' };
  /** The org is being checked. */
  checking: boolean;
  /** The check that is being mended, and the one whose changes are shown. */
  mending: string | null;
  unfolded: string | null;
  problem: ApiProblem | null;
  set(change: Partial<Omit<DoctorState, 'set'>>): void;
}
export type DoctorStore = StoreApi<DoctorState>;

export const createDoctorStore = (): DoctorStore =>
  createStore<DoctorState>()((set) => ({
    load: { status: 'loading' },
    checking: false,
    mending: null,
    unfolded: null,
    problem: null,
    set: (change) => set(change),
  }));

/** What is not in order; null while nobody has looked. */
export const findingsOf = ({ load }: DoctorState): number | null =>
  load.status === 'ready' && load.value.checkedAt !== null
    ? load.value.checks.filter(({ state }) => state === 'warning' || state === 'trouble').length
    : null;
