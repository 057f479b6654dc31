import { expectAccessible, listenForViolations } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import { accountInList, card, dialog, goToSalesforce } from './pages/settings.ts';

const FIELD = 'Supplied Company';
const MAPPINGS = /\/mapping\/Case\/\w+$/;

test('an admin maps a field, sees the record it would make, saves it, and goes back', async ({
  care,
  org,
}) => {
  test.setTimeout(180_000);
  const page = await care.desk('Ines Okafor');
  const heard = listenForViolations(page);
  await goToSalesforce(page, care.url);
  await accountInList(page, 'ACME').click();
  await page.getByRole('link', { name: 'Mapping with Care' }).click();
  await page.waitForURL(MAPPINGS);

  await page.getByRole('searchbox', { name: /^Find among/ }).fill('SuppliedCompany');
  await page.getByRole('button', { name: `Map ${FIELD}` }).click();
  await page.getByRole('combobox', { name: 'Find Care data' }).fill('agent name');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `${FIELD}, Care data: Agent name` })).toBeFocused();
  await expect(card(page, 'Live preview').getByText('Added')).toBeVisible();
  await expectAccessible(page);

  // What is not saved is not lost by going elsewhere.
  await page.getByRole('link', { name: 'Overview' }).click();
  await dialog(page).getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(dialog(page)).toContainText('Agent name');
  await dialog(page)
    .getByRole('button', { name: /^Save version/ })
    .click();
  const saved = page.getByText(/^Version \d+ of Case is saved$/);
  await expect(saved).toBeVisible();
  try {
    const { recordId } = await care.escalated('Jonas Lind');
    expect((await org.record(recordId)).SuppliedCompany).toBe('Jonas Lind');
  } finally {
    await page.getByRole('button', { name: 'Versions' }).click();
    await dialog(page)
      .getByRole('button', { name: /^Care’s starting mapping/ })
      .click();
    await dialog(page).getByRole('button', { name: 'Roll back to Care’s starting mapping' }).click();
    await expect(dialog(page).getByText('back to Care’s starting mapping')).toBeVisible();
  }
  await dialog(page).getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('button', { name: `Map ${FIELD}` })).toBeVisible();
  expect(heard).toEqual([]);
});

test('a field that an org requires since is an alarm until it is mended', async ({ care, simulator }) => {
  onlySimulated('it adds a field to the org');
  const page = await care.desk('Ines Okafor');
  await goToSalesforce(page, care.url);
  await accountInList(page, 'ACME').click();
  await page.getByRole('link', { name: 'Mapping with Care' }).click();
  await page.waitForURL(MAPPINGS);
  const readAgain = page.getByRole('button', { name: 'Read again' });
  const alarm = page.getByRole('list', { name: 'Changes in Salesforce' });
  // The first reading is what the next ones are compared with.
  const isRead = page.waitForResponse((response) => response.url().endsWith('/mapping-health/checks'));
  await readAgain.click();
  await isRead;
  await simulator('POST', '/schema/Case/fields', {
    name: 'Product_Line__c',
    label: 'Product Line',
    type: 'string',
    required: true,
  });
  try {
    await readAgain.click();
    await expect(alarm).toContainText('Product Line in Case');
    await expect(alarm).toContainText('Map it, or give a fixed value.');
    await page.getByRole('link', { name: 'Overview' }).click();
    await expect(alarm).toContainText('Product Line in Case');
    await page.getByRole('button', { name: 'Remind me tomorrow' }).click();
    await expect(alarm).toBeHidden();
    await page.getByRole('button', { name: 'Show it now' }).click();
    await expect(alarm).toContainText('Product Line in Case');
  } finally {
    await simulator('DELETE', '/schema/Case/fields/Product_Line__c');
  }
  await page.getByRole('button', { name: 'Check again' }).first().click();
  await expect(alarm).toBeHidden();
});

test('whoever may not map fields sees the tab, and why it leads nowhere', async ({ care }) => {
  const page = await care.desk('Jonas Lind');
  await goToSalesforce(page, care.url);
  await accountInList(page, 'ACME').click();
  const tab = page.getByRole('link', { name: 'Mapping with Care' });
  await expect(tab).toHaveAccessibleDescription(/does not have “Edit Salesforce field mapping”/);
  await tab.click({ force: true });
  await expect(page.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
  await page.goto(`${page.url()}/mapping`);
  await expect(page.getByRole('heading', { name: 'You can’t see the mappings' })).toBeVisible();
});
