import { expect, onlySimulated, test } from './fixtures.ts';
import { CARE_APP } from './pages/console.ts';
import { answerPublicly, careFrames, panelOn, said, searchToLink, widgetOn } from './pages/widget.ts';

test('a Care case linked to a Lead is answered from its page, and from its Visualforce page', async ({
  care,
  org,
}) => {
  onlySimulated('Opens the Lead by the simulated console’s address, and as a Visualforce page of its own.');
  test.setTimeout(120_000);
  const customer = await care.newCustomer();
  await customer.writes(`Hello, this is ${customer.name}`);
  const caseId = await care.caseOf(customer);
  await care.assign(caseId, 'Jonas Lind');
  const { case: found } = await (await care.api('Jonas Lind')).get<{ case: { number: number } }>(
    `/v1/cases/${caseId}`,
  );
  const leadId = await org.create('Lead', { LastName: customer.name, Company: 'Made in Salesforce' });

  const page = await org.login('Jonas Lind');
  await page.goto(`${org.url}${CARE_APP}/r/Lead/${leadId}/view`);
  const widget = widgetOn(page);
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'no-case');
  await expect(panelOn(page)).toContainText('Lead');
  await searchToLink(page, widget, customer);
  await widget.getByRole('button', { name: `Link #${found.number}`, exact: true }).click();
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
  await expect(widget.getByText('messages and status stay in Care')).toBeVisible();
  await answerPublicly(widget, 'From the Lead');
  await expect.poll(() => customer.received()).toEqual(['From the Lead']);
  const [lead] = await org.query(`SELECT Care_Case_Id__c FROM Lead WHERE Id = '${leadId}'`);
  expect(lead?.Care_Case_Id__c).toBe(caseId);

  await page.goto(`${org.url}/apex/CareHostLead?id=${leadId}`);
  const visualforce = careFrames(page).contentFrame();
  await expect(said(visualforce, 'From the Lead')).toBeVisible();
  await customer.writes('It works, thanks');
  await expect(said(visualforce, 'It works, thanks')).toBeVisible();
});
