import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey, openTarget, soql, type Target } from './target.ts';

let target: Target;
let api: Target['api'];
const key = newKey();
const ids: string[] = [];
beforeAll(async () => {
  target = await openTarget();
  api = target.api;
  const contact = await target.create('Contact', { LastName: 'Query', Email: 'query@conformance.example' });
  for (const [index, fields] of [
    { Subject: 'Alpha 100%', Priority: 'High', ContactId: contact },
    { Subject: 'alpha_two', Priority: 'Low' },
    { Subject: "O'Brien", Priority: 'High', Status: 'Closed' },
  ].entries()) {
    ids.push(await target.create('Case', { ...fields, Care_Case_Id__c: key, Care_Version__c: index }));
  }
});
afterAll(() => target.stop());

async function subjects(where: string, rest = ''): Promise<string[]> {
  const { status, body } = await api(
    'GET',
    soql(
      `SELECT Subject FROM Case WHERE Care_Case_Id__c = '${key}' AND ${where} ORDER BY Care_Version__c${rest}`,
    ),
  );
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.records.map(({ Subject }: { Subject: string }) => Subject);
}

test.each([
  ["Subject = 'ALPHA 100%'", ['Alpha 100%']],
  ["Subject LIKE 'alpha%'", ['Alpha 100%', 'alpha_two']],
  ["Subject LIKE 'alpha\\_%'", ['alpha_two']],
  ["Subject = 'O\\'Brien'", ["O'Brien"]],
  ["Priority IN ('Low', 'Medium')", ['alpha_two']],
  ["(NOT Priority = 'High')", ['alpha_two']],
  ["(Priority = 'Low' OR Status = 'Closed')", ['alpha_two', "O'Brien"]],
  ['Care_Version__c >= 1 AND Care_Version__c < 2', ['alpha_two']],
  ['ContactId = null', ['alpha_two', "O'Brien"]],
  ["Contact.Email = 'query@conformance.example'", ['Alpha 100%']],
  ['IsClosed = true', ["O'Brien"]],
  ['CreatedDate = TODAY AND CreatedDate > 2026-01-01T00:00:00Z', ['Alpha 100%', 'alpha_two', "O'Brien"]],
  ["ContactId IN (SELECT Id FROM Contact WHERE Email = 'query@conformance.example')", ['Alpha 100%']],
])('WHERE %s', async (where, expected) => {
  expect(await subjects(where)).toEqual(expected);
});

test('LIMIT and OFFSET cut the ordered rows', async () => {
  expect(await subjects('Subject != null', ' DESC LIMIT 1 OFFSET 1')).toEqual(['alpha_two']);
});

test('an id is found in its short form too', async () => {
  expect(await subjects(`Id = '${ids[0]?.slice(0, 15)}'`)).toEqual(['Alpha 100%']);
});

test('parents are nested, and null where there is none', async () => {
  const { body } = await api(
    'GET',
    soql(
      `SELECT Contact.Name, Owner.Name FROM Case WHERE Care_Case_Id__c = '${key}' ORDER BY Care_Version__c`,
    ),
  );
  expect(body.records[0].Contact).toMatchObject({ attributes: { type: 'Contact' }, Name: 'Query' });
  expect(body.records[1].Contact).toBeNull();
  expect(body.records[0].Owner.Name).toEqual(expect.any(String));
});

test('COUNT() answers a number and no rows; groups answer one row each', async () => {
  expect((await api('GET', soql(`SELECT COUNT() FROM Case WHERE Care_Case_Id__c = '${key}'`))).body).toEqual({
    totalSize: 3,
    done: true,
    records: [],
  });
  const grouped = await api(
    'GET',
    soql(
      `SELECT Priority, COUNT(Id) n, MAX(Care_Version__c) FROM Case WHERE Care_Case_Id__c = '${key}' GROUP BY Priority`,
    ),
  );
  expect(grouped.body.records).toContainEqual({
    attributes: { type: 'AggregateResult' },
    Priority: 'High',
    n: 2,
    expr0: 2,
  });
});

test('a child subquery is a result of its own', async () => {
  await api('POST', '/sobjects/Care_Message__c', { Case__c: ids[0], Body__c: 'child' });
  const { body } = await api(
    'GET',
    soql(
      `SELECT Id, (SELECT Body__c FROM Care_Messages__r) FROM Case WHERE Care_Case_Id__c = '${key}' ORDER BY Care_Version__c`,
    ),
  );
  expect(body.records[0].Care_Messages__r).toMatchObject({
    totalSize: 1,
    done: true,
    records: [{ Body__c: 'child' }],
  });
  expect(body.records[1].Care_Messages__r).toBeNull();
});

test('UserRecordAccess tells who may do what', async () => {
  const me = (await api('GET', soql(`SELECT CreatedById FROM Case WHERE Id = '${ids[0]}'`))).body.records[0]
    .CreatedById;
  const { body } = await api(
    'GET',
    soql(
      `SELECT RecordId, HasReadAccess, MaxAccessLevel FROM UserRecordAccess WHERE UserId = '${me}' AND RecordId = '${ids[0]}'`,
    ),
  );
  expect(body.records[0]).toMatchObject({ RecordId: ids[0], HasReadAccess: true, MaxAccessLevel: 'All' });
});

test('more than a page is read to its end by path', async () => {
  const parent = await target.create('Case', { Subject: 'Pages' });
  for (let i = 0; i < 2; i++) {
    const records = Array.from({ length: 150 }, () => ({
      attributes: { type: 'Care_Message__c' },
      Case__c: parent,
      Body__c: 'x',
    }));
    await api('POST', '/composite/sobjects', { records });
  }
  const seen = new Set<string>();
  let path: string | undefined = soql(`SELECT Id FROM Care_Message__c WHERE Case__c = '${parent}'`);
  let pages = 0;
  while (path) {
    const { body }: Awaited<ReturnType<typeof api>> = await api('GET', path, undefined, {
      'Sforce-Query-Options': 'batchSize=200',
    });
    for (const { Id } of body.records) seen.add(Id);
    pages++;
    path = body.nextRecordsUrl;
    if (path) expect(path).toMatch(/^\/services\/data\/v66\.0\/query\/01g/);
  }
  expect([seen.size, pages]).toEqual([300, 2]);
});
