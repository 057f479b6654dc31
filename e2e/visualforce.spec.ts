import type { FrameLocator, Page } from '@playwright/test';
import { expectAccessible, listenForViolations } from './accessible.ts';
import { type Escalated, expect, onlySimulated, test } from './fixtures.ts';
import { answerPublicly, careFrames, said, searchToLink } from './pages/widget.ts';

const LAYOUTS = 'Puts the page on a layout; the package leaves the layouts of an org alone.';
const PAGE = 'iframe[title="CareHostCase"]';

async function expectItAnswers(widget: FrameLocator, { customer }: Escalated): Promise<void> {
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
  await answerPublicly(widget, 'From Visualforce');
  await expect.poll(() => customer.received()).toEqual(['From Visualforce']);
  await customer.writes('It works, thanks');
  await expect(said(widget, 'It works, thanks')).toBeVisible();
}

/** Both frames of other origins: the Visualforce page's in the page, Care's in it. */
async function expectTwoNestedFrames(page: Page, careUrl: string): Promise<void> {
  const care = page.frames().find((frame) => frame.url().startsWith(careUrl))!;
  const visualforce = care.parentFrame()!;
  expect(visualforce.parentFrame()).toBe(page.mainFrame());
  const origins = [page.mainFrame(), visualforce, care].map((frame) => new URL(frame.url()).origin);
  expect(new Set(origins).size).toBe(3);
}

test('in Lightning, the Visualforce page in a record page shows the case and answers it', async ({
  care,
  org,
}) => {
  onlySimulated(LAYOUTS);
  const escalated = await care.escalated('Jonas Lind');
  await care.assign(escalated.caseId, 'Jonas Lind');
  const page = await org.login('Jonas Lind');
  const heard = listenForViolations(page);
  await page.goto(`${org.url}/lightning/app/c__Service_Visualforce/r/Case/${escalated.recordId}/view`);
  const widget = page.frameLocator(PAGE).frameLocator('iframe');
  await expectItAnswers(widget, escalated);
  await expectTwoNestedFrames(page, care.url);
  expect(heard).toEqual([]);
});

test('in Classic, the Visualforce page in a layout shows the case and answers it', async ({ care, org }) => {
  onlySimulated(LAYOUTS);
  const escalated = await care.escalated('Jonas Lind');
  await care.assign(escalated.caseId, 'Jonas Lind');
  const page = await org.login('Jonas Lind');
  await page.goto(`${org.url}/ltng/switcher?destination=classic`);
  const heard = listenForViolations(page);
  await page.goto(`${org.url}/${escalated.recordId}`);
  const widget = page.frameLocator(PAGE).frameLocator('iframe');
  await expectItAnswers(widget, escalated);
  await expectTwoNestedFrames(page, care.url);
  expect(heard).toEqual([]);
});

test('the Visualforce page by itself shows the case, and nothing on it needs fixing', async ({
  care,
  org,
}) => {
  test.setTimeout(120_000);
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  const heard = listenForViolations(page);
  await page.goto(`${org.url}/apex/CareHostCase?id=${recordId}`);
  await expect(said(careFrames(page).contentFrame(), `Hello, this is ${customer.name}`)).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('a Case without a Care case says so in Visualforce, too, and links one', async ({ care, org }) => {
  test.setTimeout(120_000);
  const customer = await care.newCustomer();
  await customer.writes(`Hello, this is ${customer.name}`);
  const { number } = await (await care.api('Jonas Lind'))
    .get<{ case: { number: number } }>(`/v1/cases/${await care.caseOf(customer)}`)
    .then(({ case: found }) => found);
  const recordId = await org.create('Case', { Subject: 'Made in Salesforce' });
  const page = await org.login('Jonas Lind');
  await page.goto(`${org.url}/apex/CareHostCase?id=${recordId}`);
  await expect(page.locator('#care')).toHaveAttribute('data-state', 'no-case');
  await expectAccessible(page);
  const widget = careFrames(page).contentFrame();
  await searchToLink(page, widget, customer);
  await widget.getByRole('button', { name: `Link #${number}`, exact: true }).click();
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
});
