import type { Attachment, MessageDirection, MessageKind } from './message.ts';
import type { Platform } from './profile.ts';

/** What is known of a message when it goes into Salesforce. */
export interface MessageFacts {
  /** Place in the case. */
  seq: number;
  direction: MessageDirection;
  kind: MessageKind;
  authorName: string;
  authorHandle: string;
  text: string;
  attachments: readonly Attachment[];
  platform: Platform;
  profileName: string;
  permalink: string | null;
  /** ISO-8601 UTC, by the platform. */
  sentAt: string;
  /** The agent who wrote it; null for a customer. */
  actedBy: string | null;
}

export type MessageSource = keyof MessageFacts;

export interface MappedField {
  field: string;
  from: MessageSource;
  /**
   * text: the longest it may be, in Salesforce's counting (UTF-16 units, a line break as two).
   * `split`: what does not fit continues in further rows; `mark`: it is cut and ends with an ellipsis.
   */
  text?: { limit: number; over: 'split' | 'mark' };
}

/** The object messages are written to. Nothing else in the code knows it by name. */
export interface MessageMapping {
  object: string;
  /** External id, unique, case-sensitive. */
  key: string;
  /** Master-detail to the record of the escalation. */
  parent: string;
  version: string;
  fields: readonly MappedField[];
}

const NAME = { limit: 255, over: 'mark' } as const;

export const DEFAULT_MESSAGE_MAPPING: MessageMapping = {
  object: 'Care_Message__c',
  key: 'Care_Id__c',
  parent: 'Case__c',
  version: 'Care_Version__c',
  fields: [
    { field: 'Sequence__c', from: 'seq' },
    { field: 'Direction__c', from: 'direction' },
    { field: 'Kind__c', from: 'kind' },
    { field: 'Author_Name__c', from: 'authorName', text: NAME },
    { field: 'Author_Handle__c', from: 'authorHandle', text: NAME },
    { field: 'Body__c', from: 'text', text: { limit: 32_768, over: 'split' } },
    { field: 'Attachments__c', from: 'attachments', text: { limit: 32_768, over: 'mark' } },
    { field: 'Sent_At__c', from: 'sentAt' },
    { field: 'Platform__c', from: 'platform' },
    { field: 'Profile__c', from: 'profileName', text: NAME },
    { field: 'Permalink__c', from: 'permalink' },
    { field: 'Care_Acted_By__c', from: 'actedBy', text: NAME },
  ],
};
