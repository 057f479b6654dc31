/**
 * What the lane engine needs from storage. Words: lane (the queue of one case for one target), item (a row
 * of it), lease (who may send a lane's items and write down their outcome, until when), settlement (what
 * one try came to).
 */
import type { CaseFields } from '../../domain/case-fields.ts';
import type { LinkedContact } from '../../domain/contact.ts';
import type { MessageFacts } from '../../domain/default-message-mapping.ts';
import type { MessageObject } from '../../domain/message-object.ts';
import type { StatusMap } from '../../domain/status-map.ts';
import type { UndoAct } from '../../domain/undo.ts';

export interface LaneLease {
  accountId: string;
  caseId: string;
  owner: string;
  /** Raised at every claim: whoever holds an older one has lost the lane. */
  epoch: number;
}

export interface ClaimedLane<Item> {
  lease: LaneLease;
  /** Tries burnt so far at its head. */
  attempts: number;
  /** In order, head first. */
  items: Item[];
}

export interface SyncReason {
  code: string;
  message: string;
  fields?: string[];
}

/** Why a lane rests in which everything is held back by a person. */
export const SYNC_PAUSED: SyncReason = { code: 'SYNC_PAUSED', message: 'The sync is paused.' };

/** When the lane may be claimed again, and why not earlier. */
export interface LaneRest {
  waitMs: number;
  attempts: number;
  reason: SyncReason | null;
}

export interface LaneStore<Item, Effects> {
  /** Takes up to `lanes` ready lanes of the account, each with up to `items` rows from its head. */
  claim(accountId: string, limits: { lanes: number; items: number }): Promise<ClaimedLane<Item>[]>;
  /**
   * Writes outcomes down in one transaction and lets the lanes go.
   * A lane whose lease was lost meanwhile is left untouched.
   * @returns the lanes that were written.
   */
  settle(accountId: string, settlements: readonly Settlement<Effects>[]): Promise<LaneLease[]>;
}

export interface Settlement<Effects> {
  lease: LaneLease;
  effects: readonly Effects[];
  rest: LaneRest;
}

interface SalesforceItemBase {
  /** Outbox id. */
  id: number;
  accountId: string;
  connectionId: string;
  escalationId: string;
  /** `Care_Escalation_Id__c`. */
  escalationKey: string;
  object: 'Case' | 'Lead';
  /** Whose own token is used; null: the default token. */
  actingAgentId: string | null;
}

export interface EscalateItem extends SalesforceItemBase {
  kind: 'escalate';
  /** Set: this record is there and is linked, by its id. Null: it is created, by our own key. */
  recordId: string | null;
  fields: CaseFields;
  version: number;
  /** Whether the org's assignment rule decides who owns the new record. */
  autoAssign?: boolean;
  /** Although a duplicate rule of the org warns; one that blocks still does. */
  allowDuplicates?: boolean;
  /** One of many that somebody has sent at once: it waits for no call of its own. */
  inBulk?: boolean;
  statusMap: StatusMap;
}

export interface MessageItem extends SalesforceItemBase {
  kind: 'message';
  messageId: string;
  recordId: string | null;
  facts: MessageFacts;
  /** What the org's own mapping adds. */
  mapped: CaseFields;
  /** The org's own object it is written to, by the mapping alone; absent or null: Care's. */
  into?: MessageObject | null;
}

/**
 * Always the newest state, with its version, however old the row that asks for it. A version stands for one value for
 * ever: what the mapping said when it was handed out.
 */
export interface CaseStateItem extends SalesforceItemBase {
  kind: 'case_state';
  recordId: string | null;
  /** The version this row was queued for. */
  queuedVersion: number;
  version: number;
  /** The newest version known to stand in Salesforce. */
  knownVersion: number;
  /** Null: nothing stands for it, and what Salesforce shows stays. */
  status: string | null;
  actedBy: string | null;
}

/** Takes the escalation back. */
export interface UndoItem extends SalesforceItemBase {
  kind: 'undo';
  /** Null: nobody heard what came of creating it. */
  recordId: string | null;
  act: UndoAct;
  /** Null: the org's first closed status. */
  closedStatus: string | null;
  /** Of a deletion: by `actingAgentId`'s own token, or not at all. */
  byOwnToken: boolean;
  version: number;
  actedBy: string | null;
  /** It was taken back before: this looks for a record that Salesforce has made since. */
  late: boolean;
}

/** The contact of a customer who was linked after their case had gone to Salesforce without one. */
export interface ContactItem extends SalesforceItemBase {
  kind: 'contact';
  recordId: string | null;
  /** By the mapping, of whoever is linked now; empty: nobody is any more. */
  fields: CaseFields;
}

/** Looks for the record of an escalation that was refused: a try whose end nobody heard may have made it since. */
export interface LookItem extends SalesforceItemBase {
  kind: 'look';
  recordId: null;
}

export type SalesforceItem = EscalateItem | MessageItem | CaseStateItem | UndoItem | ContactItem | LookItem;

/** Whose token made or linked a record. */
export interface WrittenBy {
  salesforceUserId: string;
  /** Null: all that is known is the record's own CreatedById. */
  displayName: string | null;
}

/** A record that Salesforce made after its escalation had been taken back, and what came of it. */
export interface LateRecord {
  number: string;
  outcome: string;
}

/** A record of ours, as it stands in Salesforce. */
interface NewRecord {
  escalationId: string;
  recordId: string;
  recordNumber: string | null;
  status: string | null;
  version: number;
  writtenBy: WrittenBy | null;
}

/** What a try came to, for one item or its escalation. Applied in order, in one transaction. */
export type SalesforceEffect =
  | { type: 'done'; itemId: number; salesforceId: string | null }
  | { type: 'parked'; itemId: number; reason: SyncReason }
  | { type: 'use_default_token'; itemId: number }
  | ({ type: 'created' } & NewRecord)
  /** A state of ours stands in Salesforce: rows queued for it or an older one are done. */
  | { type: 'state_written'; escalationId: string; status: string | null; version: number }
  /** Salesforce refused the record: nothing was created, and the form can be corrected. */
  | { type: 'refused'; escalationId: string; reason: SyncReason }
  | { type: 'moved'; escalationId: string; recordId: string; recordNumber: string | null }
  | { type: 'gone'; escalationId: string; reason: SyncReason }
  /** The contact of the new record was merged away: the record is written with the one that took its place. */
  | { type: 'contact_moved'; escalationId: string; from: string; contact: LinkedContact }
  /** The contact of the new record was deleted, and nothing took its place. */
  | { type: 'contact_deleted'; escalationId: string; contactId: string }
  /** Nobody heard what came of a try to create it: Salesforce may still make it. */
  | { type: 'unheard'; escalationId: string }
  /** Taken back; `outcome` says to people what came of it. */
  | { type: 'undone'; escalationId: string; outcome: string }
  /** After it was refused Salesforce was asked again, and has it. */
  | ({ type: 'adopted' } & NewRecord)
  /** After it was taken back or refused Salesforce was asked again. @property found what was there; null: nothing. */
  | { type: 'looked'; escalationId: string; found: LateRecord | null }
  /** What was there then does not let itself be taken back. */
  | { type: 'late_refused'; escalationId: string; reason: SyncReason }
  /** Salesforce refused to take it back: the escalation stands, and what was cancelled goes on. */
  | { type: 'undo_refused'; escalationId: string; reason: SyncReason }
  /** The fence saw a version that was never ours: hand out a higher one and write the state again. */
  | { type: 'raise_version'; escalationId: string; above: number };

export interface SalesforceLaneStore extends LaneStore<SalesforceItem, SalesforceEffect> {
  /** The newest version handed out for the escalation, now. */
  issuedVersion(accountId: string, escalationId: string): Promise<number>;
}

/** An outgoing message on its way to the customer. */
export interface DeliveryItem {
  /** Outbox id. */
  id: number;
  messageId: string;
  profileId: string;
  /** Null: the profile has no outgoing webhook. */
  url: string | null;
  sealedSecret: Uint8Array;
  /** The body as it is sent, an OutgoingMessage of the contract. */
  body: unknown;
}

export type DeliveryEffect =
  | {
      type: 'sent';
      itemId: number;
      messageId: string;
      platformId: string | null;
      permalink: string | null;
    }
  | { type: 'failed'; itemId: number; messageId: string; reason: string };

export type DeliveryLaneStore = LaneStore<DeliveryItem, DeliveryEffect>;
