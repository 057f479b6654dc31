import type { SalesforceErrorClass } from '../../../domain/classify-salesforce-error.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../../domain/default-message-mapping.ts';
import { DEFAULT_STATUS_MAP } from '../../../domain/status-map.ts';
import { deliverToSalesforce } from '../deliver-to-salesforce.ts';
import type {
  CaseStateItem,
  EscalateItem,
  LookItem,
  MessageItem,
  SalesforceEffect,
  SalesforceItem,
  Settlement,
} from '../lane-ports.ts';
import type { SalesforceOutcome, SalesforceRequest, TokenOwner } from '../ports.ts';

export const OWNER: TokenOwner = {
  salesforceUserId: '005000000000001AAA',
  username: 'integration@acme.example',
  displayName: 'Integration',
  agentId: null,
};
const base = {
  accountId: 'acct_1',
  connectionId: 'conn_1',
  escalationId: 'esc_1',
  escalationKey: 'acct_1:escalation:1',
  object: 'Case' as const,
  actingAgentId: null,
};
export const message = (id: number, over: Partial<MessageItem> = {}): MessageItem => ({
  ...base,
  id,
  kind: 'message',
  messageId: `msg_${id}`,
  mapped: {},
  recordId: '500000000000001AAA',
  facts: {
    seq: id,
    direction: 'incoming',
    kind: 'direct_message',
    authorName: 'Ana',
    authorHandle: 'ana',
    text: `text ${id}`,
    attachments: [],
    platform: 'x',
    profileName: 'Acme',
    permalink: null,
    sentAt: '2026-01-01T00:00:00.000Z',
    actedBy: null,
  },
  ...over,
});
export const state: CaseStateItem = {
  ...base,
  id: 1,
  kind: 'case_state',
  recordId: '500000000000001AAA',
  queuedVersion: 3,
  version: 3,
  knownVersion: 2,
  status: 'Closed',
  actedBy: 'Jonas Lind',
};
export const escalation: EscalateItem = {
  ...base,
  id: 1,
  kind: 'escalate',
  recordId: null,
  version: 1,
  fields: { Subject: 'Hello' },
  statusMap: DEFAULT_STATUS_MAP,
};

export const look: LookItem = { ...base, id: 1, kind: 'look', recordId: null };

export const answered = (body: unknown, tokenOwner = OWNER): SalesforceOutcome => ({
  kind: 'answered',
  status: 200,
  body,
  headers: {},
  tokenOwner,
});
export const refused = (code: string, of: SalesforceErrorClass, tokenOwner = OWNER): SalesforceOutcome => ({
  kind: 'refused',
  status: 400,
  errors: [{ code, message: `${code} happened`, fields: [] }],
  tokenOwner,
  class: of,
});
export const rowError = (statusCode: string, text = '') => ({
  success: false,
  errors: [{ statusCode, message: text, fields: [] }],
});
export const allWell = (request: SalesforceRequest) =>
  answered(
    (request.body as { records: unknown[] }).records.map((_, at) => ({
      id: `a0${at}`,
      success: true,
      errors: [],
    })),
  );

/** Delivers lanes of the given items (each lane a case of its own) against scripted answers. */
export async function deliver(
  lanes: SalesforceItem[][],
  answer: (request: SalesforceRequest) => SalesforceOutcome,
  { attempts = 0, issued = 3 } = {},
) {
  const requests: SalesforceRequest[] = [];
  const settled: Settlement<SalesforceEffect>[] = [];
  await deliverToSalesforce(
    {
      port: {
        accessFor: () => Promise.resolve(null),
        call: (request) => {
          requests.push(request);
          return Promise.resolve(answer(request));
        },
      },
      store: {
        claim: () => Promise.resolve([]),
        settle: (_account, settlements) => {
          settled.push(...settlements);
          return Promise.resolve(settlements.map(({ lease }) => lease));
        },
        issuedVersion: () => Promise.resolve(issued),
      },
      mapping: DEFAULT_MESSAGE_MAPPING,
      random: () => 0,
      parallel: 1,
    },
    'acct_1',
    lanes.map((items, at) => ({
      lease: { accountId: 'acct_1', caseId: `case_${at}`, owner: 'me', epoch: 1 },
      attempts,
      items,
    })),
  );
  const of = (at: number) => settled.find(({ lease }) => lease.caseId === `case_${at}`);
  return { requests, settled, of, first: of(0) };
}
