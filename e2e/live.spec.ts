import { expect, onlySimulated, test } from './fixtures.ts';
import { said } from './pages/widget.ts';

test('what the customer writes appears in the widget, on the desk and in the org without a reload', async ({
  care,
  org,
}) => {
  const { recordId, customer, caseId } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  const desk = await care.desk('Jonas Lind');
  await desk.goto(`${care.url}/desk/cases/${caseId}`);
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();

  await customer.writes('It just arrived, in two boxes');

  await expect(said(widget, 'It just arrived, in two boxes')).toBeVisible();
  await expect(said(desk, 'It just arrived, in two boxes')).toBeVisible();
  await expect
    .poll(() =>
      org.query(
        `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c DESC LIMIT 1`,
      ),
    )
    .toMatchObject([{ Body__c: 'It just arrived, in two boxes' }]);
});

test('a status set on either side is the same on the other', async ({ care, org }) => {
  const { recordId, caseId } = await care.escalated('Jonas Lind');
  const api = await care.api('Jonas Lind');
  const inSalesforce = async () => (await org.record(recordId)).Status;
  const inCare = async () => (await api.get<{ case: { status: string } }>(`/v1/cases/${caseId}`)).case.status;
  const { OwnerId: owner } = await org.record(recordId);

  const outwards = [
    ['pending', 'Waiting on Customer'],
    ['on_hold', 'Working'],
    ['done', 'Closed'],
    ['open', 'Working'],
    ['new', 'New'],
  ] as const;
  for (const [status, there] of outwards) {
    await api.send('PUT', `/v1/cases/${caseId}/status`, { status });
    await expect.poll(inSalesforce).toBe(there);
  }
  const inwards = [
    ['Working', 'open'],
    ['Waiting on Customer', 'pending'],
    ['Closed', 'done'],
    ['New', 'new'],
  ] as const;
  for (const [status, here] of inwards) {
    await org.edit(recordId, { Status: status });
    await expect.poll(inCare).toBe(here);
  }
  // Escalated has no counterpart: Care stays as it is, and so does Salesforce.
  await org.edit(recordId, { Status: 'Escalated' });
  await org.edit(recordId, { Subject: 'Changed after' });
  await expect.poll(async () => (await org.record(recordId)).Subject).toBe('Changed after');
  expect(await inCare()).toBe('new');
  expect(await inSalesforce()).toBe('Escalated');
  expect((await org.record(recordId)).OwnerId).toBe(owner);
});

test('a Case deleted in the org stays deleted when Care goes on', async ({ care, org }) => {
  const { recordId, caseId, customer } = await care.escalated('Jonas Lind');
  const api = await care.api('Jonas Lind');
  await org.remove(recordId);
  await api.send('PUT', `/v1/cases/${caseId}/status`, { status: 'pending' });
  await customer.writes('Anybody there?');

  const tab = () =>
    api.get<{ escalations: { state: string; waiting: number }[] }>(`/v1/cases/${caseId}/salesforce`);
  await expect.poll(async () => (await tab()).escalations[0]!.state).toBe('gone');
  expect(await org.query(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toEqual([]);
});

test('escalating a case of 100 messages takes at most three calls', async ({ care, org, simulator }) => {
  onlySimulated('An org counts the calls of all its clients together, and late.');
  test.setTimeout(120_000);
  const apiCalls = async () => ((await simulator('GET', '/calls')) as { apiCalls: number }).apiCalls;
  const customer = await care.newCustomer('x');
  for (let i = 0; i < 120; i++) await customer.writes(`line ${i}`);
  const caseId = await care.caseOf(customer);
  const api = await care.api('Jonas Lind');
  await api.send('POST', `/v1/cases/${caseId}/salesforce/contacts`, {});
  // As an agent presses it: with the form before them, for which the org has been asked what its Case is like.
  await api.get(`/v1/cases/${caseId}/salesforce/case-form`);
  const before = await apiCalls();
  const { escalation } = await api.send<{ escalation: { recordId: string } }>(
    'POST',
    `/v1/cases/${caseId}/salesforce/cases`,
    {},
  );
  const messages = () =>
    org.query(
      `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${escalation.recordId}' ORDER BY Sequence__c`,
    );
  await expect.poll(async () => (await messages()).length).toBe(100);

  expect((await apiCalls()) - before).toBeLessThanOrEqual(3);
  expect((await messages()).map((row) => row.Body__c)).toEqual(
    Array.from({ length: 100 }, (_, i) => `line ${i + 20}`),
  );
});
