import { expect, it, test } from 'vitest';
import type { SalesforceOutcome, SalesforceRequest } from './ports.ts';
import {
  allWell,
  answered,
  deliver,
  escalation,
  look,
  message,
  OWNER,
  refused,
  rowError,
  state,
} from './testing/deliver-scripted.ts';

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
      writtenBy: { salesforceUserId: '005000000000001AAA', displayName: 'Integration' },
    },
  ]);
});

/** Salesforce does not take the new case; asked for its key, it shows these. */
const refusesNew = (found: unknown[]) => (request: SalesforceRequest) =>
  request.method === 'GET'
    ? answered({ records: found })
    : answered({
        compositeResponse: [
          {
            referenceId: 'record',
            httpStatusCode: 400,
            body: [
              {
                errorCode: 'REQUIRED_FIELD_MISSING',
                message: 'Required: [Region__c]',
                fields: ['Region__c'],
              },
            ],
          },
          {
            referenceId: 'read',
            httpStatusCode: 400,
            body: [{ errorCode: 'PROCESSING_HALTED', message: '' }],
          },
        ],
      });

it('tells a refusal of the new case at once instead of trying it for ever', async () => {
  const { first } = await deliver([[escalation]], refusesNew([]));

  expect(first?.effects).toEqual([
    {
      type: 'refused',
      escalationId: 'esc_1',
      reason: { code: 'REQUIRED_FIELD_MISSING', message: 'Required: [Region__c]', fields: ['Region__c'] },
    },
  ]);
});

it('finds the new case that an earlier try has made, though it is refused now', async () => {
  const there = {
    Id: '500000000000009AAA',
    CaseNumber: '00001009',
    Status: 'New',
    Care_Version__c: 1,
    Care_Escalation_Id__c: escalation.escalationKey,
    CreatedById: '005000000000002AAA',
    IsDeleted: false,
  };
  const { first } = await deliver([[escalation]], refusesNew([there]));

  expect(first?.effects).toMatchObject([
    { type: 'done', itemId: 1 },
    {
      type: 'created',
      recordId: there.Id,
      recordNumber: '00001009',
      writtenBy: { salesforceUserId: '005000000000002AAA', displayName: null },
    },
  ]);
});

it.each<[string, SalesforceOutcome, string[], boolean]>([
  ['finds nothing', answered({ records: [] }), ['done', 'looked'], false],
  ['may not look', refused('INVALID_FIELD', 'config'), ['done', 'looked'], false],
  ['is not answered', { kind: 'unknown', reason: 'lost' }, [], true],
])(
  'a look for what was refused that %s holds up nothing it need not hold',
  async (_how, outcome, types, waits) => {
    const { settled } = await deliver([[look]], () => outcome);

    expect(settled[0]?.effects.map(({ type }) => type)).toEqual(types);
    expect((settled[0]?.rest.waitMs ?? 0) > 0).toBe(waits);
  },
);
