import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../sync/testing/sync-stage.ts';
import { type EmbedStage, openEmbedStage, type Reply } from './testing/embed-stage.ts';

let stage: EmbedStage;

beforeAll(async () => {
  stage = await openEmbedStage();
});
afterAll(() => stage.stop());

const read = async (soql: string) => (await stage.org.core.records.query(stage.admin, soql)).records;
const fieldsOf = async (id: string) => (await stage.org.core.records.get(stage.admin, id))?.fields;
const messagesOf = (recordId: string) =>
  read(`SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`);

const tokenFor = async (recordId: string) => (await stage.grantFor(recordId)).token;
const link = (token: string, caseId: string) => stage.withToken(token, 'POST', '/v1/embed/link', { caseId });
const linkTo = async (recordId: string, caseId: string) => link(await tokenFor(recordId), caseId);
const setStatus = (caseId: string, status: string) =>
  stage.asAgent('ines', 'PUT', `/v1/cases/${caseId}/status`, { status });
const tab = async (caseId: string) => {
  const { body } = await stage.asAgent('ines', 'GET', `/v1/cases/${caseId}/salesforce`);
  return body as { escalations: { state: string; object: string; recordId: string | null; sync: string }[] };
};

test('links a case to a record that is there: its fields, its messages, and in step from then on', async () => {
  const texts = Array.from({ length: 103 }, (_, index) => `message ${index + 1}`);
  const caseId = await stage.customerWrites('ana', ...texts);
  const recordId = await stage.salesforceCase({ Subject: 'Their own words', Origin: 'Phone' });

  expect(await linkTo(recordId, caseId)).toEqual({ status: 201, body: { caseId, recordId } });
  const rows = await until(
    () => messagesOf(recordId),
    ({ length }) => length === 100,
  );

  expect(rows.map((row) => row.Body__c)).toEqual(texts.slice(3));
  expect(await fieldsOf(recordId)).toMatchObject({
    Subject: 'Their own words',
    Origin: 'Phone',
    OwnerId: stage.jonas.id,
    Status: 'New',
    Care_Escalation_Id__c: expect.stringContaining(':escalation:'),
    Care_Case_Id__c: caseId,
    Care_Case_Url__c: `http://127.0.0.1:9/desk/cases/${caseId}`,
    Care_Version__c: 1,
    Care_Acted_By__c: 'Jonas Lind',
  });
  expect(await stage.grantFor(recordId)).toMatchObject({ scope: 'case', caseId });

  await stage.customerWrites('ana', 'and one more');
  await setStatus(caseId, 'pending');
  await until(
    () => fieldsOf(recordId),
    (fields) => fields?.Status === 'Waiting on Customer',
  );
  await until(
    () => messagesOf(recordId),
    ({ length }) => length === 101,
  );
  await stage.org.core.records.update(stage.admin, recordId, { Status: 'Working' });
  await until(
    async () => (await stage.asAgent('ines', 'GET', `/v1/cases/${caseId}`)).body.case as { status: string },
    ({ status }) => status === 'open',
  );
  expect(await read(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(1);
});

test('leaves a status alone that Care knows nothing of', async () => {
  const recordId = await stage.salesforceCase({ Status: 'Escalated' });
  const caseId = await stage.customerWrites('bea', 'Hello');
  expect(await linkTo(recordId, caseId)).toMatchObject({ status: 201 });
  expect(await fieldsOf(recordId)).toMatchObject({ Status: 'Escalated', Care_Case_Id__c: caseId });
});

test('links a lead with its fields alone, and later messages find no place under it', async () => {
  const { id: recordId } = await stage.org.core.records.create(stage.admin, 'Lead', {
    LastName: 'Berg',
    Company: 'Berg & Co',
    OwnerId: stage.jonas.id,
  });
  const caseId = await stage.customerWrites('cleo', 'Hello');
  expect(await linkTo(recordId, caseId)).toMatchObject({ status: 201 });
  await stage.customerWrites('cleo', 'More');
  await setStatus(caseId, 'done');

  expect(await tab(caseId)).toMatchObject({
    escalations: [
      {
        ...{ state: 'created', object: 'Lead', recordId, sync: 'in_step' },
        reason: 'The lead is in Salesforce; messages and status stay in Care',
      },
    ],
  });
  expect(await fieldsOf(recordId)).toMatchObject({ Care_Case_Id__c: caseId, Care_Acted_By__c: 'Jonas Lind' });
  expect(await messagesOf(recordId)).toEqual([]);
});

test('the same again changes nothing', async () => {
  const recordId = await stage.salesforceCase();
  const caseId = await stage.customerWrites('dora', 'Hello');
  const token = await tokenFor(recordId);
  const replies = [await link(token, caseId), await link(token, caseId)];
  expect(replies.map(({ status }) => status)).toEqual([201, 201]);
  expect((await tab(caseId)).escalations).toHaveLength(1);
  expect(await messagesOf(recordId)).toHaveLength(1);
});

test('of two cases for one record at once, one is linked', async () => {
  const recordId = await stage.salesforceCase();
  const token = await tokenFor(recordId);
  const cases = [await stage.customerWrites('eva', 'Hello'), await stage.customerWrites('fay', 'Hello')];
  const replies = await Promise.all(cases.map((caseId) => link(token, caseId)));

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  const won = replies.find(({ status }) => status === 201)!;
  expect(replies.find(({ status }) => status === 409)?.body.code).toBe('RECORD_ALREADY_LINKED');
  expect(await fieldsOf(recordId)).toMatchObject({ Care_Case_Id__c: won.body.caseId });
  expect(await stage.grantFor(recordId)).toMatchObject({ caseId: won.body.caseId });
});

test('of two records for one case at once, one is linked, and the other learns which', async () => {
  const records = [await stage.salesforceCase(), await stage.salesforceCase()];
  const caseId = await stage.customerWrites('gil', 'Hello');
  const replies = await Promise.all(records.map((recordId) => linkTo(recordId, caseId)));

  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  const won = replies.find(({ status }) => status === 201)!;
  expect(replies.find(({ status }) => status === 409)?.body).toMatchObject({
    code: 'CASE_ALREADY_LINKED',
    linkedTo: { recordId: won.body.recordId, object: 'Case' },
  });
});

const refusals: [what: string, ask: () => Promise<Reply>, status: number, code: string][] = [
  [
    'a case nobody knows',
    async () => linkTo(await stage.salesforceCase(), 'case_00000000-0000-7000-8000-000000000000'),
    404,
    'NOT_FOUND',
  ],
  [
    'a record that carries the id of another installation',
    async () => {
      const recordId = await stage.salesforceCase({ Care_Escalation_Id__c: 'acct_x:escalation:y' });
      return linkTo(recordId, await stage.customerWrites('hal', 'Hello'));
    },
    409,
    'RECORD_ALREADY_LINKED',
  ],
  [
    'a record that is in the recycle bin',
    async () => {
      const recordId = await stage.salesforceCase();
      const token = await tokenFor(recordId);
      await stage.org.core.records.delete(stage.admin, recordId);
      return link(token, await stage.customerWrites('jan', 'Hello'));
    },
    403,
    'EMBED_RECORD_FORBIDDEN',
  ],
];
test.each(refusals)('refuses %s', async (_what, ask, status, code) => {
  expect(await ask()).toMatchObject({ status, body: { code } });
});

test('what was refused leaves the case free to be linked elsewhere', async () => {
  const caseId = await stage.customerWrites('kim', 'Hello');
  await linkTo(await stage.salesforceCase({ Care_Escalation_Id__c: 'acct_x:escalation:z' }), caseId);
  const recordId = await stage.salesforceCase();
  expect(await linkTo(recordId, caseId)).toMatchObject({ status: 201 });
  expect((await tab(caseId)).escalations).toMatchObject([
    { state: 'failed', recordId: null },
    { state: 'created', recordId },
  ]);
});

test('a record that an earlier link left behind is linked above its version', async () => {
  const recordId = await stage.salesforceCase({ Care_Version__c: '9' });
  const caseId = await stage.customerWrites('lea', 'Hello');
  expect(await linkTo(recordId, caseId)).toMatchObject({ status: 201 });
  expect(await fieldsOf(recordId)).toMatchObject({ Care_Case_Id__c: caseId, Care_Version__c: 10 });
});

test('an answer that is lost on its way links once', async () => {
  const recordId = await stage.salesforceCase();
  const caseId = await stage.customerWrites('mia', 'Hello');
  const token = await tokenFor(recordId);
  // The first asks whether the user may read the record.
  stage.org.core.control.addFault({ operation: 'composite', drop: 'after', nth: 2 });
  expect(await link(token, caseId)).toMatchObject({ status: 201 });
  expect((await tab(caseId)).escalations).toMatchObject([{ state: 'created', recordId }]);
});

test('offers the cases of the person of the record first, and finds others by a search', async () => {
  const contact = async (LastName: string, Email: string) =>
    (await stage.org.core.records.create(stage.admin, 'Contact', { LastName, Email })).id;
  const byContact = await stage.customerWrites('nora', 'By contact');
  const byEmail = await stage.customerWrites('omar', 'By e-mail');
  const other = await stage.customerWrites('pia', 'A green umbrella');
  const contactId = await contact('Holm', 'Holm@acme.example');
  await stage.asAgent('jonas', 'PUT', `/v1/cases/${byContact}/salesforce/contact`, { contactId });
  const { db } = stage.service.parts.services;
  await db.forAccount(stage.account.accountId, (tx) =>
    tx.updateTable('customer').set({ email: 'holm@ACME.example' }).where('handle', '=', 'omar').execute(),
  );
  const recordId = await stage.salesforceCase({ ContactId: contactId });
  const token = await tokenFor(recordId);
  const ask = async (query: string) =>
    (await stage.withToken(token, 'GET', `/v1/embed/linkable?query=${encodeURIComponent(query)}`)).body;

  expect(await ask('')).toMatchObject({
    record: { recordId, object: 'Case' },
    suggested: [
      { caseId: byContact, reason: 'contact', linkedTo: null, lastMessage: { text: 'By contact' } },
      { caseId: byEmail, reason: 'email', linkedTo: null },
    ],
    found: [],
  });
  const { body } = await stage.asAgent('ines', 'GET', `/v1/cases/${other}`);
  const { number } = body.case as { number: number };
  for (const query of ['umbrella', 'name of PIA', 'pia', `#${number}`]) {
    expect(await ask(query), query).toMatchObject({
      found: [{ caseId: other, number, reason: 'search', customer: { handle: 'pia' } }],
    });
  }
  const taken = await stage.salesforceCase();
  await linkTo(taken, other);
  expect(await ask('umbrella')).toMatchObject({
    found: [{ caseId: other, linkedTo: { recordId: taken, object: 'Case', number: expect.any(String) } }],
  });
});

test('a search goes on while Salesforce cannot be asked', async () => {
  const recordId = await stage.salesforceCase();
  const token = await tokenFor(recordId);
  const caseId = await stage.customerWrites('quin', 'A rare word: zugzwang');
  stage.org.core.control.addFault({ operation: 'query', drop: 'before' });
  const { body } = await stage.withToken(token, 'GET', '/v1/embed/linkable?query=zugzwang');
  expect(body).toMatchObject({ suggested: [], found: [{ caseId }] });
  stage.org.core.control.clearFaults();
});
