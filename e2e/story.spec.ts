import { expect, test } from './fixtures.ts';

test('a customer writes, the case is escalated, an agent answers inside Salesforce, and both sides stay in step', async ({
  care,
  org,
  newPage,
}) => {
  test.setTimeout(120_000);
  const name = `Maja Holm ${Date.now().toString(36)}`;

  // The customer writes.
  const customer = await newPage();
  await customer.goto(`${care.url}/customer`);
  await customer.getByLabel('To', { exact: true }).selectOption({ label: 'Acme Care on X' });
  await customer.getByLabel('As', { exact: true }).selectOption({ label: 'Somebody new…' });
  await customer.getByLabel('Name of the new customer').fill(name);
  await customer.getByRole('button', { name: 'Be them' }).click();
  await customer.getByLabel(`Message from ${name}`).fill('My kettle hums but stays cold 😕');
  await customer.getByRole('button', { name: 'Send as customer' }).click();

  // An agent finds the case, takes it and escalates it.
  const desk = await care.desk('Jonas Lind');
  await desk.getByLabel('Search cases').fill(name);
  await desk.getByRole('button', { name: new RegExp(name) }).click();
  await expect(desk.getByText('My kettle hums but stays cold 😕').last()).toBeVisible();
  await desk.getByRole('button', { name: 'Assign me' }).first().click();
  await desk.getByRole('tab', { name: 'Salesforce' }).click();
  await desk.getByRole('button', { name: 'Create a contact' }).click();
  await desk.getByRole('button', { name: 'Create and link contact' }).click();
  await desk.getByRole('button', { name: 'Create case', exact: true }).click();
  await desk.getByRole('button', { name: 'Create Salesforce case' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog).toContainText('Salesforce case created');
  const number = /Case (\d{8})/.exec((await desk.getByText('stands in Salesforce').textContent()) ?? '')![1]!;
  const href = (await desk
    .locator('care-dialog')
    .getByRole('link', { name: 'Open in Salesforce' })
    .getAttribute('href'))!;
  expect(href).toMatch(new RegExp(`^${org.url}/lightning/r/Case/500`));

  // In Salesforce the Case holds the message and frames the conversation.
  const page = await org.login('Jonas Lind');
  await page.goto(href);
  await expect(page.getByText(number).first()).toBeVisible();
  const widget = page.frameLocator('iframe').first();
  await expect(widget.getByText('My kettle hums but stays cold 😕').last()).toBeVisible();

  // The agent answers from there, and the customer hears it.
  await widget.getByRole('textbox', { name: /reply/i }).fill('Hold the lid switch for five seconds, please.');
  await widget.getByRole('button', { name: 'Reply publicly' }).click();
  await expect(customer.getByText('Hold the lid switch for five seconds, please.').last()).toBeVisible();
  const recordId = /\/(500\w{15})\//.exec(href)![1]!;
  const bodies = async () =>
    (
      await org.query(
        `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`,
      )
    ).map((row) => row.Body__c);
  await expect
    .poll(bodies)
    .toEqual(['My kettle hums but stays cold 😕', 'Hold the lid switch for five seconds, please.']);

  // The customer thanks, the agent closes in Care, Salesforce follows; Salesforce reopens, Care follows.
  await customer.getByLabel(`Message from ${name}`).fill('That was it, thank you!');
  await customer.getByRole('button', { name: 'Send as customer' }).click();
  await expect(widget.getByText('That was it, thank you!').last()).toBeVisible();
  await expect(desk.getByText('That was it, thank you!').last()).toBeVisible();
  const header = widget.locator('care-case-header');
  await header.getByRole('button', { name: /status.*open/i }).click();
  await header.getByRole('menuitemradio', { name: 'Done' }).click();
  await expect.poll(async () => (await org.record(recordId)).Status).toBe('Closed');
  await org.edit(recordId, { Status: 'Working' });
  await expect(header.getByRole('button', { name: /status.*open/i })).toBeVisible();
});
