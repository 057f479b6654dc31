import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { PermissionsStore } from './store/permissions-store.ts';

/** What the list of required permissions does. */
export interface PermissionsWork {
  load(): Promise<void>;
}

/** The org may have to be asked for its fields first. */
const LOAD_MS = 30_000;

interface PermissionsWorkOptions {
  readonly api: ApiClient;
  readonly store: PermissionsStore;
  readonly connectionId: string;
}

export function createPermissionsWork({ api, store, connectionId }: PermissionsWorkOptions): PermissionsWork {
  const { set } = store.getState();
  return {
    async load() {
      set({ load: { status: 'loading' } });
      const path = 'GET /v1/salesforce/connections/:connectionId/mapping-permissions';
      try {
        const value = await api.call(path, { params: { connectionId } }, { timeoutMs: LOAD_MS });
        set({ load: { status: 'ready', value } });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
  };
}
