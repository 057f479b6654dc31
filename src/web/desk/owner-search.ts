import type { ApiClient } from '../clients/api-client.ts';
import { createLatest } from './latest.ts';
import type { OwnerChoice, OwnerPick, SalesforceStore } from './store/salesforce-store.ts';

const SEARCH_DELAY_MS = 300;
const SHORTEST_SEARCH = 2;

/** Finds and chooses who shall own a record that is about to be made. */
export interface OwnerSearch {
  searchOwners(words: string): void;
  chooseOwner(owner: OwnerChoice): void;
  end(): void;
}

/** @param of which form's owner. */
export function createOwnerSearch(
  { api, store, caseId }: { api: ApiClient; store: SalesforceStore; caseId: string },
  of: 'owner' | 'leadOwner',
): OwnerSearch {
  const { set } = store.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const searches = createLatest();
  const write = (change: Partial<OwnerPick>) => set({ [of]: { ...store.getState()[of], ...change } });
  return {
    chooseOwner(owner: OwnerChoice) {
      clearTimeout(timer);
      searches.forget();
      write({ owner, found: [] });
    },
    searchOwners(words: string) {
      clearTimeout(timer);
      const isLast = searches.ask();
      const search = words.trim();
      if (search.length < SHORTEST_SEARCH) return write({ found: [] });
      timer = setTimeout(async () => {
        const path = 'GET /v1/cases/:caseId/salesforce/owners';
        const found = await api
          .call(path, { params: { caseId }, query: { search } })
          .catch(() => ({ owners: [] }));
        if (isLast()) write({ found: found.owners });
      }, SEARCH_DELAY_MS);
    },
    end: () => clearTimeout(timer),
  };
}
