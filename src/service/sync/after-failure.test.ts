import { expect, it } from 'vitest';
import type { SalesforceOutcome } from './ports.ts';
import { answered, deliver, escalation, rowError, state } from './testing/deliver-scripted.ts';

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
