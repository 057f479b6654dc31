/** In the place of a case: it is about all of the account's. */
export const EVERY_CASE = '*';

/** A case moved to this place in its sequence. */
export interface CaseMoved {
  accountId: string;
  /** `''`: notices may have been missed; `EVERY_CASE`: what there is to say of cases has changed. */
  caseId: string;
  seq: number;
  /** Whose case it is from then on. */
  assigneeId: string | null;
}

/**
 * Tells everyone in this process who watches an account that one of its cases moved. A lost notice is
 * harmless: watchers ask for what they lack by sequence, and look by themselves when told nothing for long.
 */
export class LiveHub {
  readonly #watchers = new Map<string, Set<(moved: CaseMoved) => void>>();

  watch(accountId: string, watcher: (moved: CaseMoved) => void): () => void {
    const watchers = this.#watchers.get(accountId) ?? new Set();
    watchers.add(watcher);
    this.#watchers.set(accountId, watchers);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(accountId);
    };
  }

  tell(moved: CaseMoved): void {
    for (const watcher of this.#watchers.get(moved.accountId) ?? []) watcher(moved);
  }

  /** After notices may have been missed: every watcher looks again. */
  tellAll(): void {
    for (const [accountId, watchers] of this.#watchers)
      for (const watcher of watchers) watcher({ accountId, caseId: '', seq: 0, assigneeId: null });
  }
}
