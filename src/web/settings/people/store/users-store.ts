import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { GroupShape, invite, UserShape } from '../../../../api/people.ts';
import type { RoleShape } from '../../../../api/roles.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

/** A link to hand on; where they go by e-mail, nobody here sees one. */
export interface Invitation extends AnswerOf<typeof invite> {
  readonly link: string;
  readonly expiresAt: string;
}

export interface People {
  readonly users: readonly UserShape[];
  readonly roles: readonly RoleShape[];
  readonly groups: readonly GroupShape[];
  readonly invitationsBy: 'email' | 'link';
}

/** What lies over the page. */
export type UsersAsking =
  | { what: 'nothing' }
  | { what: 'invite' }
  /** A link that is shown this once. */
  | { what: 'link'; invitation: Invitation }
  | { what: 'role'; user: UserShape; role: RoleShape }
  | { what: 'groups'; user: UserShape }
  | { what: 'active'; user: UserShape; active: boolean };

/** Everybody of the account, and what is done about one of them. */
export interface UsersState {
  load: Loaded<People>;
  search: string;
  asking: UsersAsking;
  busy: boolean;
  problem: ApiProblem | null;
  set(change: Partial<Omit<UsersState, 'set'>>): void;
}
export type UsersStore = StoreApi<UsersState>;

export const createUsersStore = (): UsersStore =>
  createStore<UsersState>()((set) => ({
    load: { status: 'loading' },
    search: '',
    asking: { what: 'nothing' },
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
