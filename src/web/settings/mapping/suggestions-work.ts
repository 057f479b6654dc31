import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { MappingPlace } from './store/mapping-place.ts';
import type { SuggestionsStore } from './store/suggestions-store.ts';

/** What the list of suggestions does. */
export interface SuggestionsWork {
  /** Asks what would fit. Nothing is saved by it. */
  load(): Promise<void>;
  /** Those at least this sure are taken together. */
  setLevel(level: number): void;
}

/** The org may have to be asked for its schema first. */
const SUGGEST_MS = 30_000;

interface SuggestionsWorkOptions {
  readonly api: ApiClient;
  readonly store: SuggestionsStore;
  readonly place: MappingPlace;
}

export function createSuggestionsWork({ api, store, place }: SuggestionsWorkOptions): SuggestionsWork {
  const { set } = store.getState();
  return {
    async load() {
      set({ load: { status: 'loading' } });
      const path = 'GET /v1/salesforce/connections/:connectionId/mappings/:object/:recordType/suggestion';
      try {
        const { suggestions } = await api.call(path, { params: { ...place } }, { timeoutMs: SUGGEST_MS });
        set({ load: { status: 'ready', value: suggestions } });
      } catch (error) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    },
    setLevel: (level) => set({ level }),
  };
}
