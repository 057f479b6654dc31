import { expect, onlySimulated, test } from './fixtures.ts';

test('a reply sent by a flow reaches the customer once, though it is sent twice', async ({ care, org }) => {
  const { recordId, customer, caseId } = await care.escalated('Jonas Lind');
  await care.assign(caseId, 'Jonas Lind');
  const reply = { recordId, text: 'Your order is on its way', idempotencyKey: `interview-${caseId}` };

  const [first] = await org.invoke('CareReplyAction', [reply]);
  const [again] = await org.invoke('CareReplyAction', [reply]);

  expect(first).toMatchObject({ isSuccess: true, agentName: 'Jonas Lind' });
  expect(again).toEqual(first);
  await expect.poll(() => customer.received()).toEqual(['Your order is on its way']);
  // Whatever came after it has gone out: no second one is on its way.
  await org.invoke('CareReplyAction', [{ recordId, text: 'Anything else?' }]);
  await expect.poll(() => customer.received()).toEqual(['Your order is on its way', 'Anything else?']);
});

test('one call answers for each of its inputs, in their order', async ({ care, org }) => {
  const { recordId, customer, caseId } = await care.escalated('Jonas Lind');
  await care.assign(caseId, 'Jonas Lind');
  const plain = await org.create('Case', { Subject: 'Made in Salesforce' });
  const inputs = [
    { recordId: plain, text: 'Nobody hears this' },
    { recordId, text: 'Hello from a flow' },
    { recordId, text: ' ' },
  ];
  const outputs = await org.invoke('CareReplyAction', inputs);
  expect(outputs.map(({ isSuccess, errorCode }) => [isSuccess, errorCode])).toEqual([
    [false, 'EMBED_NO_CARE_CASE'],
    [true, null],
    [false, 'ACTION_INPUT_MISSING'],
  ]);
  await expect.poll(() => customer.received()).toEqual(['Hello from a flow']);
});

test('a flow links a Care case to a Case made in Salesforce', async ({ care, org }) => {
  const customer = await care.newCustomer();
  await customer.writes('Please call me back');
  const careCase = await care.caseOf(customer);
  const recordId = await org.create('Case', { Subject: 'Call back' });
  const [output] = await org.invoke('CareCaseLinkAction', [{ recordId, careCase }]);
  expect(output).toMatchObject({ isSuccess: true, careCaseId: careCase });
  await expect.poll(async () => (await org.record(recordId)).Care_Case_Id__c).toBe(careCase);
});

test('a user whom no agent stands behind sends nothing unless an admin names one', async ({ care, org }) => {
  onlySimulated('Noor Haddad is a user of the simulated org only.');
  const { recordId, customer, caseId } = await care.escalated('Jonas Lind');
  const asNoor = (text: string) => org.invoke('CareReplyAction', [{ recordId, text }], 'Noor Haddad');
  expect(await asNoor('From nobody')).toMatchObject([{ isSuccess: false, errorCode: 'ACTION_NO_AGENT' }]);

  const supervisor = await care.api('Ines Okafor');
  const { connections } = await supervisor.get<{ connections: { id: string }[] }>(
    '/v1/salesforce/connections',
  );
  const { agents } = await supervisor.get<{ agents: { id: string; name: string }[] }>('/v1/agents');
  const automation = `/v1/salesforce/connections/${connections[0]!.id}/automation-agent`;
  const agentId = agents.find(({ name }) => name === 'Priya Raman')!.id;
  await supervisor.send('PUT', automation, { agentId });
  try {
    await care.assign(caseId, 'Priya Raman');
    expect(await asNoor('From the automation')).toMatchObject([
      { isSuccess: true, agentName: 'Priya Raman' },
    ]);
    await expect.poll(() => customer.received()).toEqual(['From the automation']);
  } finally {
    await supervisor.send('PUT', automation, { agentId: null });
  }
});
