import type { ApiClient } from '../../clients/api-client.ts';
import type { LatelyStore } from './store/lately-store.ts';

const LATELY = 5;

/** What is not to be had is not shown: the page is about something else. */
export async function loadLately(api: ApiClient, store: LatelyStore, connectionId: string): Promise<void> {
  const answer = await api
    .call('GET /v1/audit', { query: { connectionId, limit: LATELY } })
    .catch(() => null);
  if (answer) store.getState().set({ entries: answer.entries });
}
