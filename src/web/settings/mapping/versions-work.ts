import type { AnswerOf } from '../../../api/endpoint.ts';
import type { rollBackMapping } from '../../../api/mappings.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { actOn } from '../act-on.ts';
import type { MappingPlace } from './store/mapping-place.ts';
import type { ComparedWith, VersionsStore } from './store/versions-store.ts';

export type RolledBack = AnswerOf<typeof rollBackMapping>;

/** What the list of a mapping's versions does. */
export interface VersionsWork {
  /** Begins anew, with nothing unfolded. */
  open(): Promise<void>;
  load(): Promise<void>;
  /** Shows what a version changed, or no longer. */
  show(version: number): Promise<void>;
  compare(compared: ComparedWith): Promise<void>;
  /** Saves a version again, on top of the newest one shown. Null: it was not, and the list says why. */
  rollBack(version: number): Promise<RolledBack | null>;
}

const MAPPING = '/v1/salesforce/connections/:connectionId/mappings/:object/:recordType';

interface VersionsWorkOptions {
  readonly api: ApiClient;
  readonly store: VersionsStore;
  readonly place: MappingPlace;
}

export function createVersionsWork({ api, store, place }: VersionsWorkOptions): VersionsWork {
  const params = { ...place };
  const { set } = store.getState();
  const present = () => {
    const { load } = store.getState();
    return load.status === 'ready' ? (load.value[0]?.version ?? 0) : 0;
  };
  const load = async () => {
    try {
      const { versions } = await api.call(`GET ${MAPPING}/versions`, { params });
      set({ load: { status: 'ready', value: versions } });
    } catch (error) {
      set({ load: { status: 'failed', problem: asProblem(error) } });
    }
  };
  const readDiff = async () => {
    const { shown, compared } = store.getState();
    if (shown === null) return;
    set({ diff: { status: 'loading' } });
    const isAsked = () => store.getState().shown === shown && store.getState().compared === compared;
    try {
      const value = await api.call(`GET ${MAPPING}/versions/:version`, {
        params: { ...params, version: shown },
        query: compared === 'present' ? { against: present() } : {},
      });
      if (isAsked()) set({ diff: { status: 'ready', value } });
    } catch (error) {
      if (isAsked()) set({ diff: { status: 'failed', problem: asProblem(error) } });
    }
  };

  return {
    load,
    open() {
      set({ load: { status: 'loading' }, shown: null, problem: null });
      return load();
    },
    async show(version) {
      const { shown } = store.getState();
      // Nothing was before Care's own start.
      const compared = version === 0 ? 'present' : 'before';
      set({ shown: shown === version ? null : version, compared, problem: null });
      await readDiff();
    },
    async compare(compared) {
      set({ compared });
      await readDiff();
    },
    async rollBack(version) {
      let answer: RolledBack | null = null;
      const done = await actOn(set)(async () => {
        answer = await api.call(`POST ${MAPPING}/versions/:version/roll-back`, {
          params: { ...params, version },
          body: { base: present() },
        });
      });
      // Somebody saved meanwhile, or we did: either way the list is another, and so is what rolling back changes.
      await load();
      if (done) set({ shown: null });
      else await readDiff();
      return answer;
    },
  };
}
