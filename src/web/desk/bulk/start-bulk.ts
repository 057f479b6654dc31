import type { ApiClient } from '../../clients/api-client.ts';
import { NEW_JOB } from '../store/route-slice.ts';
import { type BulkStore, createBulkStore } from './bulk-store.ts';
import { type BulkWork, createBulkWork } from './bulk-work.ts';
import './views/bulk-page.ts';

/** The page of cases sent to Salesforce at once, while somebody is at it. */
export interface Bulk {
  store: BulkStore;
  work: BulkWork;
  /** To a job, to what is chosen for a new one, or to all jobs. */
  show(jobId: string | null, caseIds: readonly string[]): void;
  end(): void;
}

export function startBulk(
  api: ApiClient,
  watch: (hear: () => void) => () => void,
  started: (jobId: string) => void,
): Bulk {
  const store = createBulkStore();
  const work = createBulkWork({ api, store, started });
  const unwatch = watch(() => work.moved());
  return {
    store,
    work,
    show(jobId, caseIds) {
      const place =
        jobId === null
          ? ({ at: 'jobs' } as const)
          : jobId === NEW_JOB
            ? ({ at: 'new' } as const)
            : ({ at: 'job', jobId } as const);
      void work.show(place, caseIds);
    },
    end() {
      unwatch();
      work.end();
    },
  };
}
