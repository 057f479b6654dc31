export interface DaemonOptions {
  /** For its errors. */
  name: string;
  /** Longest pause between two ticks, ms. */
  everyMs: number | (() => number);
  signal: AbortSignal;
  /** @returns true when there is more to do at once. */
  tick: () => Promise<boolean>;
  onError: (error: unknown) => void;
}

/** After a tick that failed nothing is tried again for this long: whatever broke it is probably still broken. */
const PAUSE_AFTER_ERROR_MS = 1_000;

/**
 * Work that goes on until it is told to stop. It heals itself: a tick that throws is reported and the next
 * one starts afresh from what the database says, so nothing may be kept between ticks but what can be lost.
 */
export class Daemon {
  readonly #options: DaemonOptions;
  #woken = false;
  #wake: (() => void) | null = null;
  readonly done: Promise<void>;

  constructor(options: DaemonOptions) {
    this.#options = options;
    this.done = this.#run();
  }

  /** Makes the next tick come at once. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const { signal, tick, onError, everyMs } = this.#options;
    const pauseMs = typeof everyMs === 'number' ? () => everyMs : everyMs;
    while (!signal.aborted) {
      this.#woken = false;
      let more = false;
      let failed = false;
      try {
        more = await tick();
      } catch (error) {
        if (!signal.aborted) onError(error);
        failed = true;
      }
      const pause = failed ? Math.max(pauseMs(), PAUSE_AFTER_ERROR_MS) : pauseMs();
      if (!more && !this.#woken) await this.#sleep(pause);
    }
  }

  #sleep(ms: number): Promise<void> {
    const { signal } = this.#options;
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(finish, ms);
      signal.addEventListener('abort', finish);
      this.#wake = finish;
      if (signal.aborted) finish();
    });
  }
}
