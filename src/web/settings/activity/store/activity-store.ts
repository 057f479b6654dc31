import { createStore, type StoreApi } from 'zustand/vanilla';
import type { listAudit, listAuditActors } from '../../../../api/audit.ts';
import type { AnswerOf } from '../../../../api/endpoint.ts';
import type { ConnectionShape } from '../../../../api/salesforce.ts';
import type { AuditKind } from '../../../../domain/audit.ts';
import type { ApiProblem } from '../../../clients/api-problem.ts';
import type { Loaded } from '../../store/loaded.ts';

export type Activity = AnswerOf<typeof listAudit>;
export type AuditActor = AnswerOf<typeof listAuditActors>['actors'][number];

/** What is looked for; '' for any. */
export interface ActivityFilter {
  kind: AuditKind | '';
  /** An agent's id. */
  actor: string;
  /** Days of the reader's calendar, both included: YYYY-MM-DD. */
  from: string;
  to: string;
}

export const NO_FILTER: ActivityFilter = { kind: '', actor: '', from: '', to: '' };

/** Who changed what, as far as it has been asked for. */
export interface ActivityState {
  filter: ActivityFilter;
  load: Loaded<Activity>;
  loadingOlder: boolean;
  /** Why older entries did not come. */
  problem: ApiProblem | null;
  /** Who did something. */
  actors: readonly AuditActor[];
  /** The connection it is about; null: not known, or the whole account. */
  connection: ConnectionShape | null;
  set(change: Partial<Omit<ActivityState, 'set'>>): void;
}
export type ActivityStore = StoreApi<ActivityState>;

export const createActivityStore = (): ActivityStore =>
  createStore<ActivityState>()((set) => ({
    filter: NO_FILTER,
    load: { status: 'loading' },
    loadingOlder: false,
    problem: null,
    actors: [],
    connection: null,
    set: (change) => set(change),
  }));
