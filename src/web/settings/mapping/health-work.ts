import type { ApiClient } from '../../clients/api-client.ts';
import { actOn } from '../act-on.ts';
import type { HealthStore } from './store/health-store.ts';

/** What is done about changes of the org under its mappings. */
export interface HealthWork {
  /** What is not to be had is not shown. */
  load(): Promise<void>;
  /** Has the org read in full now. */
  check(): Promise<void>;
  /** Says no more of a change until it is another one. */
  see(driftId: string): Promise<void>;
  /** Says no more of what stands now until tomorrow, to whoever asks for it. */
  rest(): Promise<void>;
}

const HEALTH = '/v1/salesforce/connections/:connectionId/mapping-health';
/** Every mapped object is read from the org. */
const CHECK_MS = 60_000;

interface HealthWorkOptions {
  readonly api: ApiClient;
  readonly store: HealthStore;
  readonly connectionId: string;
}

export function createHealthWork({ api, store, connectionId }: HealthWorkOptions): HealthWork {
  const params = { connectionId };
  const { set } = store.getState();
  const acting = actOn(set);
  const load = async () => {
    const health = await api.call(`GET ${HEALTH}`, { params }).catch(() => null);
    if (health) set({ health });
  };
  return {
    load,
    async check() {
      await acting(async () => {
        set({ health: await api.call(`POST ${HEALTH}/checks`, { params }, { timeoutMs: CHECK_MS }) });
      });
    },
    async rest() {
      await acting(async () => {
        set({ health: await api.call(`POST ${HEALTH}/rest`, { params }), restShown: false });
      });
    },
    async see(driftId) {
      await acting(async () => {
        await api.call(`POST ${HEALTH}/drifts/:driftId/seen`, { params: { connectionId, driftId } });
        await load();
      });
    },
  };
}
