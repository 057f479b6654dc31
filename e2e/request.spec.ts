import type { Page } from '@playwright/test';
import { expectAccessible, listenForViolations } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import { card } from './pages/settings.ts';
import { somebodyNew } from './places/somebody-new.ts';

interface Request {
  accountId: string;
  state: string;
  requestedBy: { name: string; email: string } | null;
  requestedAt: string | null;
  enabledBy: string | null;
  enabledAt: string | null;
}

const EMAIL = 'mara.steen@nordwind.example';
const tile = (page: Page) => card(page, 'Salesforce for Community and Care');
const subItem = (page: Page) =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Salesforce', exact: true });
/** The moment the tile tells, ISO-8601. */
const toldAt = (page: Page) => tile(page).locator('time').getAttribute('datetime');

test('a new account asks for Salesforce, its operator says yes, and both see who and when', async ({
  care,
  newPage,
  operator,
}) => {
  onlySimulated('It makes an account, and nobody takes one away again.');
  const account = operator('account', 'create', `Nordwind ${somebodyNew('x').id}`).id!;
  const ofAccount = ['--account', account];
  operator('agent', 'create', EMAIL, 'Mara Steen', '--role', 'Admin', ...ofAccount);
  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(operator('sign-in-link', EMAIL, ...ofAccount).link!);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.waitForURL(`${care.url}/settings/**`);
  await page.getByRole('link', { name: 'Integrations & API' }).click();
  await expect(tile(page)).toContainText('Off');
  await expect(subItem(page)).toHaveCount(0);
  await expectAccessible(page);

  await tile(page).getByRole('button', { name: 'Request' }).click();
  await expect(tile(page)).toContainText(/Requested.*by Mara Steen/s);
  await page.reload();
  await expect(tile(page)).toContainText(/Requested.*by Mara Steen/s);
  await expectAccessible(page);
  const request = () =>
    operator<Request[]>('operator', 'requests').find(({ accountId }) => accountId === account);
  expect(request()).toMatchObject({
    state: 'requested',
    requestedBy: { name: 'Mara Steen', email: EMAIL },
    requestedAt: await toldAt(page),
    enabledAt: null,
  });
  await expect(subItem(page)).toHaveCount(0);

  operator('operator', 'enable', account, '--by', 'Nora of Operations');
  // Nobody reloads: the page looks again by itself.
  await expect(tile(page)).toContainText(/Enabled.*by Nora of Operations/s);
  expect(request()).toMatchObject({
    state: 'enabled',
    requestedBy: { name: 'Mara Steen', email: EMAIL },
    enabledBy: 'Nora of Operations',
    enabledAt: await toldAt(page),
  });
  await subItem(page).click();
  await expect(page.getByRole('heading', { name: 'Salesforce', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: '+Connect Salesforce account' })).toBeVisible();
  await page.reload();
  await expect(subItem(page)).toBeVisible();
  await page.goto(`${care.url}/settings/activity`);
  const activity = page.getByRole('table', { name: 'Activity' });
  for (const who of ['Mara Steen', 'Nora of Operations']) await expect(activity).toContainText(who);
  expect(heard).toEqual([]);
});
