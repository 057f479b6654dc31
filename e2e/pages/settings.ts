import { expect, type Locator, type Page } from '@playwright/test';
import { emailOf, type Person } from '../people.ts';

const SALESFORCE = '/settings/integrations/salesforce';

/** Goes to the list of Salesforce accounts by the navigation, as somebody who looks for it would. */
export async function goToSalesforce(page: Page, careUrl: string): Promise<void> {
  await page.goto(`${careUrl}/settings/integrations`);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Salesforce' }).click();
  await expect(page.getByRole('heading', { name: 'Salesforce', level: 1 })).toBeVisible();
}

/** One account of the list, by the name of its org. */
export const accountInList = (page: Page, org: string): Locator =>
  page.getByRole('list', { name: 'Salesforce accounts' }).getByRole('link', { name: org });

/** The row of a connected user on the Overview. */
export const connectedUser = (page: Page, who: Person): Locator =>
  page
    .getByRole('row')
    .filter({ hasText: emailOf(who) })
    .filter({ has: page.getByRole('button', { name: `${who}, details` }) });

/** The card with this title. */
export const card = (page: Page, title: string): Locator =>
  page.locator('care-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

/** What lies over the page, its buttons with it. */
export const dialog = (page: Page): Locator =>
  page.locator('care-dialog').filter({ has: page.getByRole('dialog') });

/** From the explanation of what will be asked for to Salesforce, logged in and allowed, and back on the attempt's page. */
export async function allowInSalesforce(page: Page, who: Person, username = emailOf(who)): Promise<void> {
  await dialog(page).getByRole('button', { name: 'Go to Salesforce' }).click();
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill('simulated-1');
  await page.getByRole('button', { name: 'Log In', exact: true }).click();
  // Whoever has allowed it before is not asked again.
  const allow = page.getByRole('button', { name: /allow/i });
  await expect(allow.or(page.getByRole('navigation', { name: 'Settings' }))).toBeVisible();
  if (await allow.isVisible()) await allow.click();
  await page.waitForURL(`**${SALESFORCE}/connect/*`);
}
