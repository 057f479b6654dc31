import { createStore, type StoreApi } from 'zustand/vanilla';
import type { listIdentityLinks } from '../../../../api/connected-users.ts';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export type Identities = AnswerOf<typeof listIdentityLinks>;
export type IdentityLink = Identities['links'][number];
export type SuggestedLink = Identities['suggested'][number];

/** Which Salesforce user is which agent, for one org. */
export interface IdentityState {
  load: Loaded<Identities>;
  busy: boolean;
  problem: ApiProblem | null;
  /** The link somebody is about to take away. */
  removing: IdentityLink | null;
  set(change: Partial<Omit<IdentityState, 'set'>>): void;
}
export type IdentityStore = StoreApi<IdentityState>;

export const createIdentityStore = (): IdentityStore =>
  createStore<IdentityState>()((set) => ({
    load: { status: 'loading' },
    busy: false,
    problem: null,
    removing: null,
    set: (change) => set(change),
  }));
