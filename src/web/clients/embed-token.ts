import type { BearerToken } from './api-client.ts';

export interface Grant {
  token: string;
  /** ISO-8601. */
  expiresAt: string;
}

export interface EmbedTokenOptions<G extends Grant> {
  /** Asks the host for a one-time code and turns it into a grant. */
  readonly obtain: () => Promise<G>;
  /** Told of every renewal. */
  readonly renewed?: (grant: G) => void;
  /** Told when no token could be had; it is tried again by itself. */
  readonly failed?: (error: unknown) => void;
  readonly now?: () => number;
}

/** How long before its end a token is renewed, in ms. */
const AHEAD_MS = 90_000;
const RETRY_MS = 15_000;

export interface EmbedToken<G extends Grant> extends BearerToken {
  /** Takes the first grant, or a new one for another record. */
  take(grant: G): void;
  end(): void;
}

/**
 * Holds the widget's bearer token, in memory only, and renews it ahead of its end and after a 401.
 * However many requests ask at once, the host is asked for one code.
 */
export function createEmbedToken<G extends Grant>(options: EmbedTokenOptions<G>): EmbedToken<G> {
  const now = options.now ?? Date.now;
  let grant: G | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let renewing: Promise<boolean> | null = null;

  const schedule = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void renew(), ms);
  };
  const take = (next: G) => {
    grant = next;
    schedule(Math.max(1_000, Date.parse(next.expiresAt) - now() - AHEAD_MS));
  };
  const renew = (): Promise<boolean> => {
    renewing ??= options
      .obtain()
      .then((next) => {
        take(next);
        options.renewed?.(next);
        return true;
      })
      .catch((error: unknown) => {
        if (grant) schedule(RETRY_MS);
        options.failed?.(error);
        return false;
      })
      .finally(() => {
        renewing = null;
      });
    return renewing;
  };

  return {
    current: () => grant?.token ?? null,
    renew,
    take,
    end() {
      clearTimeout(timer);
      grant = null;
    },
  };
}
