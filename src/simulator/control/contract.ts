import type { GapType } from '../state/journal-entry.ts';

/** One HTTP request the org answered (or cut). */
export interface CallRecord {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** `api`: under /services/data, counted against the daily limit. `sign-in`: OAuth and identity. `grpc`: Pub/Sub. */
  readonly kind: 'api' | 'sign-in' | 'grpc';
  /** e.g. `query`, `create`, `collections-upsert`, `composite`; see actions/. */
  readonly operation: string;
  readonly username: string | null;
  /** From `Sforce-Call-Options: client=`. */
  readonly client: string | null;
  /** Records carried by a write. */
  readonly records: number;
  readonly status: number;
  /** Error code of the answer, or null. */
  readonly errorCode: string | null;
}

/** An answer given on purpose. Faults are matched oldest first; the first that applies wins. */
export interface Fault {
  /** Operation as in the call log, or `*`. */
  readonly operation: string;
  /** Salesforce error code, e.g. `UNABLE_TO_LOCK_ROW`, `REQUEST_LIMIT_EXCEEDED`, `SERVER_UNAVAILABLE`. */
  readonly code?: string;
  /** Wait before working; the row locks are held meanwhile. */
  readonly latencyMs?: number;
  /** `before`: cut, nothing happened. `after`: committed, then the connection is cut without an answer. */
  readonly drop?: 'before' | 'after';
  /** Only these rows of a collection fail (0-based); else all of the request. */
  readonly rows?: readonly number[];
  /** Applies to the nth matching call from now (1 = the next); default 1. */
  readonly nth?: number;
  /** How often it applies from there on; default 1; `Infinity` (JSON: null) until removed. */
  readonly times?: number | null;
}

export interface OrgControl {
  addFault(fault: Fault): { id: string };
  removeFault(id: string): void;
  clearFaults(): void;
  faults(): readonly (Fault & { id: string; hits: number })[];
  calls(): readonly CallRecord[];
  clearCalls(): void;
  /** Requests under /services/data so far, or since `clearCalls`. */
  apiCallCount(): number;
  /** How long a write waits for a row lock before UNABLE_TO_LOCK_ROW. The platform waits about 10 s; tests may set 0. */
  lockWaitMs: number;
  /** Silence after which a Pub/Sub subscriber that waits for events gets an empty answer. The platform takes 270 s. */
  keepaliveMs: number;
  /** Ends every open Pub/Sub stream: with a gRPC status by name (default `UNAVAILABLE`) or an `error-code`. */
  cutStreams(code?: string): void;
  /** Drops all retained change events, as three days would: older replay ids are no longer valid. */
  expireEvents(): Promise<void>;
  /** Publishes an event that only says that these records changed; `GAP_OVERFLOW` names none. */
  publishGap(object: string, recordIds: readonly string[], type: GapType): Promise<void>;
  /** Ends every access token now, or one user's, as a session timeout would. */
  expireAccessTokens(username?: string): Promise<void>;
  /** Revokes every grant of a user (or of all), as an admin would in Setup. */
  revokeGrants(username?: string): Promise<void>;
}
