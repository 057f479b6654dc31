import { expect, it } from 'vitest';
import type { SalesforceOutcome, SalesforcePort } from '../sync/ports.ts';
import { DescribeCache } from './describe-cache.ts';
import { readRecordType } from './org-schema.ts';

const tokenOwner = { salesforceUserId: '005', username: 'u', displayName: 'U', agentId: null };
const connection = { id: 'conn_1', accountId: 'acct_1' };
const value = (name: string, validFor: string | null = null) => ({
  value: name,
  label: name,
  active: true,
  defaultValue: false,
  validFor,
});
const picklist = (name: string, picklistValues: unknown[], controllerName: string | null = null) => ({
  name,
  label: name,
  type: 'picklist',
  length: 255,
  nillable: true,
  createable: true,
  defaultedOnCreate: false,
  controllerName,
  picklistValues,
});
const described = {
  label: 'Case',
  recordTypeInfos: [
    {
      recordTypeId: '012000000000001AAA',
      developerName: 'Social',
      name: 'Social support',
      available: true,
      master: false,
      defaultRecordTypeMapping: true,
    },
    {
      recordTypeId: '012000000000002AAA',
      developerName: 'Secret',
      name: 'Secret',
      available: false,
      master: false,
      defaultRecordTypeMapping: false,
    },
  ],
  fields: [
    picklist('Kind__c', [value('Order'), value('Bill')]),
    // One bit for each kind, the first the highest: late orders, wrong bills.
    picklist('Detail__c', [value('Late', 'gA=='), value('Wrong', 'QA==')], 'Kind__c'),
  ],
};
const ofRecordType = {
  picklistFieldValues: {
    Kind__c: {
      controllerValues: {},
      defaultValue: { value: 'Order' },
      values: [{ ...value('Order'), validFor: [] }],
    },
    Detail__c: {
      controllerValues: { Order: 0 },
      defaultValue: null,
      values: [{ ...value('Late'), validFor: [0] }],
    },
  },
};

const read = (recordType: string, picklists: SalesforceOutcome) => {
  const answer = (body: unknown): SalesforceOutcome => ({
    kind: 'answered',
    status: 200,
    body,
    headers: {},
    tokenOwner,
  });
  const port: SalesforcePort = {
    call: async ({ path }) => (path.startsWith('/ui-api/') ? picklists : answer(described)),
    accessFor: async () => null,
  };
  return readRecordType(new DescribeCache(port, () => new Date(0)), connection, 'Case', recordType);
};
const answered: SalesforceOutcome = {
  kind: 'answered',
  status: 200,
  body: ofRecordType,
  headers: {},
  tokenOwner,
};
const optionsOf = async (recordType: string, picklists: SalesforceOutcome) =>
  (await read(recordType, picklists)).value.fields.map(({ picklistValues }) =>
    picklistValues.map((each) => [each.value, each.defaultValue, each.validFor]),
  );

it('leaves of every picklist what the record type leaves, with its own default', async () => {
  expect(await optionsOf('Social', answered)).toEqual([
    [['Order', true, null]],
    [['Late', false, ['Order']]],
  ]);
});

it('takes the values of the fields where the org does not say what a record type leaves', async () => {
  const refused: SalesforceOutcome = {
    kind: 'refused',
    class: 'gone',
    status: 404,
    errors: [],
    tokenOwner,
  };
  expect(await optionsOf('Social', refused)).toEqual([
    [
      ['Order', false, null],
      ['Bill', false, null],
    ],
    [
      ['Late', false, ['Order']],
      ['Wrong', false, ['Bill']],
    ],
  ]);
});

it('has nothing of a record type that the holder may not use', async () => {
  await expect(read('Secret', answered)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect((await read('Social', answered)).value.recordTypes).toEqual([
    { id: '012000000000001AAA', name: 'Social', label: 'Social support', isDefault: true },
  ]);
});
