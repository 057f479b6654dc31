import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { AccountsStore } from './store/accounts-store.ts';

/** What the list of Salesforce accounts does. */
export interface AccountsWork {
  load(): Promise<void>;
}

export function createAccountsWork({
  api,
  store,
}: {
  readonly api: ApiClient;
  readonly store: AccountsStore;
}): AccountsWork {
  const { set } = store.getState();
  return {
    async load() {
      try {
        const { connections } = await api.call('GET /v1/salesforce/connections', {});
        set({ load: { status: 'ready', value: connections } });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
  };
}
