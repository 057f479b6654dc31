import { expect, it, test } from 'vitest';
import type { SalesforceErrorClass } from '../../domain/classify-salesforce-error.ts';
import { DEFAULT_MESSAGE_MAPPING } from '../../domain/default-message-mapping.ts';
import { deliverToSalesforce } from './deliver-to-salesforce.ts';
import type {
  CaseStateItem,
  EscalateItem,
  MessageItem,
  SalesforceEffect,
  SalesforceItem,
  Settlement,
} from './lane-ports.ts';
import type { SalesforceOutcome, SalesforceRequest, TokenOwner } from './ports.ts';

const OWNER: TokenOwner = {
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
const message = (id: number, over: Partial<MessageItem> = {}): MessageItem => ({
  ...base,
  id,
  kind: 'message',
  messageId: `msg_${id}`,
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
const state: CaseStateItem = {
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
const escalation: EscalateItem = {
  ...base,
  id: 1,
  kind: 'escalate',
  recordId: null,
  version: 1,
  fields: { Subject: 'Hello' },
};

const answered = (body: unknown, tokenOwner = OWNER): SalesforceOutcome => ({
  kind: 'answered',
  status: 200,
  body,
  headers: {},
  tokenOwner,
});
const refused = (code: string, of: SalesforceErrorClass, tokenOwner = OWNER): SalesforceOutcome => ({
  kind: 'refused',
  status: 400,
  errors: [{ code, message: `${code} happened`, fields: [] }],
  tokenOwner,
  class: of,
});
const rowError = (statusCode: string, text = '') => ({
  success: false,
  errors: [{ statusCode, message: text, fields: [] }],
});
const allWell = (request: SalesforceRequest) =>
  answered(
    (request.body as { records: unknown[] }).records.map((_, at) => ({
      id: `a0${at}`,
      success: true,
      errors: [],
    })),
  );

/** Delivers lanes of the given items (each lane a case of its own) against scripted answers. */
async function deliver(
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

it('halves a call that one row spoils until the row stands alone, and sends all others', async () => {
  const lanes = Array.from({ length: 64 }, (_, at) => [
    message(at, { escalationId: `esc_${at}`, recordId: `500${at}` }),
  ]);
  const { requests, settled, of } = await deliver(lanes, (request) =>
    JSON.stringify(request.body).includes('"text 41"')
      ? refused('JSON_PARSER_ERROR', 'data')
      : allWell(request),
  );

  expect(requests.length).toBeLessThanOrEqual(2 * 6 + 1);
  expect(settled).toHaveLength(64);
  expect(of(41)?.effects).toMatchObject([{ type: 'parked', itemId: 41 }]);
  expect(settled.filter(({ effects }) => effects[0]?.type === 'done')).toHaveLength(63);
});

it('sends a run of one case all or none, and blames only the row at fault', async () => {
  const { requests, first } = await deliver([[message(1), message(2), message(3)]], () =>
    answered([
      rowError('ALL_OR_NONE_OPERATION_ROLLED_BACK'),
      rowError('STRING_TOO_LONG', 'too long'),
      rowError('ALL_OR_NONE_OPERATION_ROLLED_BACK'),
    ]),
  );

  expect(requests[0]?.body).toMatchObject({ allOrNone: true });
  // The first row was taken back through no fault of its own: it comes first again, at once.
  expect(first).toMatchObject({ effects: [], rest: { waitMs: 0 } });
});

it('keeps the tries of a lane whose call could not be made, and says what it waits for', async () => {
  const { first } = await deliver(
    [[message(1)]],
    () => ({
      kind: 'unavailable',
      reason: 'limit',
      retryAfterMs: 900_000,
      detail: 'The calls of the day are used up.',
    }),
    { attempts: 2 },
  );

  expect(first).toMatchObject({
    effects: [],
    rest: {
      waitMs: 900_000,
      attempts: 2,
      reason: { code: 'LIMIT', message: 'The calls of the day are used up.' },
    },
  });
});

it.each<[string, SalesforceOutcome]>([
  ['no answer', { kind: 'unknown', reason: 'cut' }],
  ['an answer with fewer rows', answered([])],
  ['an answer that is no list', answered({ oops: true })],
])('takes %s for an unknown outcome and writes the same again', async (_what, outcome) => {
  const { first } = await deliver([[message(1)]], () => outcome);

  expect(first).toMatchObject({ effects: [], rest: { attempts: 1 } });
  expect(first?.rest.waitMs).toBeGreaterThan(0);
});

it('turns to the default token when the agent’s own one is refused, and only then', async () => {
  const own = { ...OWNER, agentId: 'agent_1' };
  const denied = answered([rowError('INSUFFICIENT_ACCESS_OR_READONLY')], own);

  const asAgent = await deliver([[message(1, { actingAgentId: 'agent_1' })]], () => denied);
  const asDefault = await deliver([[message(1)]], () => denied);

  expect(asAgent.first?.effects).toEqual([{ type: 'use_default_token', itemId: 1 }]);
  expect(asDefault.first).toMatchObject({ effects: [], rest: { attempts: 0 } });
  expect(asDefault.first?.rest.waitMs).toBeGreaterThan(60_000);
});

test('what is queued for a state that stands already needs no call', async () => {
  const { requests, first } = await deliver([[{ ...state, knownVersion: 3 }]], allWell);

  expect(requests).toEqual([]);
  expect(first?.effects).toEqual([{ type: 'done', itemId: 1, salesforceId: null }]);
});

const fenced = rowError(
  'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  'CARE-FENCE: A newer state from Care is already here.',
);
const record = (over: object) => ({
  Id: '500000000000001AAA',
  CaseNumber: '00001001',
  Status: 'Working',
  Care_Version__c: 4,
  IsDeleted: false,
  MasterRecordId: null,
  ...over,
});
const found = (...rows: object[]) => answered({ records: rows });

it.each([
  ['is done when a newer version of ours is there', 4, 5, [{ type: 'done', itemId: 1, salesforceId: null }]],
  [
    'counts on when the version there was never ours',
    9,
    3,
    [{ type: 'raise_version', escalationId: 'esc_1', above: 9 }],
  ],
])('a state the fence refused %s', async (_what, there, issued, effects) => {
  const { first } = await deliver(
    [[state]],
    ({ method }) => (method === 'GET' ? found(record({ Care_Version__c: there })) : answered([fenced])),
    { issued },
  );

  expect(first?.effects).toEqual(effects);
});

it.each<[string, SalesforceOutcome[], object]>([
  [
    'is gone when it is in the recycle bin',
    [found(record({ IsDeleted: true }))],
    { type: 'gone', escalationId: 'esc_1' },
  ],
  [
    'is followed through merges',
    [
      found(record({ IsDeleted: true, MasterRecordId: '500000000000002AAA' })),
      found(record({ Id: '500000000000002AAA', IsDeleted: true, MasterRecordId: '500000000000003AAA' })),
      found(record({ Id: '500000000000003AAA', CaseNumber: '00001003' })),
    ],
    { type: 'moved', recordId: '500000000000003AAA', recordNumber: '00001003' },
  ],
  [
    'is not given up when it is only not seen',
    [found()],
    { type: 'parked', reason: { code: 'RECORD_NOT_SEEN' } },
  ],
])('a record that does not take writes any more %s', async (_what, sights, effect) => {
  const { first } = await deliver([[state]], ({ method }) =>
    method === 'GET'
      ? (sights.shift() ?? found())
      : answered([rowError('ENTITY_IS_DELETED', 'entity is deleted')]),
  );

  expect(first?.effects).toMatchObject([effect]);
});

it('escalates by an upsert on our own key with assignment off, and reads the number in the same call', async () => {
  const { requests, first } = await deliver([[escalation, message(2)]], () =>
    answered({
      compositeResponse: [
        { referenceId: 'record', httpStatusCode: 201, body: { id: '500000000000009AAA', success: true } },
        { referenceId: 'read', httpStatusCode: 200, body: { CaseNumber: '00001009', Status: 'New' } },
      ],
    }),
  );

  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({ method: 'POST', path: '/composite', purpose: 'escalate' });
  expect(requests[0]?.body).toMatchObject({
    compositeRequest: [
      {
        method: 'PATCH',
        url: '/services/data/v66.0/sobjects/Case/Care_Escalation_Id__c/acct_1%3Aescalation%3A1',
        httpHeaders: { 'Sforce-Auto-Assign': 'FALSE' },
        body: { Subject: 'Hello', Care_Version__c: 1 },
      },
      { method: 'GET' },
    ],
  });
  expect(first?.effects).toEqual([
    { type: 'done', itemId: 1, salesforceId: '500000000000009AAA' },
    {
      type: 'created',
      escalationId: 'esc_1',
      recordId: '500000000000009AAA',
      recordNumber: '00001009',
      status: 'New',
      version: 1,
      tokenOwner: 'Integration',
    },
  ]);
});

it('tells a refusal of the new case at once instead of trying it for ever', async () => {
  const { first } = await deliver([[escalation]], () =>
    answered({
      compositeResponse: [
        {
          referenceId: 'record',
          httpStatusCode: 400,
          body: [
            { errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required: [Region__c]', fields: ['Region__c'] },
          ],
        },
        { referenceId: 'read', httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED', message: '' }] },
      ],
    }),
  );

  expect(first?.effects).toEqual([
    {
      type: 'refused',
      escalationId: 'esc_1',
      reason: { code: 'REQUIRED_FIELD_MISSING', message: 'Required: [Region__c]', fields: ['Region__c'] },
    },
  ]);
});
