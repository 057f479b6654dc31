import { listenForViolations } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import {
  accountInList,
  allowInSalesforce,
  card,
  connectedUser,
  dialog,
  goToSalesforce,
} from './pages/settings.ts';

test('an agent connects as themselves, sees how it stands, disconnects and connects again', async ({
  care,
}) => {
  onlySimulated('An org has its own login page, and org:push has connected it by then.');
  test.setTimeout(180_000);
  const page = await care.desk('Priya Raman');
  const heard = listenForViolations(page);
  await goToSalesforce(page, care.url);
  await accountInList(page, 'ACME').click();
  const users = card(page, 'Contact, Account & Case management');
  await expect(connectedUser(page, 'Ines Okafor')).toContainText('Default token');

  await users.getByRole('button', { name: /^Connect (as me|again)$/ }).click();
  await expect(dialog(page)).toContainText('Care never sees your password');
  const asked = page.waitForRequest((request) => request.url().includes('/services/oauth2/authorize'));
  await allowInSalesforce(page, 'Priya Raman');
  expect(new URL((await asked).url()).searchParams.get('code_challenge_method')).toBe('S256');
  await expect(page.getByText('priya.raman@acme.example').first()).toBeVisible();
  const saved = await page.request.get(`${care.url}/v1/salesforce/connections`);
  expect(await saved.text()).not.toContain('priya.raman@acme.example');
  await page.getByRole('button', { name: 'Connect as this user' }).click();
  await expect(connectedUser(page, 'Priya Raman')).toContainText('Connected');
  await expect(connectedUser(page, 'Priya Raman')).toContainText('You');

  await connectedUser(page, 'Priya Raman').getByRole('button', { name: 'Disconnect' }).click();
  await expect(dialog(page)).toContainText('priya.raman@acme.example');
  await dialog(page).getByRole('button', { name: 'Disconnect' }).click();
  await expect(dialog(page)).toContainText('Priya Raman is disconnected');
  await expect(connectedUser(page, 'Priya Raman')).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Connect', exact: true }).click();
  await allowInSalesforce(page, 'Priya Raman');
  await page.getByRole('button', { name: 'Connect as this user' }).click();
  await expect(connectedUser(page, 'Priya Raman')).toContainText('Connected');
  expect(heard).toEqual([]);
});
