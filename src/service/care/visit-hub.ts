/**
 * Tells documents that wait for their code that it has been made, by any process. A lost notice costs the document
 * its head start and nothing else.
 */
export class VisitHub {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Calls at every word of this visit. Returns the function that ends it. */
  watch(visit: string, heard: () => void): () => void {
    const waiting = this.#waiting.get(visit) ?? new Set();
    waiting.add(heard);
    this.#waiting.set(visit, waiting);
    return () => {
      waiting.delete(heard);
      if (waiting.size === 0) this.#waiting.delete(visit);
    };
  }

  tell(visit: string): void {
    for (const heard of this.#waiting.get(visit) ?? []) heard();
  }
}
