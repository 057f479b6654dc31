import type { CaseStatus } from '../../domain/case.ts';
import type { ApiClient } from '../clients/api-client.ts';
import { asProblem } from '../clients/api-problem.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import type { CaseStore } from './store/case-store.ts';
import { composerLock, judgeReply, startingMode } from './store/composer-rules.ts';
import type { Unsent } from './store/unsent-slice.ts';

export interface ReplySender {
  /** Sends what stands in the box, and sets a status with it. False: it cannot go. */
  send(thenStatus: CaseStatus | null): boolean;
  /** The same message once more, with the same key. */
  sendAgain(key: string): void;
  /** Everything that waits for Care to be reachable. */
  sendWaiting(): void;
  /** Takes a message back into the box. */
  edit(key: string): void;
  discard(key: string): void;
  end(): void;
}

interface ReplySenderOptions {
  readonly api: ApiClient;
  readonly store: CaseStore;
  readonly caseId: string;
  readonly drafts: DraftKeeper;
}

const RETRY_MS = 4_000;

/** Shows a message at once and sends it until the service has it: one key, so never twice, and in order. */
export function createReplySender({ api, store, caseId, drafts }: ReplySenderOptions): ReplySender {
  const params = { caseId };
  let chain: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  const post = async (message: Unsent) => {
    const options = { idempotencyKey: message.key };
    if (message.mode === 'note') {
      const answer = await api.call(
        'POST /v1/cases/:caseId/notes',
        { params, body: { text: message.text } },
        options,
      );
      store.getState().sendDone(message.key, answer.entry);
      return;
    }
    const { mode: kind, text, inReplyTo, thenStatus } = message;
    const answer = await api.call(
      'POST /v1/cases/:caseId/replies',
      { params, body: { kind, text, inReplyTo, thenStatus } },
      options,
    );
    store.getState().sendDone(message.key, answer.entry);
    store.getState().summaryArrived(answer.case);
  };

  const deliver = async (key: string) => {
    const message = store.getState().unsent.find((one) => one.key === key);
    if (!message || ended) return;
    store.getState().sendTried(key);
    try {
      await post(message);
    } catch (error) {
      const problem = asProblem(error);
      store.getState().sendHeld(key, problem.passing ? 'waiting' : 'refused', problem);
      if (problem.passing) {
        store.getState().careLost(new Date().toISOString());
        clearTimeout(timer);
        if (!ended) timer = setTimeout(() => sender.sendWaiting(), RETRY_MS);
      }
    }
    drafts.touched();
  };
  const enqueue = (key: string) => {
    chain = chain.then(() => deliver(key));
  };
  const take = (key: string): Unsent | undefined => {
    const message = store.getState().unsent.find((one) => one.key === key && one.state !== 'sending');
    if (message) store.getState().unsentDropped(key);
    return message;
  };

  const sender: ReplySender = {
    send(thenStatus) {
      const state = store.getState();
      if (state.text.trim() === '' || judgeReply(state) !== null) return false;
      const { mode, text, inReplyTo } = state;
      const key = crypto.randomUUID();
      const at = new Date().toISOString();
      state.sendStarted({ key, mode, text, inReplyTo, thenStatus, at, state: 'sending', problem: null });
      state.composerEmptied();
      // A note on a case that takes no reply: show again why, and what would change that.
      if (mode === 'note' && composerLock(state)) {
        state.draftWritten({ mode: startingMode(state), text: '', inReplyTo: null });
      }
      enqueue(key);
      return true;
    },
    sendAgain: enqueue,
    sendWaiting() {
      for (const { key, state } of store.getState().unsent) if (state === 'waiting') enqueue(key);
    },
    edit(key) {
      const { text } = store.getState();
      if (text.trim() !== '') return;
      const message = take(key);
      if (!message) return;
      store.getState().draftWritten({ mode: message.mode, text: message.text, inReplyTo: message.inReplyTo });
      drafts.touched();
    },
    discard(key) {
      if (take(key)) drafts.touched();
    },
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
  return sender;
}
