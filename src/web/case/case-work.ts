import type { CasePriority, CaseStatus } from '../../domain/case.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { type ApiProblem, asProblem } from '../clients/api-problem.ts';
import { createDraftKeeper, type DraftKeeper } from './draft-keeper.ts';
import { FIRST_PAGE } from './first-page.ts';
import { createReplySender, type ReplySender } from './reply-sender.ts';
import type { CaseChange } from './store/case-slice.ts';
import type { CaseStore } from './store/case-store.ts';
import type { CaseEvent, CaseSummary, DraftShape, OpenedCase } from './store/case-types.ts';
import { composerLock, startingMode } from './store/composer-rules.ts';

export interface CaseWorkOptions {
  readonly api: ApiClient;
  readonly store: CaseStore;
  readonly caseId: string;
  /** The case, where it came along with the right to see it. */
  readonly opened?: OpenedCase | null;
}

/** Everything that can be done to one open case; the store tells how it went. */
export interface CaseWork {
  /** Loads the case, or loads it again in place. */
  open(): Promise<void>;
  loadOlder(): Promise<void>;
  setStatus(status: CaseStatus): Promise<void>;
  setPriority(priority: CasePriority): Promise<void>;
  assignMe(): Promise<void>;
  /** What stands in the box has changed. */
  write(draft: DraftShape): void;
  readonly replies: ReplySender;
  readonly drafts: DraftKeeper;
  /** An event from the stream, in order. */
  receive(event: CaseEvent): void;
  /** Fetches what happened after the last event known. */
  catchUp(): Promise<void>;
  end(): void;
}

const OLDER_PAGE = 100;
/** Pause before a case that could not be loaded is asked for again. */
const REOPEN_MS = 8_000;

export function openCase({ api, store, caseId, opened: given = null }: CaseWorkOptions): CaseWork {
  let atHand = given;
  const params = { caseId };
  const drafts = createDraftKeeper({ api, store, caseId });
  const replies = createReplySender({ api, store, caseId, drafts });
  let catchingUp: Promise<void> | null = null;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const heard = () => store.getState().careHeard();
  const missed = (problem: ApiProblem) => {
    if (problem.passing) store.getState().careLost(new Date().toISOString());
  };

  const change = async (tried: CaseChange, op: () => Promise<{ case: CaseSummary }>) => {
    const before = store.getState().summary;
    if (!before) return;
    store.getState().changeTried(tried);
    try {
      store.getState().summaryArrived((await op()).case);
    } catch (error) {
      store.getState().changeRefused(before, asProblem(error));
    }
  };

  const open = async () => {
    clearTimeout(reopening);
    const first = store.getState().summary === null;
    if (first) store.getState().caseLoading();
    try {
      const opened =
        atHand ?? (await api.call('GET /v1/cases/:caseId', { params, query: { entries: FIRST_PAGE } }));
      atHand = null;
      const { text } = store.getState();
      store.getState().caseOpened(opened);
      // What stands in the box is newer than what was saved.
      if (first && text === '') {
        const fresh: DraftShape = { mode: startingMode(store.getState()), text: '', inReplyTo: null };
        store.getState().draftWritten(opened.draft?.text ? opened.draft : fresh);
      }
      heard();
    } catch (error) {
      const problem = asProblem(error);
      // Assigned to somebody else meanwhile, say: nothing of it is the reader's any more.
      if (first || problem.status === 403) store.getState().caseFailed(problem);
      if (first && problem.passing && !ended) reopening = setTimeout(() => void open(), REOPEN_MS);
      missed(problem);
    }
  };

  const catchUp = async () => {
    try {
      for (let more = true; more; ) {
        const after = store.getState().lastSeq;
        const page = await api.call('GET /v1/cases/:caseId/events', { params, query: { after } });
        for (const event of page.events) store.getState().eventArrived(event);
        more = page.more && store.getState().lastSeq > after;
      }
      heard();
    } catch (error) {
      missed(asProblem(error));
    }
  };

  const work: CaseWork = {
    replies,
    drafts,
    open,
    async loadOlder() {
      const { entries, olderEntries, loadingOlder, olderLoading } = store.getState();
      if (!olderEntries || loadingOlder) return;
      olderLoading();
      const before = entries[0]?.seq;
      const query = { limit: OLDER_PAGE, ...(before === undefined ? {} : { before }) };
      try {
        store.getState().olderArrived(await api.call('GET /v1/cases/:caseId/entries', { params, query }));
      } catch (error) {
        store.getState().olderArrived(null);
        missed(asProblem(error));
      }
    },
    async setStatus(status) {
      await change({ status }, () => api.call('PUT /v1/cases/:caseId/status', { params, body: { status } }));
      const state = store.getState();
      // An empty note in the box would hide why no reply can be written now.
      if (state.mode === 'note' && state.text === '' && composerLock(state)) {
        state.draftWritten({ mode: startingMode(state), text: '', inReplyTo: null });
      }
    },
    setPriority: (priority) =>
      change({ priority }, () => api.call('PUT /v1/cases/:caseId/priority', { params, body: { priority } })),
    async assignMe() {
      const { me } = store.getState();
      if (!me) return;
      await change({ assignee: me }, () =>
        api.call('PUT /v1/cases/:caseId/assignee', { params, body: { agentId: me.id } }),
      );
    },
    write(draft) {
      store.getState().draftWritten(draft);
      drafts.touched();
    },
    receive(event) {
      const { lastSeq, eventArrived } = store.getState();
      // A gap means that something was lost on the way: ask, rather than show half the truth.
      if (event.seq > lastSeq + 1) void work.catchUp();
      else eventArrived(event);
      heard();
    },
    catchUp() {
      catchingUp ??= catchUp().finally(() => {
        catchingUp = null;
      });
      return catchingUp;
    },
    end() {
      ended = true;
      clearTimeout(reopening);
      replies.end();
      drafts.end();
    },
  };
  return work;
}
