import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, openTarget, soql, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
});
afterAll(() => target.stop());

const create = (object: string, fields: unknown) => () => api('POST', `/sobjects/${object}`, fields);
const get = (path: string) => () => api('GET', path);

test.each<[string, () => ReturnType<Target['api']>, number, string]>([
  ['a missing required field', create('Lead', { LastName: 'X' }), 400, 'REQUIRED_FIELD_MISSING'],
  ['a detail without its master', create('Care_Message__c', { Body__c: 'x' }), 400, 'REQUIRED_FIELD_MISSING'],
  ['an unknown field', create('Case', { Nope__c: 1 }), 400, 'INVALID_FIELD'],
  ['an unknown object', create('Nope__c', {}), 404, 'NOT_FOUND'],
  ['a text that is too long', create('Case', { Subject: 'x'.repeat(256) }), 400, 'STRING_TOO_LONG'],
  ['a malformed id', create('Case', { ContactId: 'not-an-id' }), 400, 'MALFORMED_ID'],
  ['broken JSON', create('Case', '{"Subject":'), 400, 'JSON_PARSER_ERROR'],
  ['a time that is none', create('Care_Message__c', { Sent_At__c: 'soon' }), 400, 'JSON_PARSER_ERROR'],
  ['a query with a typing error', get(soql('SELEC Id FROM Case')), 400, 'MALFORMED_QUERY'],
  [
    'AND beside OR without parentheses',
    get(soql("SELECT Id FROM Case WHERE Subject='a' AND Status='b' OR Id=null")),
    400,
    'MALFORMED_QUERY',
  ],
  ['a query on an unknown object', get(soql('SELECT Id FROM Nope__c')), 400, 'INVALID_TYPE'],
  ['a query of an unknown field', get(soql('SELECT Nope__c FROM Case')), 400, 'INVALID_FIELD'],
  [
    'a filter on a long text',
    get(soql("SELECT Id FROM Care_Message__c WHERE Body__c = 'x'")),
    400,
    'INVALID_FIELD',
  ],
  [
    'a time in quotes',
    get(soql("SELECT Id FROM Case WHERE CreatedDate > '2026-01-01T00:00:00Z'")),
    400,
    'INVALID_FIELD',
  ],
  ['an old page of a query', get('/query/01gxx00000000AAAAA-2000'), 400, 'INVALID_QUERY_LOCATOR'],
  ['a path that does not exist', get('/nope'), 404, 'NOT_FOUND'],
  ['a retired version', get('/services/data/v30.0/sobjects'), 410, 'UNSUPPORTED_API_VERSION'],
])('%s is refused as a list with its code', async (_name, ask, status, code) => {
  const reply = await ask();
  expect([reply.status, reply.body[0]?.errorCode]).toEqual([status, code]);
  expect(reply.body[0].message).toEqual(expect.any(String));
});

test('a dead session is a 401 with the code clients wait for', async () => {
  const reply = await api('GET', '/limits', undefined, { authorization: 'Bearer dead' });
  expect([reply.status, reply.body[0].errorCode]).toEqual([401, 'INVALID_SESSION_ID']);
});

test('the versions are open to anybody', async () => {
  const { status, body } = await api('GET', '/services/data', undefined, { authorization: '' });
  expect(status).toBe(200);
  expect(body.map(({ version }: { version: string }) => version)).toContain('66.0');
});

test('a field that repeats a unique value names itself', async () => {
  const key = newKey();
  const caseId = await target.create('Case', { Subject: 'one' });
  await target.create('Care_Message__c', { Case__c: caseId, Care_Id__c: key });
  const { status, body } = await api('POST', '/sobjects/Care_Message__c', {
    Case__c: caseId,
    Care_Id__c: key,
  });
  expect([status, body[0].errorCode]).toEqual([400, 'DUPLICATE_VALUE']);
  expect(body[0].message).toContain('Care_Id__c');
});
