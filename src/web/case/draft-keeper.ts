import type { ApiClient } from '../clients/api-client.ts';
import type { CaseState, CaseStore } from './store/case-store.ts';
import type { DraftShape } from './store/case-types.ts';

export interface DraftKeeper {
  /** Something changed in the box. */
  touched(): void;
  /** Saves at once; `leaving` lets the request outlive the page. */
  flush(leaving?: boolean): void;
  end(): void;
}

/** Well inside the half second in which a draft has to be safe. */
const DELAY_MS = 350;
const RETRY_MS = 3_000;
/** A request that outlives its page may weigh 64 KB in all. */
const KEEPALIVE_CHARACTERS = 15_000;

interface DraftKeeperOptions {
  readonly api: ApiClient;
  readonly store: CaseStore;
  readonly caseId: string;
}

/**
 * Keeps what the agent has written on the service. Saves go one after another, so that an older text
 * never lands on a newer one.
 */
export function createDraftKeeper({ api, store, caseId }: DraftKeeperOptions): DraftKeeper {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | null = null;
  let dirty = false;
  let ended = false;

  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(() => flush(), ms);
  };
  const save = async (leaving: boolean) => {
    if (!dirty) return;
    dirty = false;
    const draft = draftOf(store.getState());
    try {
      await api.call(
        'PUT /v1/cases/:caseId/draft',
        { params: { caseId }, body: draft },
        { keepalive: leaving && draft.text.length < KEEPALIVE_CHARACTERS },
      );
    } catch {
      dirty = true;
      schedule(RETRY_MS);
    }
  };
  const flush = (leaving = false) => {
    clearTimeout(timer);
    if (!dirty) return;
    if (leaving && saving) {
      // The page may be gone before the save under way returns.
      void save(true);
      return;
    }
    const mine: Promise<void> = (saving ?? Promise.resolve())
      .then(() => save(leaving))
      .finally(() => {
        // Another may wait behind this one.
        if (saving === mine) saving = null;
      });
    saving = mine;
  };

  return {
    touched() {
      dirty = true;
      schedule(DELAY_MS);
    },
    flush,
    end() {
      flush(true);
      ended = true;
    },
  };
}

/** What is in the box; else what was sent and has not gone out, so that it too survives the frame. */
function draftOf({ mode, text, inReplyTo, unsent }: CaseState): DraftShape {
  const [held] = unsent;
  if (text === '' && held) return { mode: held.mode, text: held.text, inReplyTo: held.inReplyTo };
  return { mode, text, inReplyTo };
}
