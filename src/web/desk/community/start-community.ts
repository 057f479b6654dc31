import type { ApiClient } from '../../clients/api-client.ts';
import { readRoute, routePath } from '../store/route-slice.ts';
import { type CommunityStore, createCommunityStore, hasUnsavedRecord } from './community-store.ts';
import { type CommunityWork, createCommunityWork } from './community-work.ts';
import './views/community-app.ts';

/** The Community page while somebody is at it. */
export interface Community {
  store: CommunityStore;
  work: CommunityWork;
  /** To a message; null: to the list alone. */
  go(messageId: string | null): void;
  /** Does it, after asking if a form would be lost. */
  guard(act: () => void): void;
  end(): void;
}

const pathOf = (messageId: string | null): string =>
  routePath(messageId === null ? { page: 'inbox' } : { page: 'community', messageId });

export function startCommunity(api: ApiClient, signedOut: () => void): Community {
  const store = createCommunityStore();
  const work = createCommunityWork({ api, store, signedOut });
  const listening = new AbortController();
  const { signal } = listening;
  const here = () => {
    const route = readRoute(location.pathname);
    return route.page === 'community' ? route.messageId : null;
  };
  const guard = (act: () => void) => {
    if (hasUnsavedRecord(store.getState())) store.getState().set({ leaving: act });
    else act();
  };
  const show = (messageId: string | null) => {
    if (pathOf(messageId) !== location.pathname) history.pushState(null, '', pathOf(messageId));
    void work.show(messageId);
  };
  addEventListener(
    'popstate',
    () => {
      const { messageId } = store.getState();
      const wanted = here();
      // Back to where the form is, until the reader has said that they want to leave it.
      if (wanted !== messageId && hasUnsavedRecord(store.getState()))
        history.pushState(null, '', pathOf(messageId));
      guard(() => show(wanted));
    },
    { signal },
  );
  addEventListener(
    'beforeunload',
    (event) => {
      if (hasUnsavedRecord(store.getState())) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') void work.refresh();
    },
    { signal },
  );
  addEventListener('online', () => void work.refresh(), { signal });
  show(here());
  void work.refresh();
  return {
    store,
    work,
    go: (messageId) => {
      if (messageId !== store.getState().messageId) guard(() => show(messageId));
    },
    guard,
    end() {
      listening.abort();
      work.end();
    },
  };
}
