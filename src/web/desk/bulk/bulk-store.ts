import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BulkJobShape, BulkRowShape, previewBulk } from '../../../api/bulk.ts';
import type { AnswerOf } from '../../../api/endpoint.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';

export type BulkPreview = AnswerOf<typeof previewBulk>;
export type Load = { status: 'loading' } | { status: 'ready' } | { status: 'failed'; problem: ApiProblem };

/** Where the reader is: the cases about to be sent, one job, or all of them. */
export type BulkPlace = { at: 'new' } | { at: 'job'; jobId: string } | { at: 'jobs' };

export interface BulkState {
  place: BulkPlace;
  load: Load;
  /** Null: nothing was chosen, or it is being looked at. */
  preview: BulkPreview | null;
  /** Of the preview, those that will be sent. */
  chosen: ReadonlySet<string>;
  jobs: readonly BulkJobShape[];
  job: { job: BulkJobShape; rows: readonly BulkRowShape[] } | null;
  /** Something the reader asked for is under way. */
  busy: boolean;
  /** What became of that, if not what they wanted. */
  problem: ApiProblem | null;
  set(change: Partial<BulkState>): void;
}

export type BulkStore = StoreApi<BulkState>;

export const createBulkStore = (): BulkStore =>
  createStore<BulkState>()((set) => ({
    place: { at: 'jobs' },
    load: { status: 'loading' },
    preview: null,
    chosen: new Set(),
    jobs: [],
    job: null,
    busy: false,
    problem: null,
    set: (change) => set(change),
  }));

/** Something of it is still to come. */
export const isUnderWay = ({ state }: BulkJobShape): boolean => state !== 'done' && state !== 'canceled';
