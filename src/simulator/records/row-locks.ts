import { SalesforceError } from '../salesforce-error.ts';

interface Waiter {
  readonly keys: readonly string[];
  grant(): void;
}

/**
 * Row locks: a write holds its rows, and the parents of the rows it inserts, until it has committed. Whoever comes
 * second waits, and is refused when the wait is over (Designing Record Access guide, "Record-Level Locking").
 */
export class RowLocks {
  readonly #held = new Set<string>();
  readonly #waiters = new Set<Waiter>();

  /** Resolves with the function that gives the locks back. */
  async acquire(keys: readonly string[], waitMs: number): Promise<() => void> {
    const wanted = [...new Set(keys)];
    const blocked = wanted.find((key) => this.#held.has(key));
    if (blocked !== undefined) await this.#wait(wanted, blocked, waitMs);
    else for (const key of wanted) this.#held.add(key);
    return () => this.#release(wanted);
  }

  #wait(keys: readonly string[], blocked: string, waitMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(
          new SalesforceError(
            400,
            'UNABLE_TO_LOCK_ROW',
            `unable to obtain exclusive access to this record or 1 records: ${blocked}`,
          ),
        );
      }, waitMs);
      const waiter: Waiter = {
        keys,
        grant: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.#waiters.add(waiter);
    });
  }

  #release(keys: readonly string[]): void {
    for (const key of keys) this.#held.delete(key);
    for (const waiter of this.#waiters) {
      if (waiter.keys.some((key) => this.#held.has(key))) continue;
      this.#waiters.delete(waiter);
      for (const key of waiter.keys) this.#held.add(key);
      waiter.grant();
    }
  }
}
