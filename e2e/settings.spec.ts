import { expectAccessible, expectTitled, listenForViolations } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import { accountInList, allowInSalesforce, card, dialog, goToSalesforce } from './pages/settings.ts';

const OWN_ORG = 'An org has its own login page.';

test('an integration that was asked for and enabled has its place in the navigation', async ({ care }) => {
  const page = await care.desk('Ines Okafor');
  const heard = listenForViolations(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.waitForURL(`${care.url}/settings/**`);
  await page.getByRole('link', { name: 'Integrations & API' }).click();
  const tile = card(page, 'Salesforce for Community and Care');
  await expect(tile).toContainText('Enabled');
  await expectAccessible(page);
  await tile.getByRole('link', { name: 'Open Salesforce' }).click();
  await expect(page.getByRole('list', { name: 'Salesforce accounts' })).toContainText('Production');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Inbox' }).click();
  await page.waitForURL(`${care.url}/desk`);
  expect(heard).toEqual([]);
});

test('a production org is not connected as a sandbox, and the page says what it is', async ({
  care,
  org,
}) => {
  onlySimulated(OWN_ORG);
  test.setTimeout(120_000);
  const page = await care.desk('Ines Okafor');
  await goToSalesforce(page, care.url);
  await page.getByRole('link', { name: 'Connect Sandbox' }).click();
  await expectAccessible(page);
  await page.getByLabel('My Domain address').fill('acme--uat');
  await page.getByLabel('My Domain address').blur();
  await expect(page.getByText('That is only the name.')).toBeVisible();
  await page.getByLabel('My Domain address').fill(org.url);
  await page.getByRole('button', { name: 'Log in to Salesforce' }).click();
  await allowInSalesforce(page, 'Ines Okafor');
  await expect(page.getByRole('heading', { name: 'Not connected' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Connect as production' }).click();
  await allowInSalesforce(page, 'Ines Okafor');
  await expect(page.getByRole('heading', { name: 'Is this the one?' })).toBeVisible();
  await expect(card(page, 'ACME')).toContainText('Production');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Not this one' }).click();
  await expect(page.getByText('Nothing was saved')).toBeVisible();
});

test('whoever goes back from Salesforce finds the attempt waiting, and can let it be', async ({ care }) => {
  onlySimulated(OWN_ORG);
  const page = await care.desk('Ines Okafor');
  await goToSalesforce(page, care.url);
  await page.getByRole('link', { name: '+Connect Salesforce account' }).click();
  await page.getByRole('button', { name: 'Log in to Salesforce' }).click();
  await dialog(page).getByRole('button', { name: 'Go to Salesforce' }).click();
  await expect(page.getByLabel('Username')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Waiting for Salesforce' })).toBeVisible();
  await page.getByRole('link', { name: 'Salesforce', exact: true }).first().click();
  await page.getByRole('link', { name: 'See how it stands' }).first().click();
  await page.getByRole('button', { name: 'Let it be' }).click();
  await expect(page.getByText('Nothing was saved')).toBeVisible();
});

test('what a role does not allow is there, and says why', async ({ care }) => {
  const page = await care.desk('Jonas Lind');
  await goToSalesforce(page, care.url);
  const refused = page.getByRole('button', { name: 'Connect Sandbox' });
  await expect(refused).toHaveAccessibleDescription(
    /Your role Agent does not have “Add Salesforce accounts”/,
  );
  await refused.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Salesforce', level: 1 })).toBeVisible();
  await expectAccessible(page);
});

test('an address without a page, and the list of places on a narrow page, have a title', async ({ care }) => {
  const page = await care.desk('Ines Okafor');
  await page.goto(`${care.url}/settings/nowhere`);
  await expect(page.getByRole('heading', { name: 'No page has this address', level: 2 })).toBeVisible();
  await expectTitled(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 400, height: 800 });
  await page.goto(`${care.url}/settings`);
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expectTitled(page);
});

test('the Overview: accessible, and by keyboard alone', async ({ care }) => {
  test.setTimeout(120_000);
  const page = await care.desk('Ines Okafor');
  const heard = listenForViolations(page);
  await goToSalesforce(page, care.url);
  await page.getByRole('list', { name: 'Salesforce accounts' }).getByRole('link').first().focus();
  await page.keyboard.press('Enter');
  await expect(card(page, 'Case status sync with Salesforce')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Ines Okafor, details' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Ines Okafor' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Ines Okafor' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Ines Okafor, details' })).toBeFocused();
  expect(heard).toEqual([]);
});

test('the sync of an org is paused and goes on: what waited is then in Salesforce', async ({ care, org }) => {
  test.setTimeout(180_000);
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const posts = () => org.query(`SELECT Id FROM Care_Message__c WHERE Case__c = '${recordId}'`);
  await expect.poll(async () => (await posts()).length).toBe(1);
  const page = await care.desk('Ines Okafor');
  await goToSalesforce(page, care.url);
  await accountInList(page, 'ACME').click();
  await page.getByRole('button', { name: 'Pause sync' }).click();
  await dialog(page).getByRole('button', { name: 'Pause sync' }).click();
  const banner = page.getByText('The sync has been paused since');
  await expect(banner).toContainText('by Ines Okafor');
  try {
    await customer.writes('Written in the pause');
    await expect(page.getByText('1 message waits since')).toBeVisible();
    expect(await posts()).toHaveLength(1);
    await expectAccessible(page);
  } finally {
    await page.getByRole('button', { name: 'Resume sync' }).click();
  }
  await expect(banner).toHaveCount(0);
  await expect.poll(async () => (await posts()).length).toBe(2);
});
