import type { CaseStatus } from '../../domain/case.ts';
import type { Attachment, DeliveryState, MessageDirection, MessageKind } from '../../domain/message.ts';

/** One line of a conversation as the thread shows it. Replace an item by a new object when it changes. */
export type ThreadItem = MessageItem | NoteItem | EventItem;

export interface MessageItem {
  type: 'message';
  id: string;
  direction: MessageDirection;
  kind: MessageKind;
  /** Name of the customer or agent. */
  author: string;
  /** Written by the reader; shown as "You". */
  mine: boolean;
  text: string;
  /** ISO-8601. */
  at: string;
  attachments: readonly Attachment[];
  /** Outgoing messages only; null when nothing is known. */
  delivery: DeliveryState | null;
  /** Why it failed: the fact, then what to do. */
  failure: string | null;
  /** Stored on the Salesforce side; false shows nothing. */
  inSalesforce: boolean;
  /** The message this one answers. */
  replyTo: { author: string; text: string } | null;
  /** The message on its platform. */
  permalink: string | null;
}

export interface NoteItem {
  type: 'note';
  id: string;
  author: string;
  mine: boolean;
  text: string;
  /** ISO-8601. */
  at: string;
}

/** Something that happened to the case, between the messages. */
export interface EventItem {
  type: 'event';
  id: string;
  text: string;
  /** ISO-8601. */
  at: string;
  /** The status it led to, drawn before the words. */
  status: CaseStatus | null;
}

/** What can be done to a message; the app offers those it can carry out. */
export type MessageAction = 'reply' | 'copy' | 'open' | 'send_again' | 'edit' | 'discard';

export interface MessageActionDetail {
  action: MessageAction;
  id: string;
}
