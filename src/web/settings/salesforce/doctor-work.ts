import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { Check, DoctorStore } from './store/doctor-store.ts';

/** What the setup doctor does for one org. */
export interface DoctorWork {
  load(): Promise<void>;
  checkAgain(): Promise<void>;
  mend(code: Check['code']): Promise<void>;
  /** Shows what mending changes, or no longer. */
  unfold(code: string): void;
}

/** Salesforce is asked a dozen things. */
const CHECK_MS = 60_000;

interface DoctorWorkOptions {
  readonly api: ApiClient;
  readonly store: DoctorStore;
  readonly connectionId: string;
}

export function createDoctorWork({ api, store, connectionId }: DoctorWorkOptions): DoctorWork {
  const params = { connectionId };
  const { set } = store.getState();
  return {
    async load() {
      try {
        const checkup = await api.call('GET /v1/salesforce/connections/:connectionId/checks', { params });
        set({ load: { status: 'ready', value: checkup } });
      } catch (error) {
        const problem = asProblem(error);
        set({ load: problem.status === 404 ? { status: 'absent' } : { status: 'failed', problem } });
      }
    },
    async checkAgain() {
      set({ checking: true, problem: null });
      try {
        const path = 'POST /v1/salesforce/connections/:connectionId/checks';
        const checkup = await api.call(path, { params }, { timeoutMs: CHECK_MS });
        set({ load: { status: 'ready', value: checkup } });
      } catch (error) {
        set({ problem: asProblem(error) });
      } finally {
        set({ checking: false });
      }
    },
    async mend(code) {
      set({ mending: code, problem: null });
      try {
        const path = 'POST /v1/salesforce/connections/:connectionId/checks/:code/mend';
        const { checks } = await api.call(path, { params: { connectionId, code } }, { timeoutMs: CHECK_MS });
        const { load } = store.getState();
        const before = load.status === 'ready' ? load.value : { checkedAt: null };
        set({ load: { status: 'ready', value: { ...before, checks } }, unfolded: null });
      } catch (error) {
        set({ problem: asProblem(error) });
      } finally {
        set({ mending: null });
      }
    },
    unfold: (code) => set({ unfolded: store.getState().unfolded === code ? null : code }),
  };
}
