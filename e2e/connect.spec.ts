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

test('an agent connects as themselves, disconnects, connects again, and makes cases as themselves', async ({
  care,
  org,
  simulator,
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

  // Once an admin of the org lets Priya write what Care writes, what Priya makes is Priya's.
  const ours = ['Escalation_Id', 'Case_Id', 'Case_Url', 'Version', 'Acted_By'];
  const fields = Object.fromEntries(ours.map((name) => [`Case.Care_${name}__c`, 'edit']));
  await simulator('PATCH', '/rights/priya.raman@acme.example', { fields });
  const { recordId } = await care.escalated('Priya Raman');
  const [made] = await org.query(
    `SELECT CreatedBy.Name, Care_Acted_By__c FROM Case WHERE Id = '${recordId}'`,
  );
  expect(made).toMatchObject({ CreatedBy: { Name: 'Priya Raman' }, Care_Acted_By__c: 'Priya Raman' });
});
