import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { createGather } from '../gather.ts';
import { type BulkPlace, type BulkStore, isUnderWay } from './bulk-store.ts';

/** Everything that is done with many cases at once. */
export interface BulkWork {
  /** Shows a place; `caseIds` are those chosen for the new one. */
  show(place: BulkPlace, caseIds: readonly string[]): Promise<void>;
  toggle(caseId: string): void;
  toggleAll(): void;
  start(): Promise<void>;
  cancel(): Promise<void>;
  retry(): Promise<void>;
  refresh(): Promise<void>;
  /** A case of the account has moved: it may be one of the job. */
  moved(): void;
  end(): void;
}

const GATHER_MS = 300;
/** Should one be missed. */
const LOOK_EVERY_MS = 5_000;
/** A preview of two hundred cases reads a whole org first. */
const PREVIEW_MS = 60_000;

export function createBulkWork({
  api,
  store,
  started,
}: {
  api: ApiClient;
  store: BulkStore;
  /** A job has begun. */
  started: (jobId: string) => void;
}): BulkWork {
  const { set } = store.getState();
  const state = () => store.getState();
  /** One intention, one key: pressing again after a lost answer begins no second job. Other cases are another one. */
  let key = crypto.randomUUID();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let chosenOf: readonly string[] = [];

  const load = async (isFirst: boolean) => {
    const mine = ++asked;
    clearTimeout(timer);
    try {
      const arrived = await read();
      if (mine !== asked) return;
      set({ ...arrived, load: { status: 'ready' } });
    } catch (error) {
      if (mine === asked && isFirst) set({ load: { status: 'failed', problem: asProblem(error) } });
    }
    if (mine === asked && needsLooking()) timer = setTimeout(() => void load(false), LOOK_EVERY_MS);
  };
  const gather = createGather(async () => {
    if (state().place.at !== 'new') await load(false);
  }, GATHER_MS);
  const read = async () => {
    const { place } = state();
    switch (place.at) {
      case 'jobs':
        return api.call('GET /v1/salesforce/bulk-escalations', {});
      case 'job': {
        const params = { jobId: place.jobId };
        return { job: await api.call('GET /v1/salesforce/bulk-escalations/:jobId', { params }) };
      }
      case 'new': {
        if (chosenOf.length === 0) return {};
        const path = 'POST /v1/salesforce/bulk-escalations/preview';
        const body = { caseIds: [...chosenOf] };
        const preview = await api.call(path, { body }, { timeoutMs: PREVIEW_MS });
        const ready = preview.cases.filter((each) => each.state === 'ready');
        return { preview, chosen: new Set(ready.map(({ caseId }) => caseId)) };
      }
    }
  };
  const needsLooking = () => {
    const { place, jobs, job } = state();
    if (place.at === 'jobs') return jobs.some(isUnderWay);
    return place.at === 'job' && job !== null && isUnderWay(job.job);
  };
  const act = async (work: () => Promise<unknown>) => {
    if (state().busy) return;
    set({ busy: true, problem: null });
    try {
      await work();
    } catch (error) {
      set({ problem: asProblem(error) });
    } finally {
      set({ busy: false });
    }
  };
  const withJob = (verb: 'cancel' | 'retry') =>
    act(async () => {
      const { place } = state();
      if (place.at !== 'job') return;
      await api.call(`POST /v1/salesforce/bulk-escalations/:jobId/${verb}`, {
        params: { jobId: place.jobId },
      });
      await load(false);
    });
  const canGo = () => state().preview?.cases.filter((each) => each.state === 'ready') ?? [];

  return {
    async show(place, caseIds) {
      key = crypto.randomUUID();
      chosenOf = caseIds;
      set({ place, load: { status: 'loading' }, preview: null, job: null, problem: null, chosen: new Set() });
      await load(true);
    },
    toggle(caseId) {
      key = crypto.randomUUID();
      const chosen = new Set(state().chosen);
      if (!chosen.delete(caseId)) chosen.add(caseId);
      set({ chosen });
    },
    toggleAll() {
      key = crypto.randomUUID();
      const all = canGo();
      set({ chosen: new Set(state().chosen.size === all.length ? [] : all.map(({ caseId }) => caseId)) });
    },
    start: () =>
      act(async () => {
        const caseIds = canGo().flatMap(({ caseId }) => (state().chosen.has(caseId) ? caseId : []));
        if (caseIds.length === 0) return;
        const path = 'POST /v1/salesforce/bulk-escalations';
        const { job } = await api.call(path, { body: { caseIds } }, { idempotencyKey: key });
        started(job.id);
      }),
    cancel: () => withJob('cancel'),
    retry: () => withJob('retry'),
    refresh: () => load(true),
    moved() {
      gather.soon();
    },
    end() {
      asked += 1;
      clearTimeout(timer);
      gather.end();
    },
  };
}
