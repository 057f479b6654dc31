import type { StateCreator } from 'zustand/vanilla';
import type { CaseStatus } from '../../../domain/case.ts';
import type { ComposerMode } from '../../../domain/message.ts';
import type { ApiProblem } from '../../clients/api-problem.ts';
import { put } from './apply-case-event.ts';
import type { CaseState } from './case-store.ts';
import type { TimelineEntry } from './case-types.ts';

/** What the agent has sent and the service has not yet acknowledged. */
export interface Unsent {
  /** Its Idempotency-Key, for every try. */
  key: string;
  mode: ComposerMode;
  text: string;
  inReplyTo: string | null;
  thenStatus: CaseStatus | null;
  /** ISO-8601. */
  at: string;
  /** `waiting`: Care can't be reached, it goes out by itself; `refused`: it needs the agent. */
  state: 'sending' | 'waiting' | 'refused';
  problem: ApiProblem | null;
}

export interface UnsentSlice {
  unsent: readonly Unsent[];
  sendStarted(reply: Unsent): void;
  sendTried(key: string): void;
  sendHeld(key: string, state: 'waiting' | 'refused', problem: ApiProblem): void;
  sendDone(key: string, entry: TimelineEntry): void;
  unsentDropped(key: string): void;
}

export const createUnsentSlice: StateCreator<CaseState, [], [], UnsentSlice> = (set) => {
  const patch = (key: string, change: Partial<Unsent>) =>
    set((state) => ({ unsent: state.unsent.map((one) => (one.key === key ? { ...one, ...change } : one)) }));
  const drop = (state: CaseState, key: string) => state.unsent.filter((one) => one.key !== key);
  return {
    unsent: [],
    sendStarted: (reply) => set((state) => ({ unsent: [...state.unsent, reply] })),
    sendTried: (key) => patch(key, { state: 'sending', problem: null }),
    sendHeld: (key, state, problem) => patch(key, { state, problem }),
    sendDone: (key, entry) =>
      set((state) => ({ unsent: drop(state, key), entries: put(state.entries, entry) })),
    unsentDropped: (key) => set((state) => ({ unsent: drop(state, key) })),
  };
};
