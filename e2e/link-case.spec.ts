import { expectAccessible } from './accessible.ts';
import { type Care, expect, test } from './fixtures.ts';
import { panelOn, pick, rowOf, said, searchToLink } from './pages/widget.ts';

/** A case in Care that no Salesforce record has. */
async function careCase(care: Care) {
  const customer = await care.newCustomer();
  await customer.writes(`Hello, this is ${customer.name}`);
  const caseId = await care.caseOf(customer);
  const api = await care.api('Jonas Lind');
  const { case: found } = await api.get<{ case: { number: number } }>(`/v1/cases/${caseId}`);
  return { customer, caseId, number: found.number, api };
}

test('a Care case found by its customer is linked to a Case made in Salesforce, and both stay in step', async ({
  care,
  org,
}) => {
  const { customer, caseId, number, api } = await careCase(care);
  const recordId = await org.create('Case', { Subject: 'Made in Salesforce' });
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'no-case');
  await searchToLink(page, widget, customer);
  await widget.getByRole('button', { name: `Link #${number}`, exact: true }).click();

  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
  expect((await org.record(recordId)).Care_Case_Id__c).toBe(caseId);
  const bodies = async () =>
    (
      await org.query(
        `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c`,
      )
    ).map((row) => row.Body__c);
  await expect.poll(bodies).toEqual([`Hello, this is ${customer.name}`]);
  await customer.writes('And one more thing');
  await expect(said(widget, 'And one more thing')).toBeVisible();
  await expect.poll(bodies).toEqual([`Hello, this is ${customer.name}`, 'And one more thing']);
  await org.edit(recordId, { Status: 'Closed' });
  await expect
    .poll(async () => (await api.get<{ case: { status: string } }>(`/v1/cases/${caseId}`)).case.status)
    .toBe('done');
});

test('the case of the record’s own contact is offered without a search', async ({ care, org }) => {
  const { customer, caseId, number, api } = await careCase(care);
  const { contact } = await api.send<{ contact: { id: string } }>(
    'POST',
    `/v1/cases/${caseId}/salesforce/contacts`,
    {},
  );
  const recordId = await org.create('Case', { Subject: 'Called us', ContactId: contact.id });
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await page.getByRole('button', { name: 'Link a Care case' }).click();
  await widget.getByRole('button', { name: new RegExp(`Link .*#?${number}`) }).click();
  await widget.getByRole('button', { name: `Link #${number}`, exact: true }).click();
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
});

test('a case that belongs to another Case is shown there, and not linked twice', async ({ care, org }) => {
  const { customer, caseId, recordId: owner, number } = await care.escalated('Jonas Lind');
  const recordId = await org.create('Case', { Subject: 'Made in Salesforce' });
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await searchToLink(page, widget, customer);
  await widget.getByRole('button', { name: new RegExp(`Open .*${number}`) }).click();
  await page.waitForURL(new RegExp(owner));
  expect(await org.query(`SELECT Id FROM Case WHERE Care_Case_Id__c = '${caseId}'`)).toHaveLength(1);
});

test('nothing on the way to a link needs fixing', async ({ care, org }) => {
  test.setTimeout(180_000);
  const { customer } = await careCase(care);
  const recordId = await org.create('Case', { Subject: 'Made in Salesforce' });
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'no-case');
  await expectAccessible(page, 'c-care-host');
  await page.getByRole('button', { name: 'Link a Care case' }).click();
  await expect(widget.getByRole('button', { name: 'Search Care cases' })).toBeVisible();
  await expectAccessible(page, 'iframe');
  await widget.getByRole('button', { name: 'Search Care cases' }).click();
  await widget.getByRole('searchbox').fill(customer.name);
  await expect(rowOf(widget, customer)).toBeVisible();
  await expectAccessible(page, 'iframe');
  await pick(widget, customer);
  await expect(widget.getByRole('dialog')).toBeVisible();
  await expectAccessible(page, 'iframe');
});
