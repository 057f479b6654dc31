import { createStore, type StoreApi } from 'zustand/vanilla';
import type { getConnection } from '../../../../api/connected-users.ts';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { rehearseTokenLoss } from '../../../../api/rehearsal.ts';
import type { StatusSync } from '../../../../domain/connection.ts';
import { DOCUMENTED_RULES, type EscalationRules } from '../../../../domain/decide-escalation.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export type Account = AnswerOf<typeof getConnection>;
export type SuggestedUser = Account['suggestedUsers'][number];
export type RehearsalLine = AnswerOf<typeof rehearseTokenLoss>['lines'][number];

export type { EscalationRules };
/** Of the customer's last message, until an account says otherwise. */
export const USUAL_DAYS = DOCUMENTED_RULES.silentDays;
export const USUAL_UNDO_MINUTES = DOCUMENTED_RULES.undoMinutes;

/** What lies over the page. */
export type Asking =
  | { what: 'nothing' }
  /** A connected user's details; `gone` once they were disconnected here. */
  | { what: 'user'; userId: string; gone: string | null }
  | { what: 'rehearsal'; lines: Loaded<readonly RehearsalLine[]> }
  | { what: 'status_sync'; mode: StatusSync }
  | { what: 'pause' }
  | { what: 'disconnect' };

/** One connected org, its people and its status sync. */
export interface AccountState {
  load: Loaded<Account>;
  /** What is asked for before a case may go to Salesforce; null: not known yet. */
  rules: EscalationRules | null;
  asking: Asking;
  /** Something asked for here is under way. */
  busy: boolean;
  /** Why what was asked for last did not happen. */
  problem: ApiProblem | null;
  set(change: Partial<Omit<AccountState, 'set'>>): void;
}
export type AccountStore = StoreApi<AccountState>;

export const createAccountStore = (): AccountStore =>
  createStore<AccountState>()((set) => ({
    load: { status: 'loading' },
    rules: null,
    asking: { what: 'nothing' },
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));
