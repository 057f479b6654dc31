import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, openTarget, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
});
afterAll(() => target.stop());

const CARE = {
  Care_Acted_By__c: 'Jonas Lind',
  Care_Case_Id__c: 'case_1',
  Care_Case_Url__c: 'https://care.example/cases/1',
  Care_Version__c: 3,
};
const NAMES = ['Care_Escalation_Id__c', ...Object.keys(CARE)];

test.each([
  ['Case', { Subject: 'Torn' }],
  ['Lead', { LastName: 'Lind', Company: 'ACME' }],
])('a copy of a %s leaves its conversation with the original', async (object, fields) => {
  const original = { ...fields, ...CARE, Care_Escalation_Id__c: newKey() };
  const read = async (id: string) =>
    (await api('GET', `/sobjects/${object}/${id}?fields=${NAMES.join(',')}`)).body;
  const originalId = await target.create(object, original);
  expect(await read(originalId)).toMatchObject({
    ...CARE,
    Care_Escalation_Id__c: original.Care_Escalation_Id__c,
  });
  const copyId = await target.create(object, original);
  expect(await read(copyId)).toMatchObject(Object.fromEntries(NAMES.map((name) => [name, null])));
  expect(await read(originalId)).toMatchObject(CARE);
});

test('what Care creates by its own id is left as it is', async () => {
  const key = newKey();
  const { status, body } = await api('PATCH', `/sobjects/Case/Care_Escalation_Id__c/${key}`, {
    Subject: 'From Care',
    ...CARE,
  });
  expect(status).toBe(201);
  target.forget(body.id);
  expect((await api('GET', `/sobjects/Case/${body.id}`)).body).toMatchObject({
    ...CARE,
    Care_Escalation_Id__c: key,
  });
});
