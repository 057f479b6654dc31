import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';
import { accountInList, dialog, goToSalesforce } from './pages/settings.ts';

test('a rule escalates a case by itself, and the contact that is linked afterwards reaches Salesforce', async ({
  care,
  org,
}) => {
  test.setTimeout(120_000);
  const customer = await care.newCustomer();
  const name = `Rule for ${customer.name}`;
  const contactId = await org.create('Contact', { LastName: customer.name });
  const page = await care.desk('Ines Okafor');
  await goToSalesforce(page, care.url);
  await accountInList(page, 'ACME').click();
  await page.getByRole('link', { name: 'Automatic escalation' }).click();
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByLabel('What').selectOption('Customer’s latest message');
  await page.getByLabel('Words, with commas between').fill(customer.name);
  await expect(page.getByText(/^None of the latest \d+ cases matches\.$/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add rule' }).click();
  const rule = page.getByRole('listitem').filter({ hasText: name });
  try {
    await rule.getByRole('switch').check();
    await expect(page.getByText(`${name} is on`)).toBeVisible();
    await expectAccessible(page);

    await customer.writes(`Hello, this is ${customer.name}`);
    const caseId = await care.caseOf(customer);
    const made = () => org.query(`SELECT Id, ContactId FROM Case WHERE Care_Case_Id__c = '${caseId}'`);
    await expect.poll(async () => (await made()).map(({ ContactId }) => ContactId)).toEqual([null]);

    const desk = await care.desk('Ines Okafor');
    await desk.getByRole('button', { name: 'Salesforce cases without a contact' }).click();
    const row = desk.getByRole('main').getByRole('listitem').filter({ hasText: customer.name });
    await expect(row).toContainText(`Rule “${name}”`);
    await expectAccessible(desk);
    await row.getByRole('button', { name: `Link ${customer.name}` }).click();
    await expect(row).toHaveCount(0);
    await expect.poll(async () => (await made()).map(({ ContactId }) => ContactId)).toEqual([contactId]);
  } finally {
    await rule.getByRole('button', { name: `More about ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete rule' }).click();
    await dialog(page).getByRole('button', { name: 'Delete rule' }).click();
    await expect(rule).toHaveCount(0);
  }
});
