import type { FirstSight, VisitName } from './first-sight.ts';

type Heard = (sight: FirstSight | null) => void;

/**
 * Tells documents that wait for their code that it has been made, by any process, and what to begin with where that
 * was made ready in this one. A lost notice costs the document its head start and nothing else.
 */
export class VisitHub {
  readonly #waiting = new Map<string, Set<{ orgKey: string; heard: Heard }>>();

  /** Calls at every word of this visit. Returns the function that ends it. */
  watch({ orgKey, visit }: VisitName, heard: Heard): () => void {
    const waiting = this.#waiting.get(visit) ?? new Set();
    const one = { orgKey, heard };
    waiting.add(one);
    this.#waiting.set(visit, waiting);
    return () => {
      waiting.delete(one);
      if (waiting.size === 0) this.#waiting.delete(visit);
    };
  }

  /** The code is made, somewhere. */
  tell(visit: string): void {
    for (const { heard } of this.#waiting.get(visit) ?? []) heard(null);
  }

  isWaiting(visit: VisitName): boolean {
    return this.#first(visit) !== undefined;
  }

  /** To one document only. */
  show(visit: VisitName, sight: FirstSight): void {
    this.#first(visit)?.heard(sight);
  }

  #first({ orgKey, visit }: VisitName) {
    return [...(this.#waiting.get(visit) ?? [])].find((one) => one.orgKey === orgKey);
  }
}
