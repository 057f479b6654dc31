import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, openTarget, soql, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
const quiet = { 'Sforce-Auto-Assign': 'FALSE' };
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
});
afterAll(() => target.stop());

describe('single records', () => {
  test('a create answers 201 with an 18-character id, whatever the letter case of the object', async () => {
    const { status, body } = await api('POST', '/sobjects/cAsE', { Subject: 'Conformance' }, quiet);
    target.forget(body.id);
    expect([status, body]).toEqual([
      201,
      { id: expect.stringMatching(/^500[a-zA-Z0-9]{15}$/), success: true, errors: [] },
    ]);
  });

  test('a record reads back with attributes, defaults and times in REST form', async () => {
    const id = await target.create('Case', { Subject: '  Spaces around  ' });
    const { body, headers } = await api(
      'GET',
      `/sobjects/Case/${id}?fields=Subject,Status,IsClosed,CreatedDate,ContactId`,
    );
    expect(body).toEqual({
      attributes: { type: 'Case', url: expect.stringMatching(new RegExp(`/sobjects/Case/${id}$`)) },
      Id: id,
      Subject: 'Spaces around',
      Status: 'New',
      IsClosed: false,
      CreatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/),
      ContactId: null,
    });
    expect(headers.get('sforce-limit-info')).toMatch(/^api-usage=\d+\/\d+/);
  });

  test('an update answers 204 without a body and a deleted record answers 404', async () => {
    const id = await target.create('Contact', { LastName: 'Conformance' });
    expect(await api('PATCH', `/sobjects/Contact/${id}`, { FirstName: 'Ada' })).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect((await api('GET', `/sobjects/Contact/${id}?fields=Name`)).body.Name).toBe('Ada Conformance');
    expect((await api('DELETE', `/sobjects/Contact/${id}`)).status).toBe(204);
    const gone = await api('GET', `/sobjects/Contact/${id}`);
    expect(gone.status).toBe(404);
    expect(['ENTITY_IS_DELETED', 'NOT_FOUND']).toContain(gone.body[0].errorCode);
  });

  test('a Case is closed by its status', async () => {
    const id = await target.create('Case', { Subject: 'Conformance' });
    await api('PATCH', `/sobjects/Case/${id}`, { Status: 'Closed' }, quiet);
    const { body } = await api('GET', `/sobjects/Case/${id}?fields=IsClosed,ClosedDate`);
    expect(body).toMatchObject({ IsClosed: true, ClosedDate: expect.any(String) });
  });
});

describe('upsert by external id', () => {
  const path = (key: string, extra = '') =>
    `/sobjects/Case/Care_Escalation_Id__c/${encodeURIComponent(key)}${extra}`;

  test('creates with 201, then updates the same record with 200', async () => {
    const key = newKey();
    const first = await api('PATCH', path(key), { Subject: 'First' }, quiet);
    target.forget(first.body.id);
    expect([first.status, first.body.created]).toEqual([201, true]);
    const second = await api('PATCH', path(key), { Subject: 'Second' }, quiet);
    expect([second.status, second.body]).toEqual([
      200,
      { id: first.body.id, success: true, errors: [], created: false },
    ]);
  });

  test('an external id that tells letters apart makes two records', async () => {
    const key = newKey();
    const lower = await api('PATCH', path(`${key}a`), { Subject: 'a' }, quiet);
    const upper = await api('PATCH', path(`${key}A`), { Subject: 'A' }, quiet);
    target.forget(lower.body.id);
    target.forget(upper.body.id);
    expect(upper.body.created).toBe(true);
    expect(upper.body.id).not.toBe(lower.body.id);
  });

  test('updateOnly never creates', async () => {
    expect((await api('PATCH', path(newKey(), '?updateOnly=true'), { Subject: 'x' }, quiet)).status).toBe(
      404,
    );
  });

  test('a value that two records share is not a key for either', async () => {
    const key = newKey();
    await target.create('Case', { Subject: 'one', Care_Case_Id__c: key });
    await target.create('Case', { Subject: 'two', Care_Case_Id__c: key });
    const { status, body } = await api(
      'PATCH',
      `/sobjects/Case/Care_Case_Id__c/${encodeURIComponent(key)}`,
      { Subject: 'x' },
      quiet,
    );
    expect([status, body.length]).toEqual([300, 2]);
  });
});

describe('the fence', () => {
  test('refuses an older version from a writer with Care Writes, and takes a newer one', async () => {
    const id = await target.create('Case', { Subject: 'Fenced', Care_Version__c: 5 });
    const older = await api('PATCH', `/sobjects/Case/${id}`, { Care_Version__c: 4 }, quiet);
    expect(older).toMatchObject({ status: 400, body: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }] });
    expect(older.body[0].message).toMatch(/^CARE-FENCE/);
    expect((await api('PATCH', `/sobjects/Case/${id}`, { Care_Version__c: 6 }, quiet)).status).toBe(204);
  });
});

describe('details of a Case', () => {
  test('take their parent by external id and go with it', async () => {
    const key = newKey();
    const parent = await target.create('Case', { Subject: 'Parent', Care_Escalation_Id__c: key });
    const child = await api('POST', '/sobjects/Care_Message__c', {
      Case__r: { Care_Escalation_Id__c: key },
      Body__c: 'Hello',
    });
    expect(child.status).toBe(201);
    const found = await api(
      'GET',
      soql(`SELECT Case__c, Case__r.Subject FROM Care_Message__c WHERE Id = '${child.body.id}'`),
    );
    expect(found.body.records[0]).toMatchObject({ Case__c: parent, Case__r: { Subject: 'Parent' } });
    await api('DELETE', `/sobjects/Case/${parent}`);
    expect(
      (await api('GET', soql(`SELECT Id FROM Care_Message__c WHERE Id = '${child.body.id}'`))).body.totalSize,
    ).toBe(0);
    const all = await api(
      'GET',
      `/queryAll?q=${encodeURIComponent(`SELECT IsDeleted FROM Care_Message__c WHERE Id = '${child.body.id}'`)}`,
    );
    expect(all.body.records[0].IsDeleted).toBe(true);
  });
});
