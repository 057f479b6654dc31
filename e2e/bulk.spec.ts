import { randomUUID } from 'node:crypto';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './fixtures.ts';

test('an agent sends many cases to Salesforce at once, and sees what has become of each', async ({
  care,
  org,
}) => {
  test.setTimeout(120_000);
  const parcel = randomUUID();
  const agent = await care.api('Jonas Lind');
  const caseIds: string[] = [];
  for (const hasContact of [true, true, false]) {
    const customer = await care.newCustomer();
    await customer.writes(`Where is parcel ${parcel}?`);
    const caseId = await care.caseOf(customer);
    caseIds.push(caseId);
    if (hasContact) await agent.send('POST', `/v1/cases/${caseId}/salesforce/contacts`, {});
  }

  // Chosen in the list, with a range and by a key.
  const desk = await care.desk('Jonas Lind');
  await desk.getByLabel('Search cases').fill(parcel);
  await expect(desk.locator('care-inbox-row')).toHaveCount(3);
  await desk.getByRole('button', { name: 'Select', exact: true }).click();
  const ticks = desk.getByRole('checkbox', { name: /^Select / });
  await ticks.first().click();
  await ticks.last().click({ modifiers: ['Shift'] });
  await expect(desk.getByText('3 selected')).toBeVisible();
  await desk.keyboard.press('x');
  await expect(desk.getByText('2 selected')).toBeVisible();
  await desk.keyboard.press('x');

  // Each is said to be ready, or what it lacks.
  await desk.getByRole('button', { name: 'Escalate to Salesforce…' }).click();
  await expect(desk.getByText('2 ready · 1 not ready')).toBeVisible();
  await expect(desk.getByText('The customer is not linked to a Salesforce contact.')).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: 'Escalate 2 cases' }).click();

  // What becomes of them stands there, after a reload, too.
  await expect(desk.getByText('2 of 2')).toBeVisible({ timeout: 30_000 });
  await desk.reload();
  await expect(desk.getByRole('link', { name: /^Case \d{8}$/ })).toHaveCount(2);
  await expectAccessible(desk);
  const made = await org.query(
    `SELECT CaseNumber FROM Case WHERE Care_Case_Id__c IN ('${caseIds.join("','")}') ORDER BY CaseNumber`,
  );
  const shown = await desk.getByRole('link', { name: /^Case \d{8}$/ }).allTextContents();
  expect(shown.toSorted()).toEqual(made.map(({ CaseNumber }) => `Case ${CaseNumber}`));
  const file = await desk.request.get(
    (await desk.getByRole('link', { name: 'Download results' }).getAttribute('href'))!,
  );
  expect((await file.text()).split('\r\n').filter((line) => line.includes('"created"'))).toHaveLength(2);
});
