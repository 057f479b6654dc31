import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { CARE_APP } from './pages/console.ts';
import { answerPublicly, said, widgetOn } from './pages/widget.ts';

test('a customer writes, the case is escalated, an agent answers inside Salesforce, and both sides stay in step', async ({
  care,
  org,
}) => {
  test.setTimeout(120_000);
  // The customer writes.
  const customer = await care.newCustomer('x');
  await customer.writes('My kettle hums but stays cold 😕');

  // An agent finds the case, takes it and escalates it.
  const desk = await care.desk('Jonas Lind');
  await desk.getByLabel('Search cases').fill(customer.name);
  await desk.getByRole('button', { name: new RegExp(customer.name) }).click();
  await expect(said(desk, 'My kettle hums but stays cold 😕')).toBeVisible();
  await desk.getByRole('button', { name: 'Assign me' }).first().click();
  await desk.getByRole('tab', { name: 'Salesforce' }).click();
  await desk.getByRole('button', { name: 'Create a contact' }).click();
  await desk.getByRole('button', { name: 'Create and link contact' }).click();
  await desk.getByRole('button', { name: 'Create case', exact: true }).click();
  await expect(desk.getByText(/^As (you, .+|.+, because .+)\. Copies 1 message\.$/)).toBeVisible();

  // What Salesforce would refuse is said beside its field before anything is sent, and mended there.
  await desk.getByLabel('Subject').fill('x'.repeat(271));
  await expect(desk.getByText('16 characters too long for Salesforce.')).toBeVisible();
  await expect(desk.getByText('Mend Subject first.')).toBeVisible();
  await desk.getByRole('button', { name: 'Use a shortened text' }).click();
  await expect(desk.getByText('16 characters too long for Salesforce.')).toBeHidden();
  // What is ready can be changed, too.
  await desk.getByRole('button', { name: 'Change Priority' }).click();
  await desk.getByRole('combobox', { name: 'Priority' }).selectOption('High');
  await desk.getByRole('button', { name: 'Create Salesforce case' }).click();
  const dialog = desk.getByRole('dialog');
  await expect(dialog).toContainText('Salesforce case created');
  await expect(desk.getByText('stands in Salesforce')).toContainText('It belongs to');
  const number = /Case (\d{8})/.exec((await desk.getByText('stands in Salesforce').textContent()) ?? '')![1]!;
  const href = (await desk
    .locator('care-dialog')
    .getByRole('link', { name: 'Open in Salesforce' })
    .getAttribute('href'))!;
  expect(href).toMatch(new RegExp(`^${org.url}/lightning/r/Case/500`));

  // In Salesforce the Case holds the message and frames the conversation.
  const page = await org.login('Jonas Lind');
  // In the app that shows the component; the link itself leaves the app to the org.
  await page.goto(href.replace('/lightning/r/', `${CARE_APP}/r/`));
  await expect(page.getByText(number).first()).toBeVisible();
  const widget = widgetOn(page);
  await expect(said(widget, 'My kettle hums but stays cold 😕')).toBeVisible();

  // The agent answers from there, and the customer hears it.
  await answerPublicly(widget, 'Hold the lid switch for five seconds, please.');
  await expect.poll(() => customer.received()).toEqual(['Hold the lid switch for five seconds, please.']);
  const recordId = /\/(500\w{15})\//.exec(href)![1]!;
  expect((await org.record(recordId)).Priority).toBe('High');
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
  await customer.writes('That was it, thank you!');
  await expect(said(widget, 'That was it, thank you!')).toBeVisible();
  await expect(said(desk, 'That was it, thank you!')).toBeVisible();
  const header = widget.locator('care-case-header');
  await header.getByRole('button', { name: /status.*open/i }).click();
  await header.getByRole('menuitemradio', { name: 'Done' }).click();
  await expect.poll(async () => (await org.record(recordId)).Status).toBe('Closed');
  await org.edit(recordId, { Status: 'Working' });
  await expect(header.getByRole('button', { name: /status.*open/i })).toBeVisible();

  // The same conversation may be a lead as well: what the org requires is asked for.
  await desk.locator('care-dialog').getByRole('button', { name: 'Done' }).click();
  await desk.getByRole('button', { name: 'Create lead' }).click();
  await desk.getByLabel('Company').fill('Kettle lovers');
  await desk.getByRole('button', { name: 'Create Salesforce lead' }).click();
  await expect(desk.getByText(`Lead ${customer.name} stands in Salesforce`)).toBeVisible();
  await desk.locator('care-lead-maker').getByRole('button', { name: 'Done' }).click();

  // It should not have gone there: the agent takes the Case back, and its page in Salesforce shows no case any more.
  await desk
    .locator('care-escalation-card', { hasText: number })
    .getByRole('button', { name: 'Undo' })
    .click();
  const undo = desk.locator('care-undo-dialog');
  await expect(undo.getByText('The Salesforce case gets the status Closed.')).toBeVisible();
  await undo.getByLabel('Why').fill('Solved in the conversation');
  await expectAccessible(desk);
  await undo.getByRole('button', { name: 'Close and unlink case' }).click();
  const undone = desk.locator('care-escalation-card', { hasText: 'It was closed as Closed and unlinked.' });
  await expect(undone).toContainText('Solved in the conversation');
  expect(await org.record(recordId)).toMatchObject({ Status: 'Closed', Care_Case_Id__c: null });
  await expect(widget.getByText('No Care case belongs to this Case')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Create case', exact: true })).toBeVisible();
});
