import type { StateCreator } from 'zustand/vanilla';
import type { CaseStatus } from '../../../domain/case.ts';
import type { ComposerMode } from '../../../domain/message.ts';
import type { CaseState } from './case-store.ts';
import type { DraftShape } from './case-types.ts';

export interface ComposerSlice {
  mode: ComposerMode;
  text: string;
  /** The message that was chosen to be answered. */
  inReplyTo: string | null;
  /** The status set with the reply; null leaves it. */
  thenStatus: CaseStatus | null;
  /** From the agent's hand, or back from the service. */
  draftWritten(draft: DraftShape): void;
  thenStatusChosen(status: CaseStatus | null): void;
  /** What was written is on its way. */
  composerEmptied(): void;
}

export const createComposerSlice: StateCreator<CaseState, [], [], ComposerSlice> = (set) => ({
  mode: 'public_reply',
  text: '',
  inReplyTo: null,
  thenStatus: 'pending',
  draftWritten: ({ mode, text, inReplyTo }) => set({ mode, text, inReplyTo }),
  thenStatusChosen: (thenStatus) => set({ thenStatus }),
  composerEmptied: () => set({ text: '', inReplyTo: null }),
});
