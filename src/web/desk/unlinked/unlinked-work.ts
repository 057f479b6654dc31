import type { SuggestedContactShape } from '../../../api/contacts.ts';
import type { CaseSummary } from '../../../api/shapes.ts';
import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { createGather } from '../gather.ts';
import type { Suggestion, UnlinkedStore } from './unlinked-store.ts';

/** Everything that is done with Salesforce cases without a contact. */
export interface UnlinkedWork {
  load(): Promise<void>;
  search(words: string): void;
  more(): Promise<void>;
  link(of: CaseSummary, contact: SuggestedContactShape): Promise<void>;
  /** A case of the account has moved: it may be one of these. */
  moved(): void;
  end(): void;
}

const SEARCH_MS = 250;
const GATHER_MS = 500;
/** What the service gives unasked, and the most it gives. */
const USUAL_PAGE = 20;
const LARGEST_PAGE = 100;

export function createUnlinkedWork(api: ApiClient, store: UnlinkedStore): UnlinkedWork {
  const { set } = store.getState();
  const state = () => store.getState();
  let typing: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let isLooking = false;
  let hasEnded = false;

  const page = async (cursor: string | null, most = USUAL_PAGE) => {
    const mine = cursor === null ? ++asked : asked;
    const { search } = state();
    const query = { ...(search ? { search } : {}), ...(cursor === null ? { limit: most } : { cursor }) };
    try {
      const arrived = await api.call('GET /v1/salesforce/cases-without-contact', { query });
      if (mine !== asked) return;
      const cases = cursor === null ? arrived.cases : [...state().cases, ...arrived.cases];
      set({ ...arrived, cases, load: { status: 'ready' } });
      void lookAround();
    } catch (error) {
      if (mine === asked && state().cases.length === 0) {
        set({ load: { status: 'failed', problem: asProblem(error) } });
      }
    }
  };
  /** As much as is shown. */
  const again = () => page(null, Math.min(LARGEST_PAGE, Math.max(USUAL_PAGE, state().cases.length)));
  const gather = createGather(again, GATHER_MS);
  const suggest = (caseId: string, suggestion: Suggestion) =>
    set({ suggested: { ...state().suggested, [caseId]: suggestion } });
  /** One after the other: a page of them at once would take all that Care asks an org at a time. */
  const lookAround = async () => {
    if (isLooking) return;
    isLooking = true;
    for (let next = unlooked(); next && !hasEnded; next = unlooked()) {
      const caseId = next.id;
      suggest(caseId, { status: 'looking' });
      try {
        const path = 'GET /v1/cases/:caseId/salesforce/suggested-contacts';
        const { contacts } = await api.call(path, { params: { caseId } });
        suggest(caseId, { status: 'found', contact: contacts[0] ?? null });
      } catch {
        suggest(caseId, { status: 'failed' });
      }
    }
    isLooking = false;
  };
  const unlooked = () => state().cases.find(({ id }) => state().suggested[id] === undefined);

  return {
    load: () => page(null),
    search(words) {
      clearTimeout(typing);
      typing = setTimeout(() => {
        set({ search: words.trim(), linked: '' });
        void page(null);
      }, SEARCH_MS);
    },
    async more() {
      const { nextCursor } = state();
      if (nextCursor !== null) await page(nextCursor);
    },
    async link({ id: caseId, customer }, { id: contactId, name }) {
      set({ linking: caseId, problem: null, linked: '' });
      try {
        const path = 'PUT /v1/cases/:caseId/salesforce/contact';
        await api.call(path, { params: { caseId }, body: { contactId } });
        set({ linked: `${customer.name || customer.handle} is linked to ${name}. Salesforce gets it now.` });
        // Others of the same customer are done with it, too.
        await again();
      } catch (error) {
        set({ problem: asProblem(error) });
      } finally {
        set({ linking: null });
      }
    },
    moved() {
      gather.soon();
    },
    end() {
      hasEnded = true;
      asked += 1;
      clearTimeout(typing);
      gather.end();
    },
  };
}
