import { expectAccessible } from './accessible.ts';
import { type Care, type Customer, expect, test } from './fixtures.ts';
import { CARE_APP, openTab, tabOf, utilityButton } from './pages/console.ts';
import { answerPublicly, pick, rowOf, said, widgetOn } from './pages/widget.ts';

const APP_PAGE = `${CARE_APP}/n/Care`;

/** A case of Jonas's own that is in Care only. */
async function ownCase(care: Care): Promise<Customer> {
  const customer = await care.newCustomer();
  await customer.writes(`Hello, this is ${customer.name}`);
  await care.assign(await care.caseOf(customer), 'Jonas Lind');
  return customer;
}

test('the app page lists my open cases as they come, and opens one that is in Care only', async ({
  care,
  org,
}) => {
  const customer = await ownCase(care);
  const page = await org.login('Jonas Lind', APP_PAGE);
  const widget = widgetOn(page);
  await expect(rowOf(widget, customer)).toContainText(`Hello, this is ${customer.name}`);
  const late = await ownCase(care);
  await expect(rowOf(widget, late)).toBeVisible();

  await pick(widget, customer);
  await answerPublicly(widget, 'From the app page');
  await expect.poll(() => customer.received()).toEqual(['From the app page']);
  await widget.getByRole('button', { name: 'My open cases' }).click();
  await expect(rowOf(widget, customer)).toContainText('From the app page');
});

test('a case that has a Salesforce Case opens that Case', async ({ care, org }) => {
  const { customer, caseId, number } = await care.escalated('Jonas Lind');
  await care.assign(caseId, 'Jonas Lind');
  const page = await org.login('Jonas Lind', APP_PAGE);
  const list = widgetOn(page);
  await expect(rowOf(list, customer)).toBeVisible();
  await pick(list, customer);
  await page.waitForURL(/\/r\/Case\/500/);
  await expect(page.getByText(number).first()).toBeVisible();
  await expect(said(widgetOn(page), `Hello, this is ${customer.name}`)).toBeVisible();
});

test('a case of another agent is not in my list', async ({ care, org }) => {
  const mine = await ownCase(care);
  const theirs = await care.newCustomer();
  await theirs.writes('For Priya');
  await care.assign(await care.caseOf(theirs), 'Priya Raman');
  const page = await org.login('Jonas Lind', APP_PAGE);
  await expect(rowOf(widgetOn(page), mine)).toBeVisible();
  await expect(rowOf(widgetOn(page), theirs)).toHaveCount(0);
});

test('the utility follows the tab in front: its conversation, or my open cases', async ({ care, org }) => {
  test.setTimeout(120_000);
  const [one, other] = [await care.escalated('Jonas Lind'), await care.escalated('Jonas Lind')];
  const own = await ownCase(care);
  const page = await org.login('Jonas Lind', `${CARE_APP}/o/Case/list`);
  await utilityButton(page).click();
  // The panel stands above whatever else there is.
  const utility = page.locator('c-care-host:has([data-where="utility"]) iframe').contentFrame();
  await expect(rowOf(utility, own)).toBeVisible();

  await openTab(page, one);
  await expect(said(utility, `Hello, this is ${one.customer.name}`)).toBeVisible();
  await openTab(page, other);
  await expect(said(utility, `Hello, this is ${other.customer.name}`)).toBeVisible();
  await tabOf(page, one).click();
  await expect(said(utility, `Hello, this is ${one.customer.name}`)).toBeVisible();
  await page.getByRole('link', { name: 'Cases', exact: true }).first().click();
  await expect(rowOf(utility, own)).toBeVisible();
});

test('nothing on the app page needs fixing', async ({ care, org }) => {
  test.setTimeout(120_000);
  const own = await ownCase(care);
  const page = await org.login('Jonas Lind', APP_PAGE);
  await expect(rowOf(widgetOn(page), own)).toBeVisible();
  await expectAccessible(page, 'iframe');
});

test('nothing in the utility needs fixing', async ({ care, org }) => {
  test.setTimeout(120_000);
  const own = await ownCase(care);
  const page = await org.login('Jonas Lind', `${CARE_APP}/o/Case/list`);
  await utilityButton(page).click();
  await expect(rowOf(widgetOn(page), own)).toBeVisible();
  await expectAccessible(page, 'iframe');
});
