import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import { findPage } from './find-page.ts';
import type { OpenPage, SettingsContext, SettingsPage } from './page.ts';
import type { SettingsStore } from './store/settings-store.ts';

/** Keeps the page shown and the address in step. */
export interface Router {
  /** Shows the page at the address as it is now. */
  follow(): Promise<void>;
  go(path: string, options?: { replace?: boolean }): void;
}

interface RouterOptions {
  readonly pages: readonly SettingsPage[];
  readonly api: ApiClient;
  readonly store: SettingsStore;
  readonly say: (text: string) => void;
}

/** Every address of the app starts with this; links to anything else are the browser's. */
const BASE = '/settings';

export function createRouter({ pages, api, store, say }: RouterOptions): Router {
  const { set } = store.getState();
  let asked = 0;
  let open: OpenPage | null = null;

  const leave = () => {
    open?.end?.();
    open = null;
  };

  /** Whether the page shown asks before it lets go; if it does and may, we go on to `path`. */
  const isHeld = (path: string, options?: { replace?: boolean }): boolean =>
    open?.holds?.(() => {
      leave();
      go(path, options);
    }) ?? false;

  const go: Router['go'] = (path, { replace = false } = {}) => {
    if (isHeld(path, { replace })) return;
    if (replace) history.replaceState(null, '', path);
    else if (path !== location.pathname + location.search) history.pushState(null, '', path);
    void router.follow();
  };

  const router: Router = {
    go,
    async follow() {
      const { pathname, search } = location;
      const { shown } = store.getState();
      const moved = shown.status === 'ready' && shown.address !== pathname + search;
      // By the browser's back or forward button: the address has changed already, and is put back while the page asks.
      if (moved && isHeld(pathname + search)) return history.pushState(null, '', shown.address);
      const mine = ++asked;
      const found = findPage(pages, pathname);
      if (!found) {
        leave();
        const bare = pathname === BASE || pathname === `${BASE}/`;
        return set({ shown: { status: bare ? 'none' : 'missing' } });
      }
      const { place, title } = found.page;
      document.title = `${title} · Settings · Care`;
      if (store.getState().shown.status !== 'ready') set({ shown: { status: 'loading', place } });
      try {
        const query = new URLSearchParams(search);
        const context: SettingsContext = { api, store, params: found.params, query, go, say };
        const opened = await found.page.open(context);
        // Gone on to somewhere else meanwhile.
        if (mine !== asked) return opened.end?.();
        leave();
        open = opened;
        set({ shown: { status: 'ready', place, address: pathname + search, draw: opened.draw } });
      } catch (error) {
        if (mine === asked) set({ shown: { status: 'failed', place, problem: asProblem(error) } });
      }
    },
  };
  return router;
}

/** The address inside the settings that a click on a link means; null: the browser follows it, or it is no link. */
export function addressOfClick(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.composedPath().find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement);
  if (link?.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return null;
  const inside = link.pathname === BASE || link.pathname.startsWith(`${BASE}/`);
  return inside ? link.pathname + link.search : null;
}
