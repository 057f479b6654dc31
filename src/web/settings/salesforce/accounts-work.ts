import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { SettingsContext } from '../page.ts';
import type { AccountsStore } from './store/accounts-store.ts';
import { disconnectedWords } from './store/disconnected-words.ts';

/** What the list of Salesforce accounts does. */
export interface AccountsWork {
  load(): Promise<void>;
  askToEnd(ending: boolean): void;
  /** Disconnects every org at once; `confirm` is the account's name, as somebody typed it. */
  endEverything(confirm: string): Promise<void>;
}

/** Many orgs are told. */
const END_MS = 60_000;

interface AccountsWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: AccountsStore;
}

export function createAccountsWork({ api, store, say }: AccountsWorkOptions): AccountsWork {
  const { set } = store.getState();
  const load = async () => {
    try {
      const [{ connections }, { attempts }] = await Promise.all([
        api.call('GET /v1/salesforce/connections', {}),
        api.call('GET /v1/salesforce/attempts', { query: { open: '1' } }),
      ]);
      set({ load: { status: 'ready', value: { connections, attempts } } });
    } catch (error) {
      set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  return {
    load,
    askToEnd: (ending) => set({ ending, problem: null }),
    async endEverything(confirm) {
      await actOn(set)(async () => {
        const path = 'POST /v1/salesforce/kill-switch';
        say(disconnectedWords(await api.call(path, { body: { confirm } }, { timeoutMs: END_MS })));
        set({ ending: false });
        await load();
      });
    },
  };
}
