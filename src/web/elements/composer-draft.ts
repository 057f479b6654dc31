import type { CaseStatus } from '../../domain/case.ts';
import type { ComposerMode } from '../../domain/message.ts';

/** What is being written: enough to keep it as a draft and to send it. */
export interface ComposerDraft {
  mode: ComposerMode;
  text: string;
  /** The chosen message this answers; only public kinds have one. */
  targetId: string | null;
}

/** A draft sent, with the status to set after it; null leaves the status alone. */
export interface ComposerSend extends ComposerDraft {
  thenStatus: CaseStatus | null;
}

/** Why no reply can be written now, and what would change that. A note can be written all the same. */
export interface ComposerLock {
  text: string;
  remedy: 'assign' | 'reopen' | null;
}

/** The message chosen to be answered, as a reminder above the text. */
export interface ComposerTarget {
  id: string;
  author: string;
  text: string;
}
