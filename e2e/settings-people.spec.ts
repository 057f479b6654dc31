import type { Page } from '@playwright/test';
import { expectAccessible, listenForViolations } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import { card, dialog } from './pages/settings.ts';
import { somebodyNew } from './places/somebody-new.ts';

const goTo = async (page: Page, place: string, heading = place) => {
  const settings = page.getByRole('navigation', { name: 'Settings' });
  await settings.getByRole('link', { name: place, exact: true }).click();
  await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
};

const rowOf = (page: Page, words: string) => page.getByRole('row').filter({ hasText: words });

const choose = async (page: Page, button: string, item: string) => {
  await page.getByRole('button', { name: button }).click();
  await page
    .getByRole(/^Role of/.test(button) ? 'menuitemradio' : 'menuitem', { name: item, exact: true })
    .click();
};

test('somebody is invited by a link, gets another role, and is signed out when deactivated', async ({
  care,
  newPage,
}) => {
  onlySimulated('It leaves somebody in the account.');
  const name = somebodyNew('x').name;
  const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@acme.example`;
  const page = await care.desk('Ines Okafor');
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/settings/users`);
  await expect(rowOf(page, 'jonas.lind@acme.example')).toContainText('Agent');
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Invite user' }).click();
  const form = page.getByRole('dialog', { name: 'Invite user' });
  await expect(form).toBeVisible();
  await page.getByRole('button', { name: 'Make invitation link' }).click();
  await expect(page.getByText('A name is missing.')).toBeVisible();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await expectAccessible(page);
  await page.getByLabel('E-mail').press('Enter');
  const link = await page.getByRole('textbox', { name: 'Invitation link' }).inputValue();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(rowOf(page, email)).toContainText('Invited');
  await expect(page.getByText(link)).toHaveCount(0);

  const theirs = await newPage();
  await theirs.goto(link);
  await expect(theirs.getByRole('link', { name: 'Settings' })).toBeVisible();
  await theirs.goto(`${care.url}/settings/account`);
  await expect(card(theirs, 'You')).toContainText(email);
  await expect(card(theirs, 'What your role Agent allows')).toBeVisible();
  await expectAccessible(theirs);

  await choose(page, `Role of ${name}`, 'Supervisor');
  await expect(page.getByText(`${name} has the role Supervisor`)).toBeVisible();
  await theirs.reload();
  await expect(card(theirs, 'What your role Supervisor allows')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search users' }).fill('supervisor nobody');
  await expect(page.getByRole('heading', { name: 'Nobody fits' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search users' }).fill(name);
  await choose(page, `${name}, more`, 'Deactivate');
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Deactivate' }).click();
  await expect(rowOf(page, email)).toContainText('Deactivated');
  await theirs.reload();
  await theirs.waitForURL(/\/sign-in/);
  expect(heard).toEqual([]);
});

test('the last Admin stays Admin, and the page says why', async ({ care }) => {
  onlySimulated('An account of a scratch org may have more Admins.');
  const page = await care.desk('Ines Okafor');
  await page.goto(`${care.url}/settings/users`);
  await choose(page, 'Role of Ines Okafor', 'Agent');
  await dialog(page).getByRole('button', { name: 'Change my role' }).click();
  await expect(dialog(page).locator('care-banner')).toContainText('Make somebody else an Admin first.');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(rowOf(page, 'ines.okafor@acme.example')).toContainText('Admin');
});

test('an account role is added, kept from being lost, and deleted', async ({ care }) => {
  const page = await care.desk('Ines Okafor');
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/settings/roles`);
  await expect(rowOf(page, 'Supervisor').first()).toContainText('Built in');
  await expectAccessible(page);
  await page.getByRole('link', { name: '+ Add account role' }).click();
  await expect(page.getByRole('button', { name: 'Add role' })).toHaveAccessibleDescription(
    'The role has no name yet.',
  );
  const name = somebodyNew('x').name;
  await page.getByLabel('Name').fill(name);
  await page.getByRole('radio', { name: 'read only' }).check();
  await page.getByRole('checkbox', { name: 'View Salesforce accounts' }).check();
  await expectAccessible(page);

  await goToAndStay(page);
  await page.goBack();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'Add role' }).click();
  const row = rowOf(page, name);
  await expect(row).toContainText('read only');

  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Delete role' }).click();
  await dialog(page).getByRole('button', { name: 'Delete role' }).click();
  await expect(page.getByText(`Role ${name} deleted`)).toBeVisible();
  await expect(row).toHaveCount(0);

  await page.getByRole('link', { name: 'Agent', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Delete role' })).toHaveAccessibleDescription(
    /Agent is built in/,
  );
  await expect(page.getByRole('checkbox', { name: 'Manage users' })).toBeDisabled();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

async function goToAndStay(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'My account' }).click();
  await expect(page.getByRole('dialog', { name: 'Leave without saving?' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep editing' }).click();
}

test('a group is added, renamed with its members, and deleted', async ({ care }) => {
  const page = await care.desk('Ines Okafor');
  await page.goto(`${care.url}/settings/users`);
  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await page.getByRole('button', { name: 'Add group' }).click();
  const name = somebodyNew('x').name;
  await page.getByLabel('Name').fill(name);
  await page.getByRole('checkbox', { name: 'Priya Raman' }).check();
  await expectAccessible(page);
  await dialog(page).getByRole('button', { name: 'Add group' }).click();
  await expect(rowOf(page, name)).toContainText('Priya Raman');
  await expectAccessible(page);
  await page.getByRole('button', { name: `Edit ${name}` }).click();
  await page.getByLabel('Name').fill(`${name} EU`);
  await page.getByRole('checkbox', { name: 'Jonas Lind' }).check();
  await dialog(page).getByRole('button', { name: 'Save group' }).click();
  await expect(rowOf(page, `${name} EU`)).toContainText('Jonas Lind');
  await page.getByRole('button', { name: `Delete ${name} EU` }).click();
  await dialog(page).getByRole('button', { name: 'Delete group' }).click();
  await expect(rowOf(page, name)).toHaveCount(0);
});

test('the activity is filtered and taken away as a file', async ({ care }) => {
  const page = await care.desk('Ines Okafor');
  await page.goto(`${care.url}/settings/activity`);
  await expect(page.getByRole('table', { name: 'Activity' })).toContainText('connected');
  await expectAccessible(page);
  await page.getByLabel('Kind').selectOption('Org connected');
  await expect(page.getByRole('cell', { name: 'User connected' })).toHaveCount(0);
  await expect(page.getByRole('cell', { name: 'Org connected' }).first()).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  expect((await download).suggestedFilename()).toBe('care-activity.csv');
  await page.getByLabel('To').fill('2020-01-01');
  await expect(page.getByRole('heading', { name: 'Nothing fits the filter' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(page.getByRole('cell', { name: 'User connected' }).first()).toBeVisible();

  await goTo(page, 'Salesforce');
  await page.getByRole('list', { name: 'Salesforce accounts' }).getByRole('link').first().click();
  await page.getByRole('main').getByRole('link', { name: 'Activity', exact: true }).click();
  await expect(page.getByRole('cell', { name: 'Org connected' }).first()).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'Connection' })).toHaveCount(0);
  await expectAccessible(page);
});

test('a role that only reads sees what it may not use, and why', async ({ care }) => {
  const page = await care.desk('Jonas Lind');
  await page.goto(`${care.url}/settings/account`);
  await expect(page.getByText('Manage users: not allowed')).toBeVisible();
  await goTo(page, 'Users and groups');
  const invite = page.getByRole('button', { name: 'Invite user' });
  await expect(invite).toHaveAccessibleDescription(/Your role Agent does not have “Manage users”/);
  await invite.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Groups', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Add group' })).toHaveAccessibleDescription(/“Manage users”/);
  await goTo(page, 'Roles & permissions');
  await expect(page.getByRole('button', { name: '+ Add account role' })).toHaveAccessibleDescription(
    /“Manage roles”/,
  );
  await expectAccessible(page);
  await goTo(page, 'Activity');
  await expect(page.getByRole('table', { name: 'Activity' })).toContainText('connected');
});
