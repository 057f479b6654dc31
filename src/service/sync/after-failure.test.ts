import { expect, it } from 'vitest';
import type { SalesforceOutcome } from './ports.ts';
import {
  answered,
  deliver,
  escalation,
  message,
  refused,
  rowError,
  state,
} from './testing/deliver-scripted.ts';

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

const contact = (over: object) => ({
  Id: '003000000000002AAA',
  Name: 'Mara Berg',
  Email: null,
  Phone: null,
  Account: null,
  IsDeleted: false,
  MasterRecordId: null,
  ...over,
});

it.each<[string, SalesforceOutcome, object[]]>([
  [
    'is written with the contact that took its contact’s place',
    found(contact({})),
    [{ type: 'contact_moved', from: '003000000000001AAA', contact: { id: '003000000000002AAA' } }],
  ],
  [
    'is refused when the contact is in the recycle bin',
    found(contact({ Id: '003000000000001AAA', IsDeleted: true })),
    [{ type: 'contact_deleted' }, { type: 'refused', reason: { code: 'CONTACT_DELETED' } }],
  ],
  [
    'is refused as Salesforce says when the contact stands',
    found(contact({ Id: '003000000000001AAA' })),
    [{ type: 'refused', reason: { code: 'ENTITY_IS_DELETED' } }],
  ],
])('a new record whose contact is gone %s', async (_what, sight, effects) => {
  const gone = [{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: ['ContactId'] }];
  const refusal = { compositeResponse: [{ body: gone, httpStatusCode: 400, referenceId: 'record' }] };
  const { first } = await deliver(
    [[{ ...escalation, fields: { ContactId: '003000000000001AAA' } }]],
    ({ method, path }) =>
      method === 'POST' ? answered(refusal) : path.includes('FROM%20Contact') ? sight : found(),
  );

  expect(first?.effects).toMatchObject(effects);
});

const OWN_OBJECT = { object: 'Social_Post__c', key: 'Key__c', parent: 'Case__c' };
// What a second upsert says of a detail of Case that may not be moved, and one that races with the first.
const twiceRefused = [
  rowError('INVALID_FIELD_FOR_INSERT_UPDATE', 'Unable to create/update fields: Case__c.'),
  rowError('DUPLICATE_VALUE', 'duplicate value found: Key__c duplicates value on record with id: a0B1'),
];

it.each(twiceRefused)(
  'a message whose first answer was lost is found in the org’s own object: $errors',
  async (refusal) => {
    const { first, requests } = await deliver(
      [[message(1, { into: OWN_OBJECT }), message(2, { into: OWN_OBJECT })]],
      ({ method }) =>
        method === 'GET'
          ? found({ Id: 'a0B000000000001AAA' })
          : answered([refusal, rowError('ALL_OR_NONE_OPERATION_ROLLED_BACK')]),
    );

    expect(first).toMatchObject({
      effects: [{ type: 'done', itemId: 1, salesforceId: 'a0B000000000001AAA' }],
      rest: { waitMs: 0 },
    });
    expect(decodeURIComponent(requests.at(-1)?.path ?? '')).toContain(
      "FROM Social_Post__c WHERE Key__c = 'acct_1:",
    );
  },
);

it('a message that the org’s own object has not is refused as Salesforce says, and none is lost for want of an answer', async () => {
  const refusal = answered([rowError('STRING_TOO_LONG', 'too long')]);
  const send = (look: SalesforceOutcome) =>
    deliver([[message(1, { into: OWN_OBJECT })]], ({ method }) => (method === 'GET' ? look : refusal));

  expect((await send(found())).first?.effects).toMatchObject([
    { type: 'parked', reason: { code: 'STRING_TOO_LONG' } },
  ]);
  expect((await send({ kind: 'unknown', reason: 'cut' })).first).toMatchObject({
    effects: [],
    rest: { attempts: 1 },
  });
});

const contactItem = {
  id: 1,
  kind: 'contact',
  accountId: 'acct_1',
  connectionId: 'conn_1',
  escalationId: 'esc_1',
  escalationKey: 'acct_1:escalation:1',
  object: 'Case',
  actingAgentId: null,
  recordId: '500000000000001AAA',
  fields: { ContactId: '003000000000001AAA' },
} as const;

it.each<[string, SalesforceOutcome, SalesforceOutcome]>([
  [
    'written',
    found({ Id: contactItem.recordId, ContactId: null }),
    answered([rowError('INVALID_FIELD_FOR_INSERT_UPDATE')]),
  ],
  ['looked at', refused('INVALID_FIELD', 'config'), answered([])],
])(
  'a contact that may not be %s is set aside, and what comes after it goes on',
  async (_what, look, write) => {
    const { first } = await deliver([[contactItem]], ({ method }) => (method === 'GET' ? look : write));

    expect(first).toMatchObject({ effects: [{ type: 'parked', itemId: 1 }], rest: { waitMs: 0 } });
  },
);
