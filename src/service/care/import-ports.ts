import type { CareCase, CaseStatus } from '../../domain/case.ts';
import type { CaseField } from '../../domain/case-field.ts';
import type { CaseProperties } from '../../domain/case-properties.ts';
import type { Platform } from '../../domain/profile.ts';
import type { ImportedMessage } from './import-line.ts';

/** A file, or anything that can be read from its start more than once. */
export interface ImportSource {
  open(): AsyncIterable<Uint8Array>;
}

/** What the importer needs from the world; storage implements it. */
export interface ImportPorts {
  /**
   * One transaction that sees this account and no other. It takes turns with other imports into the
   * account, and is done again when a message that came in meanwhile got in its way.
   */
  inAccount<T>(accountId: string, work: (store: ImportStore) => Promise<T>): Promise<T>;
  now(): Date;
}

export interface ImportStore {
  caseFields(): Promise<CaseField[]>;
  graceDays(): Promise<number>;
  /** Keeps the shift of a file unless one is kept already. Returns the one that holds, in ms. */
  keepShift(contentHash: Uint8Array, shiftMs: number): Promise<number>;
  /** Ids in the order asked for. A profile that is new gets a signing secret and no outgoing webhook. */
  profileIds(profiles: readonly ImportProfile[]): Promise<string[]>;
  /** Ids in the order asked for. The customers stay locked until the transaction ends. */
  customerIds(customers: readonly ImportCustomer[]): Promise<string[]>;
  /** Which of these platform ids are stored, and in which case; keys by `messageKey`. */
  knownMessages(messages: readonly MessagePlace[]): Promise<Map<string, string>>;
  /** The cases of these ids and all cases of these customers on these profiles, locked. */
  cases(ids: readonly string[], of: readonly CasePlace[]): Promise<CareCase[]>;
  /** Writes new cases with their messages and events. */
  addCases(cases: readonly PlannedCase[]): Promise<void>;
  /** Adds messages to a case that is there; what is escalated passes them on. */
  extendCase(planned: PlannedCase, before: CareCase): Promise<void>;
}

export interface ImportProfile {
  platform: Platform;
  handle: string;
}

export interface ImportCustomer {
  platform: Platform;
  externalId: string;
  handle: string;
  name: string;
  email: string | null;
  phone: string | null;
}

export interface CasePlace {
  profileId: string;
  customerId: string;
}

export interface MessagePlace {
  profileId: string;
  platformId: string;
}

/** A case as an import leaves it. */
export interface PlannedCase extends CasePlace {
  id: string;
  status: CaseStatus;
  createdAt: string;
  doneAt: string | null;
  messages: PlannedMessage[];
  /** What the file says of it; of a case that is there, what nobody has said yet. */
  said: CaseProperties;
}

export interface PlannedMessage extends ImportedMessage {
  authorHandle: string;
}

export const messageKey = ({ profileId, platformId }: MessagePlace): string => `${profileId} ${platformId}`;
