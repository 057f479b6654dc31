import type { Page } from '@playwright/test';
import { sendToCare } from '../src/demo/send-to-care.ts';
import { expectAccessible, listenForViolations } from './accessible.ts';
import { expect, onlySimulated } from './fixtures.ts';
import { testOnOwnProduct } from './own-product.ts';
import { CARE_APP } from './pages/console.ts';
import { allowInSalesforce, dialog } from './pages/settings.ts';
import { panelOn } from './pages/widget.ts';

/** This account takes over the org that the demo's account is connected to. */
const test = testOnOwnProduct();

const EMAIL = 'mara.steen@nordwind.example';
const row = (page: Page, text: string) =>
  page.getByRole('region', { name: 'Messages' }).getByRole('button').filter({ hasText: text });
const salesforce = (page: Page) => page.getByRole('region', { name: 'Salesforce', exact: true });

test('a message becomes a Salesforce case and a lead, once and one way, and the conversation is not shown there', async ({
  care,
  org,
  operator,
  simulator,
  newPage,
}) => {
  onlySimulated('It makes an account that takes over the org.');
  test.setTimeout(180_000);
  const account = operator('account', 'create', 'Nordwind', '--modules', 'community').id!;
  const ofAccount = ['--account', account];
  operator('agent', 'create', EMAIL, 'Mara Steen', '--role', 'Admin', ...ofAccount);
  operator('operator', 'enable', account);
  const profile = operator('profile', 'create', 'x', 'nordwind', '--name', 'Nordwind', ...ofAccount);
  const personWrites = (name: string, text: string) =>
    sendToCare(care.url, profile.signingSecret!, {
      profileId: profile.id!,
      customer: { id: name, handle: `@${name.toLowerCase()}`, name },
      message: {
        id: `${name} ${text}`,
        direction: 'incoming',
        text,
        sentAt: new Date().toISOString(),
        kind: 'comment',
        author: name,
      },
    });

  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(operator('sign-in-link', EMAIL, ...ofAccount).link!);
  await expect(page.getByRole('heading', { name: 'No messages yet' })).toBeVisible();
  await expectAccessible(page);
  await personWrites('Runa Vik', 'The zip of my new jacket is broken');
  await personWrites('Per Holm', 'Do you deliver tents to schools?');
  await page.reload();
  await page.getByRole('searchbox').fill('zip');
  await expect(row(page, 'Per Holm')).toHaveCount(0);
  await row(page, 'Runa Vik').click();
  await expect(page).toHaveURL(/\/desk\/community\/cmsg_/);
  await expect(salesforce(page)).toContainText('No Salesforce org is connected');
  await expectAccessible(page);
  const address = page.url();

  await page.goto(`${care.url}/settings/integrations/salesforce`);
  await page.getByRole('link', { name: '+Connect Salesforce account' }).click();
  await page.getByRole('button', { name: 'Log in to Salesforce' }).click();
  await allowInSalesforce(page, 'Ines Okafor');
  await page.getByRole('button', { name: 'Connect ACME' }).click();
  await page.waitForURL(/\/salesforce\/conn_/);

  await page.goto(address);
  await salesforce(page).getByRole('button', { name: 'Create case' }).click();
  await expect(salesforce(page).getByLabel('Subject')).toHaveValue(
    'X: Runa Vik: The zip of my new jacket is broken',
  );
  await expectAccessible(page);
  await salesforce(page).getByLabel('Subject').fill('A broken zip');
  await row(page, 'Per Holm').click();
  await expect(dialog(page)).toContainText('Leave the form?');
  await dialog(page).getByRole('button', { name: 'Stay' }).click();
  await expect(salesforce(page).getByLabel('Subject')).toHaveValue('A broken zip');
  await salesforce(page).getByRole('button', { name: 'Create Salesforce case' }).click();
  await expect(dialog(page)).toContainText('Salesforce case created');
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await salesforce(page).getByRole('button', { name: 'Create lead' }).click();
  await salesforce(page).getByRole('button', { name: 'Create Salesforce lead' }).press('Enter');
  const company = salesforce(page).getByLabel('Company');
  await expect(company).toBeFocused();
  await company.fill('Nordwind Skole');
  await salesforce(page).getByRole('button', { name: 'Create Salesforce lead' }).click();
  await dialog(page).getByRole('button', { name: 'Done' }).click();

  const [made] = await org.query(
    "SELECT Id, CaseNumber, Description FROM Case WHERE Subject = 'A broken zip'",
  );
  const leads = await org.query("SELECT LastName, Company FROM Lead WHERE LastName = 'Vik'");
  expect(made?.Description).toContain('The zip of my new jacket is broken\n\nRuna Vik (@runa vik) on X');
  expect(leads).toMatchObject([{ LastName: 'Vik', Company: 'Nordwind Skole' }]);
  const record = page.locator('care-card').filter({ hasText: `Salesforce case ${made?.CaseNumber}` });
  await expect(record).toContainText('Mara Steen');
  await expect(record).toContainText('Ines Okafor');
  await expect(record.getByRole('link', { name: 'Open in Salesforce' })).toHaveAttribute(
    'href',
    new RegExp(`${made?.Id}`),
  );
  await expect(row(page, 'Runa Vik')).toContainText(`Case ${made?.CaseNumber}`);
  await expect(salesforce(page).getByRole('button', { name: 'Create another case' })).toBeVisible();
  await expectAccessible(page);

  const before = await record.ariaSnapshot();
  await org.edit(String(made?.Id), { Status: 'Closed' });
  await page.reload();
  await expect(record).toContainText('Created');
  expect(await record.ariaSnapshot()).toBe(before);

  const inOrg = await org.login('Ines Okafor');
  await inOrg.goto(`${org.url}${CARE_APP}/r/Case/${made?.Id}/view`);
  await expect(panelOn(inOrg)).toHaveAttribute('data-kind', 'not-available');
  await expect(panelOn(inOrg)).toContainText('Implementation of an iframe in Salesforce is not available.');
  await expectAccessible(inOrg, 'c-care-host');

  await simulator('DELETE', '/grants');
  await simulator('DELETE', '/access-tokens');
  await row(page, 'Per Holm').click();
  await salesforce(page).getByRole('button', { name: 'Create case' }).click();
  await salesforce(page).getByRole('button', { name: 'Create Salesforce case' }).click();
  await expect(salesforce(page)).toContainText('The Salesforce connection has expired');
  await page.reload();
  await expect(salesforce(page)).toContainText('Those already created are not affected.');
  await expect(salesforce(page).getByRole('button', { name: 'Create case' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expectAccessible(page);
  expect(heard).toEqual([]);
});
