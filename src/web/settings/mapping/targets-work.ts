import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { SettingsContext } from '../page.ts';
import { newRecords } from './store/target-words.ts';
import type { TargetsState, TargetsStore } from './store/targets-store.ts';

/** What the list of objects and record types does. */
export interface TargetsWork {
  load(): Promise<void>;
  /** Has the org read anew. True: it was. */
  readAgain(): Promise<boolean>;
  /** New records of this object are of this record type, when nobody chooses. */
  useForNew(object: string, recordType: string, label: string): Promise<void>;
}

interface TargetsWorkOptions extends Pick<SettingsContext, 'say'> {
  readonly api: ApiClient;
  readonly store: TargetsStore;
  readonly connectionId: string;
}

/** Reading a whole org takes longer than most. */
const PATIENCE_MS = 60_000;
const PATH = 'GET /v1/salesforce/connections/:connectionId/mappings';

type Known = Pick<TargetsState, 'connection' | 'load'>;
let left: { connectionId: string; known: Known } | null = null;

/** What the page left last has shown of this org: going from one record type to another, the list stays where it is. */
export const knownTargets = (connectionId: string): Known =>
  left?.connectionId === connectionId ? left.known : { connection: null, load: { status: 'loading' } };

export function createTargetsWork({ api, store, connectionId, say }: TargetsWorkOptions): TargetsWork {
  const params = { connectionId };
  const set: TargetsState['set'] = (change) => {
    store.getState().set(change);
    const { connection, load } = store.getState();
    left = { connectionId, known: { connection, load } };
  };
  const ask = async (query: { again?: 'true' }) => {
    const value = await api.call(PATH, { params, query }, { timeoutMs: PATIENCE_MS });
    set({ load: { status: 'ready', value } });
  };
  /** A list that is there stays when it cannot be read anew. */
  const load = () =>
    ask({}).catch((error: unknown) => {
      const problem = asProblem(error);
      if (store.getState().load.status === 'ready') say(problem.fact);
      else set({ load: { status: 'failed', problem } });
    });

  return {
    async load() {
      const path = 'GET /v1/salesforce/connections/:connectionId';
      const [answer] = await Promise.all([api.call(path, { params }).catch(() => null), load()]);
      if (answer) set({ connection: answer.connection });
    },
    async readAgain() {
      set({ reading: true });
      try {
        await ask({ again: 'true' });
        return true;
      } catch (error) {
        say(asProblem(error).fact);
        return false;
      } finally {
        set({ reading: false });
      }
    },
    async useForNew(object, recordType, label) {
      const path = 'PUT /v1/salesforce/connections/:connectionId/mappings/:object';
      try {
        await api.call(path, { params: { connectionId, object }, body: { recordType } });
        say(`${label} is used for ${newRecords(object)}`);
        await load();
      } catch (error) {
        say(asProblem(error).fact);
      }
    },
  };
}
