import type { AttemptShape } from '../../../api/attempts.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { SettingsContext } from '../page.ts';
import type { Loaded } from '../store/loaded.ts';
import { keepLooking } from './keep-looking.ts';
import type { AttemptStore } from './store/attempt-store.ts';

/** What the page of an attempt does. */
export interface AttemptWork {
  /** Looks how it stands, and again while something may still come from Salesforce or from another tab. */
  load(): Promise<void>;
  confirm(): Promise<void>;
  cancel(): Promise<void>;
  end(): void;
}

const LOOK_MS = 2_000;

interface AttemptWorkOptions {
  readonly api: ApiClient;
  readonly store: AttemptStore;
  readonly attemptId: string;
  readonly go: SettingsContext['go'];
}

export function createAttemptWork({ api, store, attemptId, go }: AttemptWorkOptions): AttemptWork {
  const params = { attemptId };
  const { set } = store.getState();
  const { look: load, end } = keepLooking({
    ask: () => api.call('GET /v1/salesforce/attempts/:attemptId', { params }),
    shown: () => store.getState().load,
    show: (load) => set({ load }),
    everyMs: LOOK_MS,
    goesOn: isOpen,
  });
  const act = async (doIt: () => Promise<unknown>) => {
    set({ busy: true, problem: null });
    try {
      await doIt();
    } catch (error) {
      set({ problem: asProblem(error) });
    }
    await load();
    set({ busy: false });
  };

  return {
    load,
    confirm: () =>
      act(async () => {
        const { connectionId } = await api.call('POST /v1/salesforce/attempts/:attemptId/confirmation', {
          params,
        });
        go(`/settings/integrations/salesforce/${connectionId}`, { replace: true });
      }),
    cancel: () => act(() => api.call('DELETE /v1/salesforce/attempts/:attemptId', { params })),
    end,
  };
}

/** Somebody may still come back from Salesforce, or press a button in another tab. */
const isOpen = (shown: Loaded<AttemptShape>): boolean =>
  shown.status === 'ready'
    ? shown.value.state === 'waiting' || shown.value.state === 'confirm'
    : shown.status === 'failed' && shown.problem.passing;
