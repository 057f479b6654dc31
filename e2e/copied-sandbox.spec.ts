import type { Page } from '@playwright/test';
import { expectAccessible, listenForViolations } from './accessible.ts';
import { type Escalated, expect, onlySimulated } from './fixtures.ts';
import { testOnOwnProduct } from './own-product.ts';
import { inCareApp } from './pages/console.ts';
import { accountInList, allowInSalesforce, card, goToSalesforce } from './pages/settings.ts';
import { answerPublicly, careFrames, panelOn, said, searchToLink, widgetOn } from './pages/widget.ts';
import { emailOf } from './people.ts';
import type { Place } from './places/place.ts';
import { simulatedPlace } from './places/simulated-place.ts';

/** The demo's account is connected to a second org in the end. */
const test = testOnOwnProduct();

const NAME = 'uat';
const SUFFIX = `.${NAME}`;
const COPY_OF = 'This is a copy of ACME production: connect it.';

/** All that can be tried in a copy: its page shows nothing, asks Care nothing, and nothing leaves it. */
async function tryTheCopy(page: Page, copy: Place, { recordId, customer }: Escalated): Promise<void> {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await copy.signInToOrg(page, 'Jonas Lind', inCareApp({ recordId }));
  await expect(panelOn(page)).toContainText(COPY_OF);
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'not-configured');
  const component = page.locator('c-care-host');
  await expect(component.getByText(customer.name)).toHaveCount(0);
  await expect(component.getByRole('textbox')).toHaveCount(0);
  await expect(careFrames(page)).toHaveCount(0);
  await expectAccessible(page, 'c-care-host');

  await page.goto(`${copy.orgUrl}/apex/CareHostCase?id=${recordId}`);
  await expect(page.locator('#care')).toContainText(COPY_OF);
  await expect(careFrames(page)).toHaveCount(0);
  expect(asked.filter((url) => url.startsWith(copy.careUrl))).toEqual([]);

  const [sent] = await copy.invoke('CareReplyAction', [{ recordId, text: 'By a flow' }], 'Jonas Lind');
  expect(sent).toMatchObject({ isSuccess: false, errorCode: 'EMBED_ORG_MISMATCH' });
  await copy.create('Care_Message__c', { Case__c: recordId, Body__c: 'Written in the copy' }, 'Ines Okafor');
  await copy.update(recordId, { Status: 'Closed' }, 'Jonas Lind');
}

/** Connects the copy as an org of its own. */
async function connectTheCopy(page: Page, copy: Place): Promise<void> {
  await goToSalesforce(page, copy.careUrl);
  await page.getByRole('link', { name: 'Connect Sandbox' }).click();
  await page.getByLabel('My Domain address').fill(copy.orgUrl);
  await page.getByRole('button', { name: 'Log in to Salesforce' }).click();
  await allowInSalesforce(page, 'Ines Okafor', emailOf('Ines Okafor') + SUFFIX);
  await expect(page.getByText('This is a copy of ACME. Connecting it keeps the two apart.')).toBeVisible();
  await expect(card(page, 'ACME')).toContainText('Sandbox');
  // Her address ends in .invalid there, and is understood to be hers.
  await expect(card(page, 'ACME')).toContainText('ines.okafor@acme.example.invalid');
  await expect(page.getByText('e-mail address is not yours')).toHaveCount(0);
  await page.getByRole('button', { name: 'Connect ACME' }).click();
}

test('a copied sandbox shows nothing and sends nothing, until it is connected and works by itself', async ({
  product,
  care,
  org,
  simulator,
  newPage,
}) => {
  onlySimulated('It orders a sandbox, which takes an org hours.');
  test.setTimeout(240_000);
  const escalated = await care.escalated('Jonas Lind');
  const { recordId, caseId, customer } = escalated;
  await care.assign(caseId, 'Jonas Lind');
  const posts = (place: Pick<Place, 'query'>, id: string) => async () =>
    (await place.query(`SELECT Body__c FROM Care_Message__c WHERE Case__c = '${id}'`, 'Ines Okafor')).map(
      ({ Body__c }) => Body__c,
    );
  const greeting = `Hello, this is ${customer.name}`;
  await expect.poll(posts(org, recordId)).toEqual([greeting]);

  const { sandboxPort: port } = product;
  await simulator('POST', '/copies', { name: NAME, port, visualforcePort: port + 1 });
  const copy = simulatedPlace(care.url, `http://localhost:${port}`, SUFFIX);
  const inCopy = await newPage();
  await tryTheCopy(inCopy, copy, escalated);

  // Production goes on as before.
  const inProduction = await org.login('Jonas Lind', inCareApp({ recordId }));
  await expect(said(widgetOn(inProduction), greeting)).toBeVisible();
  await answerPublicly(widgetOn(inProduction), 'From production');
  await expect.poll(posts(org, recordId)).toEqual([greeting, 'From production']);
  await expect.poll(() => org.record(recordId)).toMatchObject({ Status: 'Waiting on Customer' });

  const page = await care.desk('Ines Okafor');
  const heard = listenForViolations(page);
  await connectTheCopy(page, copy);
  await expect(page.locator('care-connected-users care-suggested-users')).toContainText(
    'Jonas Lind same e-mail in Salesforce',
  );
  await expectAccessible(page);
  await goToSalesforce(page, care.url);
  await expect(accountInList(page, 'ACME')).toHaveText([/Production/, /Sandbox/]);
  expect(heard).toEqual([]);

  // The sandbox links a conversation of its own; the copied Case is no more than a Case.
  const second = await care.newCustomer();
  await second.writes('Try me');
  const ownCase = await copy.create('Case', { Subject: 'Made in the sandbox' }, 'Ines Okafor');
  const asInes = await newPage();
  await copy.signInToOrg(asInes, 'Ines Okafor', inCareApp({ recordId }));
  await expect(panelOn(asInes)).toHaveAttribute('data-kind', 'no-case');
  await asInes.goto(copy.orgUrl + inCareApp({ recordId: ownCase }));
  await searchToLink(asInes, widgetOn(asInes), second);
  await widgetOn(asInes)
    .getByRole('button', { name: /^Link #\d+$/ })
    .click();
  await expect(said(widgetOn(asInes), 'Try me')).toBeVisible();
  await expect.poll(posts(copy, ownCase)).toEqual(['Try me']);
  await care.assign(await care.caseOf(second), 'Ines Okafor');
  await answerPublicly(widgetOn(asInes), 'From the sandbox');
  await expect.poll(() => second.received()).toEqual(['From the sandbox']);
  await expect.poll(posts(copy, ownCase)).toEqual(['Try me', 'From the sandbox']);

  // And nothing of the copy has come to production's conversation, or the other way: nobody closed it.
  expect(await org.record(recordId)).toMatchObject({ Status: 'Waiting on Customer' });
  await customer.writes('Thank you');
  await expect(said(widgetOn(inProduction), 'Thank you')).toBeVisible();
  await expect.poll(posts(org, recordId)).toEqual([greeting, 'From production', 'Thank you']);
  expect(await customer.received()).toEqual(['From production']);
  expect(await posts(copy, recordId)()).toEqual([greeting, 'Written in the copy']);
});

test('a customer becomes a person account in an org that has them, and is found as one', async ({
  care,
  org,
  simulator,
}) => {
  onlySimulated('It gives the org person accounts, which no org can give up again.');
  await simulator('POST', '/schema/person-accounts');
  const ines = await care.api('Ines Okafor');
  const { connections } = await ines.get<{ connections: { id: string }[] }>('/v1/salesforce/connections');
  await ines.send('POST', `/v1/salesforce/connections/${connections[0]?.id}/mapping-health/checks`, {});
  const customer = await care.newCustomer();
  await customer.writes(`Hello, this is ${customer.name}`);
  const page = await care.desk('Jonas Lind');
  await page.goto(`${care.url}/desk/cases/${await care.caseOf(customer)}`);
  await page.getByRole('tab', { name: 'Salesforce' }).click();
  await page.getByRole('button', { name: 'Create a contact' }).click();
  await expect(page.getByLabel('Create', { exact: true })).toHaveValue('PersonAccount');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create and link person account' }).click();
  await expect(page.locator('care-contact')).toContainText('Person account');
  const [account] = await org.query(`SELECT IsPersonAccount FROM Account WHERE Name = '${customer.name}'`);
  expect(account?.IsPersonAccount).toBe(true);
});
