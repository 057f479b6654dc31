import type { startConnection } from '../../../api/attempts.ts';
import type { BodyInputOf } from '../../../api/endpoint.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import type { ConnectingStore } from './store/connecting-store.ts';

export type Wanted = BodyInputOf<typeof startConnection>;

/** Going to Salesforce, from wherever one starts. */
export interface ConnectingWork {
  /** Begins an attempt and tells what Salesforce will ask for. */
  begin(wanted: Wanted): Promise<void>;
  /** Goes to Salesforce. The way back leads to the attempt's own page, also when Salesforce leads nobody back. */
  leave(): void;
  /** Does not go after all. */
  stay(): Promise<void>;
}

interface ConnectingWorkOptions {
  readonly api: ApiClient;
  readonly store: ConnectingStore;
  readonly goTo?: (address: string) => void;
}

/** Where an attempt is looked at. */
export const attemptPath = (attemptId: string): string =>
  `/settings/integrations/salesforce/connect/${attemptId}`;

export function createConnectingWork({
  api,
  store,
  goTo = (address) => location.assign(address),
}: ConnectingWorkOptions): ConnectingWork {
  const { set } = store.getState();
  return {
    async begin(wanted) {
      set({ connecting: { status: 'starting' } });
      try {
        const attempt = await api.call('POST /v1/salesforce/connections', { body: wanted });
        set({ connecting: { status: 'explaining', attempt } });
      } catch (error) {
        set({ connecting: { status: 'failed', problem: asProblem(error) } });
      }
    },
    leave() {
      const { connecting } = store.getState();
      if (connecting.status !== 'explaining') return;
      history.pushState(null, '', attemptPath(connecting.attempt.attemptId));
      goTo(connecting.attempt.authorizeUrl);
    },
    async stay() {
      const { connecting } = store.getState();
      set({ connecting: { status: 'idle' } });
      if (connecting.status !== 'explaining') return;
      const params = { attemptId: connecting.attempt.attemptId };
      // Nobody has gone anywhere: what is not called off runs out by itself.
      await api.call('DELETE /v1/salesforce/attempts/:attemptId', { params }).catch(() => undefined);
    },
  };
}
