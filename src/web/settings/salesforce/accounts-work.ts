import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { AccountsStore } from './store/accounts-store.ts';

/** What the list of Salesforce accounts does. */
export interface AccountsWork {
  load(): Promise<void>;
}

interface AccountsWorkOptions {
  readonly api: ApiClient;
  readonly store: AccountsStore;
}

export function createAccountsWork({ api, store }: AccountsWorkOptions): AccountsWork {
  const { set } = store.getState();
  return {
    async load() {
      try {
        const [{ connections }, { attempts }] = await Promise.all([
          api.call('GET /v1/salesforce/connections', {}),
          api.call('GET /v1/salesforce/attempts', { query: { open: '1' } }),
        ]);
        set({ load: { status: 'ready', value: { connections, attempts } } });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
  };
}
