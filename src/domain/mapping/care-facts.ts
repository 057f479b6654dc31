import type { CasePriority, CaseStatus } from '../case.ts';
import type { CaseFieldValue, OwnCareData } from '../case-field.ts';
import type { MessageDirection, MessageKind } from '../message.ts';
import type { Platform } from '../profile.ts';
import type { Sentiment } from '../sentiment.ts';

export interface SpokenMessage {
  direction: MessageDirection;
  kind: MessageKind;
  authorName: string;
  authorHandle: string;
  text: string;
  permalink: string | null;
  sentiment: Sentiment | null;
  /** ISO 639. */
  language: string | null;
  /** ISO-8601 UTC, by the platform. */
  sentAt: string;
}

/** What of a Care case can stand in a Salesforce record, at the moment of its escalation. */
export interface CareFacts {
  /** What the account has of its own to map. */
  own: OwnCareData;
  case: {
    id: string;
    number: number;
    /** Where it opens in Care. */
    url: string;
    status: CaseStatus;
    priority: CasePriority;
    createdAt: string;
    lastCustomerMessageAt: string | null;
    messageCount: number;
    assigneeName: string | null;
    sentiment: Sentiment | null;
    /** ISO 639. */
    language: string | null;
    labels: readonly string[];
    /** By the key of the case field; what has no value is not there. */
    fields: Readonly<Record<string, CaseFieldValue>>;
  };
  profile: { id: string; platform: Platform; name: string; handle: string };
  customer: { name: string; handle: string; email: string | null; phone: string | null };
  messages: {
    /** Whoever wrote it. */
    first: SpokenMessage | null;
    firstOfCustomer: SpokenMessage | null;
    latestOfCustomer: SpokenMessage | null;
    /** At most ten, oldest first. */
    latest: readonly SpokenMessage[];
  };
  /** The one a record is made of; null: the record is of the whole case. */
  message: SpokenMessage | null;
  /** The linked one. */
  contact: { id: string; name: string; isPerson: boolean } | null;
  escalation: {
    /** `Care_Escalation_Id__c`; null while nothing is escalated yet. */
    key: string | null;
    at: string;
    agentName: string;
    agentEmail: string;
  };
}
