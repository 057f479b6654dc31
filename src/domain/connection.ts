import type { MessageObject } from './message-object.ts';
import type { ContactKind } from './person-account.ts';

/** Something an org still lacks, and who can mend it how. */
export interface SetupFinding {
  code: string;
  fact: string;
  remedy: string;
}

/** How statuses are to be kept in step. `automated`: by conditions that are yet to be set up; until then, not at all. */
export const STATUS_SYNCS = ['none', 'automated', 'bidirectional'] as const;
export type StatusSync = (typeof STATUS_SYNCS)[number];

/** How an escalation made now is kept in step. */
export const statusSyncOfEscalation = (wanted: StatusSync): 'none' | 'bidirectional' =>
  wanted === 'bidirectional' ? 'bidirectional' : 'none';

/** An account's link to one Salesforce org. */
export interface Connection {
  id: string;
  accountId: string;
  environment: 'production' | 'sandbox';
  /** 18 characters. */
  orgId: string;
  orgName: string;
  /** Origin of the org's API, pinned: tokens are shown to no other host. */
  instanceUrl: string;
  /** Origin people sign in at; tokens are renewed there. */
  loginUrl: string;
  state: 'connected' | 'reconnect_needed';
  stateReason: string | null;
  statusSync: StatusSync;
  events: 'live' | 'sweep_only' | 'starting';
  setup: SetupFinding[];
  /** Since when a person holds messages and statuses back. */
  pausedAt: string | null;
  /** An object of the org that messages are written to; absent or null: Care's own. */
  messageObject?: MessageObject | null;
  /** Whether the org has person accounts, as far as Care has seen; it cannot switch them off again. */
  hasPersonAccounts: boolean;
  /** What a new contact is made as there; null: Care chooses. */
  contactsAs: ContactKind | null;
  createdAt: string;
}

/** A Salesforce user who let Care act for them. The token itself never appears in an object like this. */
export interface ConnectedUser {
  id: string;
  accountId: string;
  connectionId: string;
  /** The Care agent who connected; null once they connected as somebody else. */
  agentId: string | null;
  salesforceUserId: string;
  username: string;
  displayName: string;
  isDefault: boolean;
  state: 'connected' | 'reconnect_needed';
  stateReason: string | null;
}
