import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, openTarget, soql, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
let parent: string;
const quiet = { 'Sforce-Auto-Assign': 'FALSE' };
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
  parent = await target.create('Case', { Subject: 'Collections' });
});
afterAll(() => target.stop());

const message = (key: string, fields: object = {}) => ({
  attributes: { type: 'Care_Message__c' },
  Care_Id__c: key,
  Case__c: parent,
  Body__c: 'Hello',
  ...fields,
});
const upsert = (records: object[], allOrNone = false) =>
  api('PATCH', '/composite/sobjects/Care_Message__c/Care_Id__c', { allOrNone, records });
const countOf = async (keys: string[]) =>
  (
    await api(
      'GET',
      soql(
        `SELECT COUNT() FROM Care_Message__c WHERE Care_Id__c IN (${keys.map((key) => `'${key}'`).join(',')})`,
      ),
    )
  ).body.totalSize;

describe('sObject Collections', () => {
  test('rows succeed and fail each for itself, inside a 200; the error key is statusCode', async () => {
    const keys = [newKey(), newKey(), newKey()];
    const { status, body } = await upsert([
      message(keys[0]!),
      message(keys[1]!, { Direction__c: 'sideways' }),
      message(keys[2]!, { Case__c: null }),
    ]);
    expect(status).toBe(200);
    expect(body[0]).toEqual({ id: expect.any(String), success: true, errors: [], created: true });
    expect(body[1].errors[0]).toMatchObject({
      statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      fields: ['Direction__c'],
    });
    expect(body[2].errors[0].statusCode).toBe('REQUIRED_FIELD_MISSING');
    expect(body[1]).not.toHaveProperty('id');
    expect(body[1].errors[0]).not.toHaveProperty('errorCode');
    expect(await countOf(keys)).toBe(1);
  });

  test('the same rows again are updates and make no doubles', async () => {
    const keys = [newKey(), newKey()];
    const rows = keys.map((key) => message(key));
    const first = await upsert(rows);
    const again = await upsert(rows);
    expect(again.body.map(({ id, created }: { id: string; created: boolean }) => [id, created])).toEqual(
      first.body.map(({ id }: { id: string }) => [id, false]),
    );
    expect(await countOf(keys)).toBe(2);
  });

  test('with allOrNone one bad row keeps all out, and the good ones say so', async () => {
    const keys = [newKey(), newKey()];
    const { body } = await upsert([message(keys[0]!), message(keys[1]!, { Case__c: null })], true);
    expect(
      body.map(({ success, errors }: { success: boolean; errors: { statusCode: string }[] }) => [
        success,
        errors[0]?.statusCode,
      ]),
    ).toEqual([
      [false, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [false, 'REQUIRED_FIELD_MISSING'],
    ]);
    expect(await countOf(keys)).toBe(0);
  });

  test('200 rows fit and 201 do not', async () => {
    const rows = Array.from({ length: 201 }, () => message(newKey()));
    expect((await upsert(rows)).status).toBe(400);
    const { status, body } = await upsert(rows.slice(1));
    expect([status, body.filter(({ success }: { success: boolean }) => success).length]).toEqual([200, 200]);
  });

  test('rows are updated by id, and deleted', async () => {
    const ids = [
      await target.create('Contact', { LastName: 'A' }),
      await target.create('Contact', { LastName: 'B' }),
    ];
    const records = ids.map((id) => ({ attributes: { type: 'Contact' }, id, FirstName: 'Z' }));
    expect((await api('PATCH', '/composite/sobjects', { records })).body).toEqual(
      ids.map((id) => ({ id, success: true, errors: [] })),
    );
    const deleted = await api('DELETE', `/composite/sobjects?ids=${ids.join(',')}`);
    expect(deleted.body).toEqual(ids.map((id) => ({ id, success: true, errors: [] })));
  });
});

describe('composite', () => {
  const request = (method: string, path: string, referenceId: string, body?: object) => ({
    method,
    url: `/services/data/v66.0${path}`,
    referenceId,
    ...(body ? { body } : {}),
  });
  const run = (allOrNone: boolean, ...compositeRequest: object[]) =>
    api('POST', '/composite', { allOrNone, compositeRequest }, quiet);

  test('a later request uses an earlier answer', async () => {
    const { status, body } = await run(
      true,
      request('POST', '/sobjects/Contact', 'person', { LastName: 'Composite' }),
      request('POST', '/sobjects/Case', 'ticket', { Subject: 'Composite', ContactId: '@{person.id}' }),
      request('GET', '/sobjects/Case/@{ticket.id}?fields=ContactId', 'check'),
    );
    const [person, ticket, check] = body.compositeResponse;
    target.forget(person.body.id);
    target.forget(ticket.body.id);
    expect([status, person.httpStatusCode, check.httpStatusCode]).toEqual([200, 201, 200]);
    expect(check.body.ContactId).toBe(person.body.id);
  });

  test('with allOrNone one failure undoes everything', async () => {
    const key = newKey();
    const { status, body } = await run(
      true,
      request('PATCH', `/sobjects/Case/Care_Escalation_Id__c/${encodeURIComponent(key)}`, 'made', {
        Subject: 'x',
      }),
      request('POST', '/sobjects/Lead', 'bad', { LastName: 'No company' }),
    );
    expect(status).toBe(200);
    expect(body.compositeResponse[0].body[0].errorCode).toBe('PROCESSING_HALTED');
    expect(body.compositeResponse[1]).toMatchObject({ httpStatusCode: 400, referenceId: 'bad' });
    expect(
      (await api('GET', soql(`SELECT Id FROM Case WHERE Care_Escalation_Id__c = '${key}'`))).body.totalSize,
    ).toBe(0);
  });

  test('without allOrNone what worked stays', async () => {
    const key = newKey();
    const { body } = await run(
      false,
      request('PATCH', `/sobjects/Case/Care_Escalation_Id__c/${encodeURIComponent(key)}`, 'made', {
        Subject: 'x',
      }),
      request('GET', '/sobjects/Case/@{nobody.id}', 'bad'),
    );
    target.forget(body.compositeResponse[0].body.id);
    expect(
      body.compositeResponse.map(({ httpStatusCode }: { httpStatusCode: number }) => httpStatusCode),
    ).toEqual([201, 400]);
  });
});
