import { status } from '@grpc/grpc-js';
import avro from 'avsc';
import { describe, expect, it, test } from 'vitest';
import { failureOf } from './change-stream.ts';
import { decodeChange, namesOf, parseSchema } from './decode-change.ts';

const schemaJson = {
  type: 'record',
  name: 'CaseChangeEvent',
  namespace: 'com.sforce.eventbus',
  fields: [
    {
      name: 'ChangeEventHeader',
      type: {
        type: 'record',
        name: 'ChangeEventHeader',
        fields: [
          { name: 'entityName', type: 'string' },
          { name: 'recordIds', type: { type: 'array', items: 'string' } },
          {
            name: 'changeType',
            type: {
              type: 'enum',
              name: 'ChangeType',
              symbols: ['CREATE', 'UPDATE', 'DELETE', 'GAP_OVERFLOW'],
            },
          },
          { name: 'commitTimestamp', type: 'long' },
          { name: 'commitNumber', type: 'long' },
          { name: 'changedFields', type: { type: 'array', items: 'string' } },
        ],
      },
    },
    { name: 'Status', type: ['null', 'string'] },
    { name: 'LastModifiedDate', type: ['null', 'long'] },
    {
      name: 'Name',
      type: [
        'null',
        {
          type: 'record',
          name: 'PersonName',
          fields: [
            { name: 'FirstName', type: ['null', 'string'] },
            { name: 'LastName', type: ['null', 'string'] },
          ],
        },
      ],
    },
    { name: 'Care_Version__c', type: ['null', 'double'] },
  ],
};

/** The event as Salesforce's side would encode it: with plain longs. */
const encode = (header: object, fields: object): Buffer =>
  avro.Type.forSchema(schemaJson as avro.Schema).toBuffer({
    ChangeEventHeader: {
      entityName: 'Case',
      recordIds: ['500000000000001AAA'],
      changeType: 'UPDATE',
      commitTimestamp: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      commitNumber: 9_007_199_254_740_000,
      changedFields: [],
      ...header,
    },
    Status: null,
    LastModifiedDate: null,
    Name: null,
    Care_Version__c: null,
    ...fields,
  });

it('reads header, fields and the names behind the bitmaps', () => {
  const schema = parseSchema(JSON.stringify(schemaJson));
  const payload = encode({ changedFields: ['0x12', '3-0x02'] }, { Status: 'Working', Care_Version__c: 4 });

  expect(decodeChange(schema, payload)).toEqual({
    entity: 'Case',
    changeType: 'UPDATE',
    recordIds: ['500000000000001AAA'],
    changedFields: ['Status', 'Care_Version__c', 'Name.LastName'],
    committedAt: '2026-01-02T03:04:05.678Z',
    fields: { Status: 'Working', LastModifiedDate: null, Name: null, Care_Version__c: 4 },
  });
});

it('refuses a payload of another schema', () => {
  const schema = parseSchema(JSON.stringify(schemaJson));
  expect(() => decodeChange(schema, Buffer.from([1, 2, 3]))).toThrow();
});

describe('names of a bitmap', () => {
  const fields = Array.from({ length: 70 }, (_, index) => ({ name: `f${index}`, type: 'string' }));

  test.each([
    [['0x01'], ['f0']],
    [['0x80'], ['f7']],
    [['0x0105'], ['f0', 'f2', 'f8']],
    [['0x200000000000000000'], ['f69']],
    [['0x0'], []],
    [[], []],
    [['nonsense'], []],
    [['99-0x01'], []],
  ])('%j are %j', (bitmaps, names) => {
    expect(namesOf(bitmaps, fields)).toEqual(names);
  });
});

describe('what a broken stream asks for', () => {
  const code = (name: string) => `sfdc.platform.eventbus.grpc.${name}`;

  test.each([
    [code('service.auth.error'), status.UNAUTHENTICATED, 'auth'],
    [code('subscription.fetch.replayid.corrupted'), status.INVALID_ARGUMENT, 'replay_lost'],
    [code('subscription.fetch.replayid.validation.failed'), status.INVALID_ARGUMENT, 'replay_lost'],
    [code('subscription.limit.exceeded'), status.RESOURCE_EXHAUSTED, 'limit'],
    [code('topic.permission.denied'), status.PERMISSION_DENIED, 'denied'],
    ['', status.UNAVAILABLE, 'interrupted'],
    ['', status.INTERNAL, 'interrupted'],
  ])('%s (%s): %s', (errorCode, grpcStatus, failure) => {
    expect(failureOf(errorCode, grpcStatus)).toBe(failure);
  });
});
