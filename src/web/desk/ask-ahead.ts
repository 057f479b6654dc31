import type { findDuplicates } from '../../api/contacts.ts';
import type { AnswerOf } from '../../api/endpoint.ts';
import type { foreseeRules } from '../../api/escalations.ts';

/** What the org's validation rules will say of a form. */
export type ComingVerdicts = AnswerOf<typeof foreseeRules>;
/** What its duplicate rules find. */
export type ComingDuplicates = AnswerOf<typeof findDuplicates>;

export interface AskAhead {
  /** Asks at once. */
  now(): void;
  /** Asks when nothing more has been typed for a moment. */
  soon(): void;
  end(): void;
}

const TYPING_MS = 350;

/**
 * Asks what the org will say of a form while it is filled in. Only the last answer counts, and none is no news: the
 * form goes on without.
 */
export function createAskAhead<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  tell: (coming: Answer) => void,
): AskAhead {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = new AbortController();

  const look = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const coming = await ask(signal).catch(() => null);
    if (coming && !signal.aborted) tell(coming);
  };
  const stop = () => {
    clearTimeout(timer);
    asking.abort();
  };
  return {
    now() {
      clearTimeout(timer);
      void look();
    },
    soon() {
      stop();
      timer = setTimeout(() => void look(), TYPING_MS);
    },
    end: stop,
  };
}
