import type { LinkableCase } from '../../api/embed.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import type { HostConnection } from '../clients/bridge.ts';
import { readRefusal } from './read-refusal.ts';
import { createLinkingStore, type LinkingStore } from './store/linking-store.ts';
import type { WidgetPart } from './widget-part.ts';
import './views/link-case-view.ts';

export interface LinkingOptions {
  readonly api: ApiClient;
  readonly host: Pick<HostConnection, 'openRecord' | 'notify'>;
  /** The record has a case now: shows it. */
  readonly linked: () => Promise<void>;
}

/** What can be done for a record without a Care case; its store tells how it went. */
export interface LinkingWork {
  openSearch(): void;
  closeSearch(): void;
  /** On every key. */
  search(words: string): void;
  /** Asks before anything is linked. */
  choose(chosen: LinkableCase): void;
  /** Puts the question away. */
  cancel(): void;
  link(): Promise<void>;
  /** Shows what the record has got meanwhile. */
  lookAgain(): void;
  openRecord(recordId: string): Promise<void>;
  tryNow(): void;
}

export interface LinkingPart extends WidgetPart {
  readonly linking: LinkingStore;
  readonly work: LinkingWork;
}

const SEARCH_DELAY_MS = 250;
/** The service waits 20 s for Salesforce. */
const LINK_TIMEOUT_MS = 25_000;
/** The service searches from here on. */
const SHORTEST_WORDS = 2;

/** Finds the Care case that belongs to a Salesforce record, and links the two. */
export function openLinking({ api, host, linked }: LinkingOptions): LinkingPart {
  const store = createLinkingStore();
  const { set } = store.getState();
  let searchTimer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  /** One for each question, so that trying again links once. */
  let key = '';

  const suggest = async () => {
    set({ suggestions: { status: 'loading' } });
    try {
      const { suggested, record } = await api.call('GET /v1/embed/linkable', { query: {} });
      set({ object: record.object, suggestions: { status: 'ready', suggested } });
    } catch (error) {
      set({ suggestions: { status: 'failed', refusal: readRefusal(error) } });
    }
  };
  const find = async (words: string) => {
    const mine = ++asked;
    try {
      const { found } = await api.call('GET /v1/embed/linkable', { query: { query: words } });
      if (mine === asked) set({ search: { status: 'found', words, found } });
    } catch (error) {
      if (mine === asked) set({ search: { status: 'failed', refusal: readRefusal(error) } });
    }
  };
  const search = (words: string, delay = SEARCH_DELAY_MS) => {
    clearTimeout(searchTimer);
    asked += 1;
    const wanted = words.trim();
    const short = wanted.length < SHORTEST_WORDS;
    set({ words, search: { status: short ? 'idle' : 'searching' } });
    if (!short) searchTimer = setTimeout(() => void find(wanted), delay);
  };

  const link = async () => {
    const { linking } = store.getState();
    if (linking.status !== 'asking' && linking.status !== 'refused') return;
    const { chosen } = linking;
    set({ linking: { status: 'linking', chosen } });
    try {
      const { recordId } = await api.call(
        'POST /v1/embed/link',
        { body: { caseId: chosen.caseId } },
        { idempotencyKey: key, timeoutMs: LINK_TIMEOUT_MS },
      );
      set({ linking: { status: 'linked', chosen } });
      host.notify('recordChanged', { recordIds: [recordId] });
      await linked();
    } catch (error) {
      const { linkedTo } = asProblem(error);
      if (linkedTo) set({ linking: { status: 'taken', chosen, linkedTo } });
      else set({ linking: { status: 'refused', chosen, refusal: readRefusal(error) } });
    }
  };

  const tryNow = () => {
    const { suggestions, search: now, words } = store.getState();
    if (suggestions.status === 'failed') void suggest();
    if (now.status === 'failed') search(words, 0);
  };

  void suggest();

  return {
    linking: store,
    work: {
      openSearch: () => set({ search: { status: 'idle' }, words: '' }),
      closeSearch() {
        clearTimeout(searchTimer);
        asked += 1;
        set({ search: { status: 'closed' }, words: '' });
      },
      search,
      choose(chosen) {
        key = crypto.randomUUID();
        const { linkedTo } = chosen;
        set({ linking: linkedTo ? { status: 'taken', chosen, linkedTo } : { status: 'asking', chosen } });
      },
      cancel() {
        const { status } = store.getState().linking;
        if (status !== 'linking' && status !== 'linked') set({ linking: { status: 'none' } });
      },
      link,
      lookAgain: () => void linked(),
      async openRecord(recordId) {
        const { linking } = store.getState();
        try {
          await host.openRecord(recordId);
          set({ linking: { status: 'none' } });
        } catch (error) {
          if (linking.status === 'none') return;
          const { chosen } = linking;
          set({ linking: { status: 'refused', chosen, refusal: readRefusal(error) } });
        }
      },
      tryNow,
    },
    setVisible: () => undefined,
    tryNow,
    leave: () => undefined,
    end() {
      clearTimeout(searchTimer);
      asked += 1;
    },
  };
}
