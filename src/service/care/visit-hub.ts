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

  isWaiting({ orgKey, visit }: VisitName): boolean {
    return [...(this.#waiting.get(visit) ?? [])].some((one) => one.orgKey === orgKey);
  }

  /** To one document; the others learn that there is nothing left for them. */
  show({ orgKey, visit }: VisitName, sight: FirstSight): void {
    const waiting = [...(this.#waiting.get(visit) ?? [])];
    const shown = waiting.find((one) => one.orgKey === orgKey);
    for (const one of waiting) one.heard(one === shown ? sight : null);
  }
}
