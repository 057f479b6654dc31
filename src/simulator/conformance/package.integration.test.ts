import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTarget, soql, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
});
afterAll(() => target.stop());

const MASTER = '012000000000000AAA';
interface RecordTypeInfo {
  developerName: string;
  recordTypeId: string;
  master: boolean;
  active: boolean;
  available: boolean;
}
const infos = async (object: string): Promise<RecordTypeInfo[]> =>
  (await api('GET', `/sobjects/${object}/describe`)).body.recordTypeInfos;

test('an object’s describe names its record types, the master one among them', async () => {
  const described = await infos('Care_Message__c');
  expect(described).toContainEqual(
    expect.objectContaining({ developerName: 'Social_Post', master: false, active: true, available: true }),
  );
  expect(described).toContainEqual(expect.objectContaining({ recordTypeId: MASTER, master: true }));
});

test('a record type’s row has the id that the describe says', async () => {
  const [info] = (await infos('Care_Message__c')).filter(
    ({ developerName }) => developerName === 'Social_Post',
  );
  const { body } = await api(
    'GET',
    soql("SELECT Id FROM RecordType WHERE SobjectType = 'Care_Message__c' AND DeveloperName = 'Social_Post'"),
  );
  expect(body.records).toMatchObject([{ Id: info?.recordTypeId }]);
});

test('a record takes a type of its object, and no other', async () => {
  const caseId = await target.create('Case', { Subject: 'Typed' });
  const [info] = (await infos('Care_Message__c')).filter(
    ({ developerName }) => developerName === 'Social_Post',
  );
  const typed = await target.create('Care_Message__c', { Case__c: caseId, RecordTypeId: info?.recordTypeId });
  const { body } = await api(
    'GET',
    soql(`SELECT RecordType.DeveloperName FROM Care_Message__c WHERE Id = '${typed}'`),
  );
  expect(body.records).toMatchObject([{ RecordType: { DeveloperName: 'Social_Post' } }]);
  const refused = await api('POST', '/sobjects/Case', { Subject: 'x', RecordTypeId: info?.recordTypeId });
  expect([refused.status, refused.body[0].errorCode]).toEqual([400, 'INVALID_CROSS_REFERENCE_KEY']);
});

test('a permission set group is there once it is worked out', async () => {
  const { body } = await api(
    'GET',
    soql("SELECT Status FROM PermissionSetGroup WHERE DeveloperName = 'Care_Agents'"),
  );
  expect(body.records).toMatchObject([{ Status: 'Updated' }]);
});

test('an Apex action is listed by its class, and its result is one entry for each input', async () => {
  const { body } = await api('GET', '/actions/custom/apex');
  expect(body.actions).toContainEqual(
    expect.objectContaining({ name: 'CareReplyAction', label: 'Send Care reply', type: 'apex' }),
  );
  const caseId = await target.create('Case', { Subject: 'Answered' });
  const inputs = [
    { recordId: caseId, text: ' ' },
    { recordId: caseId, text: ' ' },
  ];
  const answer = await api('POST', '/actions/custom/apex/CareReplyAction', { inputs });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject([
    {
      actionName: 'CareReplyAction',
      isSuccess: true,
      errors: null,
      outputValues: { errorCode: 'ACTION_INPUT_MISSING' },
    },
    { outputValues: { isSuccess: false } },
  ]);
});
