/**
 * What the sync engine needs from the world; src/service/salesforce and src/service/storage bind it.
 * Words: outcome (what is known of one HTTP request afterwards), token owner (whose token was used).
 */

import type { SalesforceErrorClass } from '../../domain/classify-salesforce-error.ts';

export type SalesforcePurpose =
  | 'escalate'
  | 'messages'
  | 'case_state'
  | 'undo'
  | 'sweep'
  | 'contact'
  | 'describe'
  | 'identity'
  | 'setup'
  | 'record_access';

/** One HTTP request below /services/data/vNN. */
export interface SalesforceRequest {
  accountId: string;
  connectionId: string;
  /** Whose token is tried first; null: the default token. */
  actingAgentId: string | null;
  /** Background work falls back to the default token; an agent who waits may not. */
  fallback: 'default' | 'none';
  purpose: SalesforcePurpose;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** e.g. `/composite/sobjects/Care_Message__c/Care_Id__c`, query string included. */
  path: string;
  /** `Sforce-Auto-Assign: FALSE` is always sent unless set here. */
  headers?: Record<string, string>;
  body?: unknown;
  /** Records carried by a write, 0 for a read: for the call ledger. */
  records: number;
  /** Total time in ms; absent: the transport's own (30 s). */
  deadlineMs?: number;
  /** Somebody looks at an empty page until this is answered: its row in the ledger may follow. */
  isUrgent?: boolean;
}

export interface TokenOwner {
  salesforceUserId: string;
  username: string;
  displayName: string;
  /** The Care agent whose own token it is; null: the default token of nobody in particular. */
  agentId: string | null;
}

export interface SalesforceErrorEntry {
  code: string;
  message: string;
  fields: string[];
  /** Of DUPLICATES_DETECTED, where Salesforce names them. */
  duplicates?: { allowSave: boolean; recordIds: string[] };
}

export type SalesforceOutcome =
  /** 2xx. The rows of a collection may still have failed, each on its own. */
  | {
      kind: 'answered';
      status: number;
      body: unknown;
      headers: Record<string, string>;
      tokenOwner: TokenOwner;
    }
  /** Salesforce said no to the whole request; nothing was written. */
  | {
      kind: 'refused';
      status: number;
      errors: SalesforceErrorEntry[];
      tokenOwner: TokenOwner;
      class: SalesforceErrorClass;
    }
  /** Sent, and no trustworthy answer: it may have been committed. */
  | { kind: 'unknown'; reason: string }
  /** Not sent. The work waits; no try is burnt. */
  | {
      kind: 'unavailable';
      reason: 'reconnect_needed' | 'not_connected' | 'limit' | 'network' | 'server';
      retryAfterMs: number;
      detail: string;
    };

export interface SalesforceAccess {
  accessToken: string;
  instanceUrl: string;
  /** 18 characters. */
  orgId: string;
}

export interface SalesforcePort {
  /** Never throws for what Salesforce or the network do. One call is one HTTP request (a renewed token's repeat apart). */
  call(request: SalesforceRequest): Promise<SalesforceOutcome>;
  /**
   * A token for the metadata of the Pub/Sub stream and nothing else.
   * @param needs viewAll: only a token whose user may View All Cases.
   * @returns null when there is none.
   */
  accessFor(
    accountId: string,
    connectionId: string,
    needs: { viewAll: boolean },
  ): Promise<SalesforceAccess | null>;
}
