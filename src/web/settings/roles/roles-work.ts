import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { RolesStore } from './store/roles-store.ts';

/** What the list of roles does. */
export interface RolesWork {
  load(): Promise<void>;
}

export function createRolesWork({ api, store }: { api: ApiClient; store: RolesStore }): RolesWork {
  const { set } = store.getState();
  return {
    async load() {
      try {
        const { roles } = await api.call('GET /v1/roles', {});
        set({ load: { status: 'ready', value: roles } });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
  };
}
