/** Notices come in bursts, and one look answers them all. */
export interface Gather {
  /** Looks in a moment; what comes until then is answered by the same look. */
  soon(): void;
  end(): void;
}

/**
 * The look is not put off by the next notice, as a busy account is never quiet, and never overtaken by the next look, as
 * only the last answer counts.
 *
 * @param look never rejects.
 */
export function createGather(look: () => Promise<void>, ms: number): Gather {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;
  let isAskedAgain = false;
  const start = async () => {
    timer = undefined;
    isLooking = true;
    await look();
    isLooking = false;
    if (isAskedAgain) soon();
  };
  const soon = () => {
    isAskedAgain = isLooking;
    if (!isLooking) timer ??= setTimeout(() => void start(), ms);
  };
  return {
    soon,
    end() {
      clearTimeout(timer);
      timer = undefined;
      isAskedAgain = false;
    },
  };
}
