import type { CaseView } from '../../api/cases.ts';
import { MOST_BULK_CASES } from '../../domain/bulk.ts';
import { openCase } from '../case/case-work.ts';
import { createCaseStore } from '../case/store/case-store.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { ApiProblem, asProblem } from '../clients/api-problem.ts';
import type { DemoClient } from '../clients/demo-client.ts';
import { type LiveStream, openLiveStream } from '../clients/live-client.ts';
import { createGather } from './gather.ts';
import { createPropertiesWork } from './properties-work.ts';
import { createSalesforceWork, type SalesforceWork } from './salesforce-work.ts';
import type { DeskStore } from './store/desk-store.ts';
import type { OpenCase } from './store/open-case-slice.ts';
import { createPropertiesStore } from './store/properties-store.ts';
import { createSalesforceStore } from './store/salesforce-store.ts';
import { hasCare } from './store/session-slice.ts';

/** Everything the desk does that is not a single case's. */
export interface DeskSession {
  /** Finds out who is signed in; what the address of the sign-in page has brought along helps or says why not. */
  start(brought: Brought): Promise<void>;
  signInAs(agentId: string): Promise<void>;
  signOut(): Promise<void>;
  chooseView(view: CaseView): void;
  search(words: string): void;
  loadMore(): Promise<void>;
  refresh(): Promise<void>;
  /** Chooses all cases of the list, as many as can go at once. */
  selectAll(): Promise<void>;
  /** Hears that some case of the account moved. @returns ends it. */
  watch(hear: () => void): () => void;
  /** Takes a case onto the desk; null clears it. */
  showCase(caseId: string | null): void;
  salesforce(): SalesforceWork | null;
  tryNow(): void;
  leave(): void;
  end(): void;
}

/** What stands in the address of the sign-in page. */
export interface Brought {
  /** A one-time link's. */
  ticket: string | null;
  /** The code of what kept somebody out at their company's sign-in. */
  problem: string | null;
  returnTo: 'desk' | 'settings';
}

const SEARCH_DELAY_MS = 250;
const GATHER_MS = 350;
/** What the service gives unasked. */
const USUAL_PAGE = 50;

export interface DeskSessionOptions {
  readonly api: ApiClient;
  readonly demo: DemoClient;
  readonly store: DeskStore;
}

export function createDeskSession({ api, demo, store }: DeskSessionOptions): DeskSession {
  let stream: LiveStream | null = null;
  let salesforce: SalesforceWork | null = null;
  let searchTimer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const watchers = new Set<() => void>();

  const state = () => store.getState();

  const listPage = async (cursor: string | null, limit?: number) => {
    const { view, search } = state();
    const query = {
      view,
      ...(search ? { search } : {}),
      ...(cursor ? { cursor } : {}),
      ...(limit ? { limit } : {}),
    };
    const mine = cursor === null ? ++asked : asked;
    try {
      const page = await api.call('GET /v1/cases', { query });
      // Another view or other words were asked for meanwhile.
      if (mine === asked) state().rowsArrived(page, cursor !== null);
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 401) return ended();
      if (mine === asked && state().rows.length === 0) state().inboxFailed(problem);
    }
  };
  const countViews = () =>
    api
      .call('GET /v1/views', {})
      .then(({ views }) => state().viewsArrived(views))
      .catch(() => undefined);
  const refresh = async () => {
    const { rows } = state();
    // What was asked for further down stays in the list.
    const limit = rows.length > USUAL_PAGE ? Math.min(MOST_BULK_CASES, rows.length) : undefined;
    await Promise.all([listPage(null, limit), countViews()]);
  };
  const gather = createGather(refresh, GATHER_MS);
  const refreshSoon = () => {
    for (const hear of watchers) hear();
    gather.soon();
  };

  let returnTo: Brought['returnTo'] = 'desk';
  const showWaysIn = async (problem: string | null) => {
    const query = problem === null ? {} : { problem };
    const ways = await api.call('GET /v1/sign-in', { query }).catch(() => null);
    const people = ways?.demo ? await demo.people() : null;
    const company = ways?.oidc ? { ...ways.oidc, href: `/v1/sign-in/oidc?returnTo=${returnTo}` } : null;
    state().waysInArrived({ people, company });
    if (!ways?.problem) return;
    const { code, fact, remedy } = ways.problem;
    state().signedOut(new ApiProblem({ code, status: 403, detail: fact, remedy }));
  };

  const ended = () => {
    closeCase();
    stream?.close();
    stream = null;
    asked += 1;
    gather.end();
    state().inboxAsked({ view: 'inbox', search: '' });
    state().signedOut(null);
    void showWaysIn(null);
  };

  const listen = () => {
    stream?.close();
    const open = state().openCase;
    let wasLost = false;
    stream = openLiveStream({
      api,
      watch: () => {
        const caseState = open?.store.getState();
        return open && caseState?.summary ? { caseId: open.caseId, after: caseState.lastSeq } : null;
      },
      renew: async () => {
        // The session has run out, or the case is not the reader's any more; a fresh look says so everywhere.
        await api.call('GET /v1/session', {}).then(
          () => open?.work.open(),
          (error) => {
            if (asProblem(error).status === 401) ended();
          },
        );
      },
      handlers: {
        caseEvent: (event) => {
          open?.work.receive(event);
          // A message may tell of the customer, and a change may be of these.
          if (event.type === 'case_changed' || event.type === 'message_added')
            void open?.properties.work.load();
          refreshSoon();
        },
        notice: ({ caseId, seq }) => {
          if (caseId === open?.caseId && seq > (open?.store.getState().lastSeq ?? 0))
            void open?.work.catchUp();
          // Of the very case that is watched: what there is to say of cases has changed.
          if (caseId === open?.caseId) void open.properties.work.load();
          refreshSoon();
        },
        state: (live) => {
          if (live === 'lost') {
            wasLost = true;
            open?.store.getState().careLost(new Date().toISOString());
          }
          if (live !== 'live') return;
          open?.store.getState().careHeard();
          open?.work.replies.sendWaiting();
          if (wasLost) {
            void open?.properties.work.load();
            refreshSoon();
          }
          wasLost = false;
        },
      },
    });
  };

  const closeCase = () => {
    state().openCase?.work.end();
    salesforce?.end();
    salesforce = null;
    if (state().openCase) state().caseTaken(null);
  };

  const begin = async () => {
    const who = await api.call('GET /v1/session', {});
    state().signedIn(who);
    // Without Care there are no cases; Community's page looks after itself.
    if (!hasCare(state())) return;
    void refresh();
    const { route } = state();
    if (route.page === 'case') session.showCase(route.caseId);
    else listen();
  };

  const follow = (open: OpenCase) => {
    open.store.subscribe(({ summary, lastSeq }, before) => {
      if (!summary || state().openCase !== open) return;
      if (summary !== before.summary) state().rowChanged(summary);
      state().caseSeen(open.caseId, lastSeq);
      if (summary.escalation !== before.summary?.escalation && before.summary) void salesforce?.load();
    });
  };

  const session: DeskSession = {
    async start({ ticket, problem: reason, ...brought }) {
      returnTo = brought.returnTo;
      try {
        if (ticket) await api.call('POST /v1/session', { body: { ticket } });
        await begin();
      } catch (error) {
        const problem = asProblem(error);
        state().signedOut(problem.status === 401 && !ticket ? null : problem);
        await showWaysIn(reason);
      }
    },
    async signInAs(agentId) {
      try {
        await demo.signIn(agentId);
        await begin();
      } catch (error) {
        state().signedOut(asProblem(error));
      }
    },
    async signOut() {
      await api.call('DELETE /v1/session', {}).catch(() => undefined);
      ended();
    },
    chooseView(view) {
      state().inboxAsked({ view, search: '' });
      void listPage(null);
    },
    search(words) {
      clearTimeout(searchTimer);
      searchTimer = setTimeout(() => {
        state().inboxAsked({ search: words.trim() });
        void listPage(null);
      }, SEARCH_DELAY_MS);
    },
    async loadMore() {
      const { nextCursor } = state();
      if (nextCursor) await listPage(nextCursor);
    },
    refresh,
    async selectAll() {
      await listPage(null, MOST_BULK_CASES);
      state().allSelected();
    },
    watch(hear) {
      watchers.add(hear);
      return () => watchers.delete(hear);
    },
    showCase(caseId) {
      if (caseId === (state().openCase?.caseId ?? null)) return;
      const who = state().session;
      closeCase();
      if (caseId === null || who.status !== 'signed_in') return listen();
      const caseStore = createCaseStore({ id: who.agent.id, name: who.agent.name });
      const work = openCase({ api, store: caseStore, caseId });
      const salesforceStore = createSalesforceStore();
      const propertiesStore = createPropertiesStore();
      const open: OpenCase = {
        caseId,
        store: caseStore,
        work,
        salesforce: salesforceStore,
        properties: {
          store: propertiesStore,
          work: createPropertiesWork(api, propertiesStore, caseId),
        },
      };
      salesforce = createSalesforceWork({ api, store: salesforceStore, caseId });
      follow(open);
      state().caseTaken(open);
      void salesforce.load();
      void open.properties.work.load();
      void work.open().then(() => {
        if (state().openCase === open) listen();
      });
    },
    salesforce: () => salesforce,
    tryNow() {
      if (!hasCare(state())) return;
      stream?.retryNow();
      const open = state().openCase;
      open?.work.replies.sendWaiting();
      if (open?.store.getState().load.status === 'failed') void open.work.open().then(listen);
      else void open?.work.catchUp();
      void refresh();
    },
    leave: () => state().openCase?.work.drafts.flush(true),
    end() {
      clearTimeout(searchTimer);
      gather.end();
      closeCase();
      stream?.close();
    },
  };
  return session;
}
