import type { ApiClient } from '../../clients/api-client.ts';
import { actOn } from '../act-on.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import type { IntegrationsStore } from './store/integrations-store.ts';

/** What the page of the integrations does. */
export interface IntegrationsWork {
  /** Asks the operator for Salesforce. */
  request(): Promise<void>;
  /** Looks again now and then while the operator has not answered, so that nobody has to reload. */
  watch(): void;
  end(): void;
}

const LOOK_MS = 10_000;

interface IntegrationsWorkOptions {
  readonly api: ApiClient;
  readonly settings: SettingsStore;
  readonly store: IntegrationsStore;
}

export function createIntegrationsWork({ api, settings, store }: IntegrationsWorkOptions): IntegrationsWork {
  const { set } = store.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const look = async () => {
    // A look that fails is followed by another; what is shown stays true until then.
    const answer = await api.call('GET /v1/integrations', {}).catch(() => null);
    if (answer) settings.getState().set(answer);
    watch();
  };
  const watch = () => {
    clearTimeout(timer);
    if (!ended && settings.getState().salesforce?.state === 'requested') timer = setTimeout(look, LOOK_MS);
  };

  return {
    watch,
    async request() {
      await actOn(set)(async () => {
        settings.getState().set(await api.call('POST /v1/integrations/salesforce/request', {}));
        watch();
      });
    },
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
