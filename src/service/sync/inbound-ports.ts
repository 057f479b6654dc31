import type { CaseStatus } from '../../domain/case.ts';
import type { EscalationState } from '../../domain/decide-escalation.ts';
import type { KnownState, SeenState } from '../../domain/decide-inbound-status.ts';
import type { SyncReason } from './lane-ports.ts';

/**
 * How Salesforce's changes come in. Words: change (what one transaction did to records), position (how far
 * the stream was read: an opaque replay id), sweep (asking for everything that changed since a moment).
 */

export type ChangeType =
  | 'CREATE'
  | 'UPDATE'
  | 'DELETE'
  | 'UNDELETE'
  | 'GAP_CREATE'
  | 'GAP_UPDATE'
  | 'GAP_DELETE'
  | 'GAP_UNDELETE'
  | 'GAP_OVERFLOW';

/** One change event, decoded. */
export interface RecordChange {
  /** e.g. `Case`. */
  entity: string;
  changeType: ChangeType;
  /** One or many; a prefix with `*` or the zero id stands for "too many to name". */
  recordIds: string[];
  /** Names of the fields that changed; empty for anything but an update. */
  changedFields: string[];
  /** By Salesforce's clock, ISO-8601. */
  committedAt: string;
  /** Fields carried: changed and enriched ones. Absent is not null. */
  fields: Readonly<Record<string, unknown>>;
}

export type StreamStart = { from: 'latest' } | { from: 'earliest' } | { from: 'after'; replayId: Uint8Array };

/** What the stream hands over: at once when it stands, then events, and a sign of life when there are none. */
export type StreamItem =
  | { type: 'open' }
  | { type: 'position'; replayId: Uint8Array }
  | { type: 'changes'; changes: RecordChange[]; replayId: Uint8Array }
  /** An event nobody can read: what it spoke of has to be swept. */
  | { type: 'unreadable'; reason: string; replayId: Uint8Array };

/**
 * auth: the token; replay_lost: the position is too old or not known; limit: the day's events are used up;
 * denied: this user may not read the channel; interrupted: anything that may pass by itself.
 */
export type StreamFailure = 'auth' | 'replay_lost' | 'limit' | 'denied' | 'interrupted';

export class StreamError extends Error {
  readonly failure: StreamFailure;

  constructor(failure: StreamFailure, detail: string, options?: ErrorOptions) {
    super(`The stream of Salesforce's changes broke off (${failure}): ${detail}`, options);
    this.name = 'StreamError';
    this.failure = failure;
  }
}

export interface ChangeStreamRequest {
  accessToken: string;
  instanceUrl: string;
  orgId: string;
  topic: string;
  start: StreamStart;
  signal: AbortSignal;
}

/** @throws StreamError while iterating. */
export type OpenChangeStream = (request: ChangeStreamRequest) => AsyncIterable<StreamItem>;

/** An escalation a change may concern. */
export interface LinkedEscalation {
  id: string;
  caseId: string;
  recordId: string | null;
  state: EscalationState;
  /** Of the write that takes it back; null: it is not taken back. */
  undoVersion: number | null;
  known: Omit<KnownState, 'issuedStatus'>;
}

/** One transaction of one account. The cases of the escalations it reads are locked until it ends. */
export interface InboundStore {
  lockEscalations(ids: readonly string[]): Promise<LinkedEscalation[]>;
  issuedStatus(escalationId: string, version: number): Promise<string | null>;
  remember(escalationId: string, seen: SeenState): Promise<void>;
  /** Rows queued for this version or an older one have landed. */
  settleLanded(escalationId: string, version: number): Promise<void>;
  raiseVersion(escalationId: string, to: number): Promise<void>;
  /** Queues the case's state under a version above every other. */
  rewrite(escalationId: string): Promise<void>;
  /** By the rules of Care. False: Care refused the status and the case stays as it is. */
  setCaseStatus(caseId: string, status: CaseStatus): Promise<boolean>;
  /** Sets priority (`case_priority`) or a case field by its key. What Care has no such value of changes nothing. */
  setProperty(caseId: string, to: { data: string; value: string }): Promise<void>;
  move(escalationId: string, recordId: string, recordNumber: string | null): Promise<void>;
  markGone(escalationId: string, reason: SyncReason): Promise<void>;
  /** A record carries the key of an escalation that is taken back or was refused: it is looked for. */
  lookForLate(escalationId: string): Promise<void>;
  /** Back from the recycle bin: what waited for it goes on. */
  revive(escalationId: string): Promise<void>;
  /** Tells watchers of the case that its Salesforce side has changed. */
  announce(escalationId: string): Promise<void>;
}

export interface InboundLease {
  accountId: string;
  connectionId: string;
  topic: string;
  owner: string;
  epoch: number;
}

export interface InboundPorts {
  inAccount<T>(accountId: string, work: (store: InboundStore) => Promise<T>): Promise<T>;
  /** Escalations of the connection whose record or key is named. */
  findEscalations(
    accountId: string,
    connectionId: string,
    named: { recordIds: readonly string[]; keys: readonly string[] },
  ): Promise<FoundEscalation[]>;
  /** Null: another process reads this org. */
  takeLease(
    accountId: string,
    connectionId: string,
    topic: string,
    owner: string,
  ): Promise<InboundLease | null>;
  /** False: the lease was lost. */
  renewLease(lease: InboundLease): Promise<boolean>;
  releaseLease(lease: InboundLease): Promise<void>;
  position(lease: InboundLease): Promise<{ replayId: Uint8Array | null; sweptUntil: string | null }>;
  /** Effects and position in one transaction. @throws LeaseLost when another process has taken over. */
  advance<T>(lease: InboundLease, to: PositionMove, work: (store: InboundStore) => Promise<T>): Promise<T>;
  setEvents(
    accountId: string,
    connectionId: string,
    events: 'live' | 'sweep_only' | 'starting',
  ): Promise<void>;
}

export interface PositionMove {
  replayId?: Uint8Array | null;
  sweptUntil?: string;
  /** A sweep has come to its end: all that changed until now has been seen. */
  swept?: true;
}

export interface FoundEscalation {
  id: string;
  recordId: string | null;
  key: string;
  object: 'Case' | 'Lead';
  state: LinkedEscalation['state'];
  known: LinkedEscalation['known'];
  /** It is taken back or was refused, and a record of its key may come all the same. */
  mayComeLate: boolean;
}

export class LeaseLost extends Error {
  constructor() {
    super('Another process reads this org now.');
    this.name = 'LeaseLost';
  }
}
