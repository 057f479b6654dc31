import { expectAccessible, listenForViolations } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import { careFrames, panelOn, said } from './pages/widget.ts';

const OF_THE_DEMO = 'A page of the demo; a service of one’s own does not serve it.';

test('the sign-in page', async ({ care, newPage }) => {
  onlySimulated(OF_THE_DEMO);
  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/desk`);
  await expect(page.getByRole('button', { name: /Jonas Lind/ })).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the desk: inbox, case and Salesforce tab', async ({ care }) => {
  test.setTimeout(120_000);
  const { caseId, customer } = await care.escalated('Jonas Lind');
  const page = await care.desk('Jonas Lind');
  const heard = listenForViolations(page);
  await expect(page.getByLabel('Search cases')).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${care.url}/desk/cases/${caseId}`);
  await expect(said(page, `Hello, this is ${customer.name}`)).toBeVisible();
  await page.getByRole('tab', { name: 'Salesforce' }).click();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the customer page', async ({ care, newPage }) => {
  onlySimulated(OF_THE_DEMO);
  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/customer`);
  await expect(page.getByRole('button', { name: 'Send as customer' })).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the gallery', async ({ care, newPage }) => {
  onlySimulated(OF_THE_DEMO);
  // It has every element in every state, four times over.
  test.setTimeout(300_000);
  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/gallery`);
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the widget in its frame', async ({ care, org }) => {
  test.setTimeout(120_000);
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  const heard = listenForViolations(page);
  const widget = await org.openCase(page, recordId);
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
  await expectAccessible(page, 'iframe');
  expect(heard).toEqual([]);
});

test('the panel where Care cannot be reached', async ({ care, org }) => {
  onlySimulated('Answers in Apex’s place, and an org answers in its own way.');
  test.setTimeout(120_000);
  const { recordId } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  const problem = { code: 'HOST_SERVICE_UNREACHABLE', detail: null, remedy: null, linkUrl: null };
  await page.route('**/lightning/api/apex', (route) => route.fulfill({ json: { returnValue: { problem } } }));
  await org.openCase(page, recordId);
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'unreachable');
  await expectAccessible(page, 'c-care-host');
  await page.unroute('**/lightning/api/apex');
  await panelOn(page).getByRole('button', { name: 'Try again' }).click();
  await expect(careFrames(page)).toHaveCount(1);
});
