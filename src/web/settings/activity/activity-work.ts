import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { type ActivityFilter, type ActivityStore, NO_FILTER } from './store/activity-store.ts';
import { queryOf } from './store/query-of.ts';

/** What the page of activity does. */
export interface ActivityWork {
  load(): Promise<void>;
  /** Who could have done something, and the connection it is about; the page does without what is not to be had. */
  loadAround(): Promise<void>;
  filter(change: Partial<ActivityFilter>): Promise<void>;
  clear(): Promise<void>;
  older(): Promise<void>;
  /** Where all that fits the filter is to be had as a file. */
  csvAddress(): string;
}

interface ActivityWorkOptions {
  readonly api: ApiClient;
  readonly store: ActivityStore;
  /** Null: the whole account's. */
  readonly connectionId: string | null;
}

export function createActivityWork({ api, store, connectionId }: ActivityWorkOptions): ActivityWork {
  const { set } = store.getState();
  let asked = 0;

  const query = () => queryOf(store.getState().filter, connectionId);
  const load = async () => {
    const mine = ++asked;
    set({ problem: null });
    try {
      const value = await api.call('GET /v1/audit', { query: query() });
      if (mine === asked) set({ load: { status: 'ready', value } });
    } catch (error) {
      if (mine === asked) set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const filter = (change: Partial<ActivityFilter>) => {
    set({ filter: { ...store.getState().filter, ...change } });
    return load();
  };

  return {
    load,
    filter,
    clear: () => filter(NO_FILTER),
    async loadAround() {
      const path = 'GET /v1/salesforce/connections/:connectionId';
      const [actors, connection] = await Promise.all([
        api.call('GET /v1/audit/actors', { query: connectionId === null ? {} : { connectionId } }).then(
          (answer) => answer.actors,
          () => [],
        ),
        connectionId === null
          ? null
          : api.call(path, { params: { connectionId } }).then(
              (answer) => answer.connection,
              () => null,
            ),
      ]);
      set({ actors, connection });
    },
    async older() {
      const { load: shown } = store.getState();
      if (shown.status !== 'ready' || shown.value.next === null) return;
      const mine = asked;
      set({ loadingOlder: true, problem: null });
      try {
        const { entries, next } = await api.call('GET /v1/audit', {
          query: { ...query(), before: shown.value.next },
        });
        // Filtered otherwise meanwhile: these belong to a list that is gone.
        if (mine === asked)
          set({ load: { status: 'ready', value: { entries: [...shown.value.entries, ...entries], next } } });
      } catch (error) {
        if (mine === asked) set({ problem: asProblem(error) });
      } finally {
        set({ loadingOlder: false });
      }
    },
    csvAddress() {
      const search = new URLSearchParams();
      for (const [name, value] of Object.entries(query())) search.set(name, value);
      return `/v1/audit.csv${search.size === 0 ? '' : `?${search}`}`;
    },
  };
}
