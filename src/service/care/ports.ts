import type { CaseList } from '../../api/cases.ts';
import type { LinkableCase, OpenCaseRow } from '../../api/embed.ts';
import type {
  CaseEvent,
  CaseSummary,
  DraftShape,
  MessageEntry,
  NoteEntry,
  TimelineEntry,
} from '../../api/shapes.ts';
import type { ActorRef } from '../../domain/agent.ts';
import type { CareCase } from '../../domain/case.ts';
import type { OwnCareData } from '../../domain/case-field.ts';
import type { CaseProperties } from '../../domain/case-properties.ts';
import type { Customer } from '../../domain/customer.ts';
import type { Attachment, DeliveryState, MessageDirection, MessageKind } from '../../domain/message.ts';
import type { Platform } from '../../domain/profile.ts';
import type { Sentiment } from '../../domain/sentiment.ts';
import type { OwnDataStore } from './own-data-ports.ts';

/** What the care use cases need from the world; storage implements it and main.ts binds it. */
export interface CarePorts {
  /** One transaction that sees this account and no other. */
  inAccount<T>(accountId: string, work: (store: CareStore) => Promise<T>): Promise<T>;
  now(): Date;
}

export interface Profile {
  id: string;
  platform: Platform;
  handle: string;
  name: string;
}

export interface Agent {
  id: string;
  name: string;
  email: string;
  roleName: string;
  active: boolean;
}

export interface NewMessage {
  caseId: string;
  profileId: string;
  platformId: string | null;
  direction: MessageDirection;
  kind: MessageKind;
  authorName: string;
  authorHandle: string;
  agentId: string | null;
  text: string;
  attachments: readonly Attachment[];
  inReplyTo: string | null;
  permalink: string | null;
  sentAt: string;
  delivery: DeliveryState | null;
  /** Of a customer's message, as far as the channel says. */
  sentiment: Sentiment | null;
  /** ISO 639, as far as the channel says. */
  language: string | null;
}

export interface ViewQuery {
  view: CaseList;
  agentId: string | null;
  /** Whether it holds the cases of others too. */
  all: boolean;
  search: string | null;
  cursor: string | null;
  limit: number;
}

export interface CaseChange {
  status?: CareCase['status'];
  priority?: CareCase['priority'];
  assigneeId?: string | null;
}

/** The account's cases inside one transaction. */
export interface CareStore {
  /** The case, locked until the transaction ends; null when the account has no such case. */
  lockCase(caseId: string): Promise<CareCase | null>;
  /** Whose it is, without a lock; null when the account has no such case. */
  caseHolder(caseId: string): Promise<Pick<CareCase, 'assigneeId' | 'status'> | null>;
  saveCase(caseId: string, changes: Partial<Omit<CareCase, 'id' | 'number'>>): Promise<void>;
  createCase(input: { profileId: string; customerId: string; createdAt: string }): Promise<CareCase>;
  /** The customer's newest case on the profile, locked. The customer is locked first, so two messages take turns. */
  lockLatestCase(profileId: string, customerId: string): Promise<CareCase | null>;

  profile(profileId: string): Promise<Profile | null>;
  profiles(): Promise<Profile[]>;
  customer(customerId: string): Promise<Customer | null>;
  saveCustomer(input: Omit<Customer, 'id'>): Promise<Customer>;
  agent(agentId: string): Promise<Agent | null>;
  agents(): Promise<Agent[]>;
  account(): Promise<{ id: string; name: string; graceDays: number }>;

  messageByPlatformId(
    profileId: string,
    platformId: string,
  ): Promise<{ id: string; caseId: string; seq: number } | null>;
  /** The newest thing the customer wrote; null: they wrote nothing yet. */
  lastCustomerMessage(caseId: string): Promise<{ id: string; kind: MessageKind } | null>;
  /** Stores the message at the case's next place and writes the event. */
  addMessage(actor: ActorRef, message: NewMessage): Promise<{ id: string; seq: number }>;
  addNote(
    actor: ActorRef,
    note: { caseId: string; agentId: string; text: string; at: string },
  ): Promise<{ id: string; seq: number }>;
  recordChange(actor: ActorRef, caseId: string, change: CaseChange): Promise<void>;

  /** Null: the account has no such case. */
  properties(caseId: string): Promise<CaseProperties | null>;
  /** @returns labels that the account had not had before. */
  saveProperties(caseId: string, properties: CaseProperties): Promise<readonly string[]>;
  /** Writes down that they have changed: whoever looks at the case asks for them again. */
  recordProperties(actor: ActorRef, caseId: string): Promise<void>;
  ownCareData(): Promise<OwnCareData>;
  readonly ownData: OwnDataStore;

  /** The agent's own cases that are not done: unanswered first, then by the customer's newest message. */
  openCases(agentId: string): Promise<{ cases: OpenCaseRow[]; more: boolean }>;
  openCaseIds(agentId: string): Promise<string[]>;
  /**
   * Cases of the customers who are the person of a Salesforce record: linked to its contact, then by e-mail.
   *
   * @param sight whose: only their own and those nobody has; null: all.
   */
  linkableOfPeople(
    connectionId: string,
    people: { contactId: string | null; emails: readonly string[] },
    sight: string | null,
  ): Promise<LinkableCase[]>;
  linkableBySearch(search: string, sight: string | null): Promise<LinkableCase[]>;
  summary(caseId: string): Promise<CaseSummary | null>;
  list(query: ViewQuery): Promise<{ cases: CaseSummary[]; nextCursor: string | null }>;
  countView(query: Pick<ViewQuery, 'view' | 'agentId' | 'all'>): Promise<number>;
  /** Newest first. */
  entries(
    caseId: string,
    before: number | null,
    limit: number,
  ): Promise<{ entries: TimelineEntry[]; olderEntries: boolean }>;
  messageEntry(messageId: string): Promise<MessageEntry>;
  noteEntry(noteId: string): Promise<NoteEntry>;
  /** Oldest first. */
  events(caseId: string, after: number, limit: number): Promise<CaseEvent[]>;

  draft(agentId: string, caseId: string): Promise<DraftShape | null>;
  saveDraft(agentId: string, caseId: string, draft: DraftShape): Promise<void>;
  forgetDraft(agentId: string, caseId: string): Promise<void>;
}
