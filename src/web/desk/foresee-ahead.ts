import type { AnswerOf } from '../../api/endpoint.ts';
import type { foreseeRules } from '../../api/salesforce.ts';

export type ComingVerdicts = AnswerOf<typeof foreseeRules>;

export interface ForeseeAhead {
  /** Looks at once. */
  now(): void;
  /** Looks when nothing more has been typed for a moment. */
  soon(): void;
  end(): void;
}

const TYPING_MS = 350;

/**
 * Asks what the org's rules will say of a form while it is filled in. Only the last answer counts, and none is no
 * news: the form goes on without.
 */
export function createForeseeAhead(
  ask: (signal: AbortSignal) => Promise<ComingVerdicts>,
  tell: (coming: ComingVerdicts) => void,
): ForeseeAhead {
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
