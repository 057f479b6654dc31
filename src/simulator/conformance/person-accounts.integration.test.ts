import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, openTarget, soql, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
let persons: boolean;
let personType = '';
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
  persons = await target.personAccounts();
  const types = "SELECT Id FROM RecordType WHERE SobjectType = 'Account' AND IsPersonType = true";
  if (persons) personType = (await api('GET', soql(types))).body.records[0].Id;
});
afterAll(() => target.stop());

const person = (fields: object) => target.create('Account', { RecordTypeId: personType, ...fields });
const read = async (id: string, fields: string, object = 'Account') =>
  (await api('GET', `/sobjects/${object}/${id}?fields=${fields}`)).body;
const fieldsOf = async (object: string) =>
  new Map<string, { createable: boolean; nillable: boolean }>(
    (await api('GET', `/sobjects/${object}/describe`)).body.fields.map((field: { name: string }) => [
      field.name,
      field,
    ]),
  );
const refusal = async (method: string, path: string, body?: object) => {
  const answer = await api(method, path, body);
  return [answer.status, answer.body[0].errorCode];
};

test('describes show a person’s fields on Account, and let a lead be without a company', async (context) => {
  if (!persons) return context.skip();
  const [account, contact, lead] = await Promise.all(['Account', 'Contact', 'Lead'].map(fieldsOf));

  for (const name of ['FirstName', 'LastName', 'Salutation', 'PersonEmail', 'PersonMobilePhone'])
    expect([name, account?.get(name)?.createable]).toEqual([name, true]);
  for (const name of ['IsPersonAccount', 'PersonContactId'])
    expect([name, account?.get(name)?.createable]).toEqual([name, false]);
  expect(contact?.get('IsPersonAccount')?.createable).toBe(false);
  expect(lead?.get('Company')?.nillable).toBe(true);
});

test('a person account is made with its contact, which shows what it is', async (context) => {
  if (!persons) return context.skip();
  const id = await person({
    FirstName: 'Ada',
    LastName: 'Conformance',
    PersonEmail: 'ada@example.com',
    Phone: '1',
  });
  const account = await read(id, 'Name,IsPersonAccount,PersonContactId');
  const contact = await read(
    account.PersonContactId,
    'Name,Email,Phone,AccountId,IsPersonAccount',
    'Contact',
  );

  expect(account).toMatchObject({ Name: 'Ada Conformance', IsPersonAccount: true });
  expect(contact).toMatchObject({
    Name: 'Ada Conformance',
    Email: 'ada@example.com',
    Phone: '1',
    AccountId: id,
    IsPersonAccount: true,
  });
});

test('a person has no account name, and a company no fields of a person', async (context) => {
  if (!persons) return context.skip();
  const named = { RecordTypeId: personType, LastName: 'Conformance', Name: 'Conformance' };
  const company = { Name: 'Conformance', PersonEmail: 'ada@example.com' };
  const wrong = [400, 'INVALID_FIELD_FOR_INSERT_UPDATE'];

  expect(await refusal('POST', '/sobjects/Account', named)).toEqual(wrong);
  expect(await refusal('POST', '/sobjects/Account', company)).toEqual(wrong);
  expect(await refusal('POST', '/sobjects/Account', { RecordTypeId: personType })).toEqual([
    400,
    'REQUIRED_FIELD_MISSING',
  ]);
});

test('the contact of a person account is written as its account, and goes with it', async (context) => {
  if (!persons) return context.skip();
  const id = await person({ LastName: 'Conformance' });
  const { PersonContactId } = await read(id, 'PersonContactId');
  const path = `/sobjects/Contact/${PersonContactId}`;
  const company = await target.create('Account', { Name: 'Conformance' });

  expect((await api('PATCH', path, { Email: 'ada@example.com' })).status).toBe(204);
  expect(await read(id, 'PersonEmail')).toMatchObject({ PersonEmail: 'ada@example.com' });
  expect((await refusal('PATCH', path, { AccountId: company }))[1]).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
  expect((await refusal('PATCH', path, { RecordTypeId: personType }))[1]).toBe(
    'INSUFFICIENT_ACCESS_OR_READONLY',
  );
  expect((await refusal('POST', '/sobjects/Contact', { LastName: 'B', AccountId: id }))[1]).toBe(
    'FIELD_INTEGRITY_EXCEPTION',
  );
  expect((await refusal('DELETE', path))[1]).toBe('INVALID_PERSON_ACCOUNT_OPERATION');
  await api('DELETE', `/sobjects/Account/${id}`);
  expect((await api('GET', path)).status).toBe(404);
});

test('a case of a person belongs to the person’s account', async (context) => {
  if (!persons) return context.skip();
  const id = await person({ LastName: 'Conformance' });
  const { PersonContactId } = await read(id, 'PersonContactId');
  const made = await target.create('Case', { Subject: newKey(), ContactId: PersonContactId });

  expect(await read(made, 'AccountId,ContactId', 'Case')).toMatchObject({
    AccountId: id,
    ContactId: PersonContactId,
  });
});
