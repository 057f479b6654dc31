import { expectAccessible } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import { dialog } from './pages/settings.ts';
import { somebodyNew } from './places/somebody-new.ts';

test('a case field is created by keyboard, is there to be chosen at once, and goes again', async ({
  care,
}) => {
  onlySimulated('It adds a field to the account for a while.');
  const name = `Tier of ${somebodyNew('x').name}`;
  const page = await care.desk('Ines Okafor');
  await page.goto(`${care.url}/settings`);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Case fields' }).click();
  const table = page.getByRole('table', { name: 'Case fields' });
  await expect(table).toBeVisible();
  await expectAccessible(page);

  const option = (name: string) => dialog(page).getByRole('textbox', { name });
  await page.getByRole('button', { name: 'Create field' }).click();
  await dialog(page).getByRole('button', { name: 'Create field' }).click();
  await expect(dialog(page).getByText('A name is missing.')).toBeVisible();
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await option('Option 1').fill('Gold');
  await option('Option 1').press('Enter');
  await expect(option('Option 2')).toBeFocused();
  await page.keyboard.type('Platinum');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(option('Option 1')).toHaveValue('Platinum');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Create field' }).click();
  const row = table.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Platinum, Gold');

  const customer = await care.newCustomer();
  await customer.writes('Hello?');
  const desk = await care.desk('Ines Okafor');
  await desk.goto(`${care.url}/desk/cases/${await care.caseOf(customer)}`);
  await expect(desk.getByRole('combobox', { name })).toBeVisible();

  await row.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog(page)).toContainText('No case has anything there.');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Delete field' }).click();
  await expect(row).toHaveCount(0);
  // An open case follows by itself.
  await expect(desk.getByRole('combobox', { name })).toHaveCount(0);
});
