import type { ApiClient } from '../../clients/api-client.ts';
import { asProblem } from '../../clients/api-problem.ts';
import { foreseeForm, isBlocked } from '../store/salesforce-store.ts';
import { CLOSED_FORM, type CommunityStore, type RecordObject } from './community-store.ts';

/** Everything the Community page does. */
export interface CommunityWork {
  /** Looks whether something new has come. */
  refresh(): Promise<void>;
  search(words: string): void;
  loadMore(): Promise<void>;
  /** Takes a message onto the page; null clears it. */
  show(messageId: string | null): Promise<void>;
  /** Opens the prefilled form; `another`: although there is one of its kind already. */
  prepare(object: RecordObject, another: boolean): Promise<void>;
  /** False: a field has to be mended first. */
  submit(): Promise<boolean>;
  closeForm(): void;
  /** Takes the reader to Salesforce, to connect themselves to the org again. */
  reconnect(): Promise<void>;
  end(): void;
}

export interface CommunityWorkOptions {
  readonly api: ApiClient;
  readonly store: CommunityStore;
  /** The session has run out. */
  readonly signedOut: () => void;
  readonly goTo?: (address: string) => void;
  readonly lookEveryMs?: number;
}

const SEARCH_DELAY_MS = 250;
/** Nobody waits for an answer here, so nothing is pushed: the page looks again. */
const LOOK_EVERY_MS = 20_000;
/** As long as Salesforce is waited for on the other side, and the way there and back. */
const CREATE_TIMEOUT_MS = 60_000;

export function createCommunityWork({
  api,
  store,
  signedOut,
  goTo = (address) => location.assign(address),
  lookEveryMs = LOOK_EVERY_MS,
}: CommunityWorkOptions): CommunityWork {
  const state = () => store.getState();
  const { set } = state();
  let searchTimer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  /** One intention, one key: pressing again after a lost answer cannot make a second record. */
  let key = crypto.randomUUID();

  const failing = (error: unknown) => {
    const problem = asProblem(error);
    if (problem.status === 401) signedOut();
    return problem;
  };

  const page = async (cursor: string | null) => {
    const { search } = state();
    const mine = cursor === null ? ++asked : asked;
    const query = { ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) };
    try {
      const { messages, nextCursor } = await api.call('GET /v1/community/messages', { query });
      // Other words were asked for meanwhile.
      if (mine !== asked) return;
      const { rows } = state();
      const further = messages.filter((one) => rows.every((row) => row.id !== one.id));
      set({
        rows: cursor === null ? messages : [...rows, ...further],
        nextCursor,
        load: { status: 'ready' },
      });
    } catch (error) {
      const problem = failing(error);
      if (mine === asked && state().rows.length === 0) set({ load: { status: 'failed', problem } });
    }
  };

  const readOpen = async () => {
    const { messageId } = state();
    if (messageId === null) return;
    try {
      const params = { messageId };
      const open = await api.call('GET /v1/community/messages/:messageId', { params });
      if (state().messageId !== messageId) return;
      set({ open, openLoad: { status: 'ready' } });
      state().messageChanged(open.message);
    } catch (error) {
      const problem = failing(error);
      if (state().messageId === messageId && state().open === null)
        set({ openLoad: { status: 'failed', problem } });
    }
  };

  // Whoever has asked for more is left in peace where they read.
  const lookAgain = () => {
    if (document.visibilityState !== 'visible') return;
    if (state().rows.length <= 50) void page(null);
    void readOpen();
  };
  const timer = setInterval(lookAgain, lookEveryMs);

  const work: CommunityWork = {
    refresh: async () => {
      if (state().rows.length === 0) set({ load: { status: 'loading' } });
      await Promise.all([page(null), readOpen()]);
    },
    search(words) {
      clearTimeout(searchTimer);
      searchTimer = setTimeout(() => {
        set({ search: words.trim(), rows: [], nextCursor: null, load: { status: 'loading' } });
        void page(null);
      }, SEARCH_DELAY_MS);
    },
    async loadMore() {
      const { nextCursor } = state();
      if (nextCursor) await page(nextCursor);
    },
    async show(messageId) {
      if (messageId === state().messageId) return;
      set({ messageId, open: null, openLoad: { status: 'loading' }, reconnectProblem: null, ...CLOSED_FORM });
      await readOpen();
    },
    async prepare(object, another) {
      const { messageId } = state();
      if (messageId === null) return;
      key = crypto.randomUUID();
      set({ making: { status: 'preparing' }, object, another, edits: {} });
      const request = { params: { messageId }, query: { object } };
      try {
        const form = await api.call('GET /v1/community/messages/:messageId/form', request);
        if (state().messageId === messageId) set({ making: { status: 'editing', form, problem: null } });
      } catch (error) {
        const problem = failing(error);
        if (state().messageId === messageId) set({ making: { status: 'failed', problem } });
      }
    },
    async submit() {
      const { making, messageId, object, another, edits } = state();
      if (making.status !== 'editing' || messageId === null) return true;
      const { form } = making;
      if (isBlocked(foreseeForm(form, edits))) return false;
      set({ making: { status: 'sending', form } });
      const request = { params: { messageId }, body: { object, another, fields: edits } };
      try {
        const { record } = await api.call('POST /v1/community/messages/:messageId/records', request, {
          idempotencyKey: key,
          timeoutMs: CREATE_TIMEOUT_MS,
        });
        if (state().messageId === messageId) set({ making: { status: 'done', record }, edits: {} });
      } catch (error) {
        const problem = failing(error);
        // What was refused is over; what has no answer is still the same try.
        if (!problem.passing) key = crypto.randomUUID();
        if (state().messageId === messageId) set({ making: { status: 'editing', form, problem } });
      }
      await readOpen();
      return true;
    },
    closeForm: () => set(CLOSED_FORM),
    async reconnect() {
      const connection = state().open?.connection;
      if (!connection) return;
      const body = { environment: connection.environment, connectionId: connection.id };
      try {
        goTo((await api.call('POST /v1/salesforce/connections', { body })).authorizeUrl);
      } catch (error) {
        set({ reconnectProblem: failing(error) });
      }
    },
    end() {
      clearInterval(timer);
      clearTimeout(searchTimer);
      asked += 1;
    },
  };
  return work;
}
