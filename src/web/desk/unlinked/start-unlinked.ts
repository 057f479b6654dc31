import type { ApiClient } from '../../clients/api-client.ts';
import { createUnlinkedStore, type UnlinkedStore } from './unlinked-store.ts';
import { createUnlinkedWork, type UnlinkedWork } from './unlinked-work.ts';
import './views/unlinked-page.ts';

/** The page of Salesforce cases without a contact, while somebody is at it. */
export interface Unlinked {
  store: UnlinkedStore;
  work: UnlinkedWork;
  end(): void;
}

export function startUnlinked(api: ApiClient, watch: (hear: () => void) => () => void): Unlinked {
  const store = createUnlinkedStore();
  const work = createUnlinkedWork(api, store);
  const unwatch = watch(() => work.moved());
  void work.load();
  return {
    store,
    work,
    end() {
      unwatch();
      work.end();
    },
  };
}
