import { type Escalated, expect, onlySimulated, test } from './fixtures.ts';
import { openTab, tabOf } from './pages/console.ts';
import { careFrames, said, searchToLink, widgetOn } from './pages/widget.ts';

test('twelve Case tabs open at once all stay live, and each is up to date when it is shown', async ({
  care,
  org,
}) => {
  test.setTimeout(240_000);
  const cases: Escalated[] = [];
  for (let i = 0; i < 12; i++) cases.push(await care.escalated('Jonas Lind'));
  const page = await org.login('Jonas Lind');
  await org.openCase(page, cases[0]!.recordId);
  for (const [i, escalated] of cases.entries()) {
    if (i > 0) await openTab(page, escalated);
    await expect(said(widgetOn(page), `Hello, this is ${escalated.customer.name}`)).toBeVisible();
  }
  await expect(careFrames(page)).toHaveCount(12);

  for (const { customer } of cases) await customer.writes(`News for ${customer.name}`);

  // Hidden tabs are not painted, but they know.
  for (const [i, { customer }] of cases.entries()) {
    const widget = careFrames(page).nth(i).contentFrame();
    await expect(said(widget, `News for ${customer.name}`)).toBeAttached();
  }
  for (const escalated of cases) {
    await tabOf(page, escalated).click();
    const widget = widgetOn(page);
    await expect(said(widget, `News for ${escalated.customer.name}`)).toBeVisible();
  }
  // And what happens while one looks arrives in the one that is shown, the last one's turn or not.
  for (const escalated of [cases[0]!, cases[11]!, cases[5]!]) {
    await tabOf(page, escalated).click();
    await escalated.customer.writes(`Here and now, ${escalated.customer.name}`);
    await expect(said(widgetOn(page), `Here and now, ${escalated.customer.name}`)).toBeVisible();
  }
});

test('a tab in the background says that its customer writes, until it is looked at', async ({
  care,
  org,
}) => {
  const [waiting, front] = [await care.escalated('Jonas Lind'), await care.escalated('Jonas Lind')];
  const page = await org.login('Jonas Lind');
  await org.openCase(page, waiting.recordId);
  await expect(said(widgetOn(page), `Hello, this is ${waiting.customer.name}`)).toBeVisible();
  await openTab(page, front);
  await expect(said(widgetOn(page), `Hello, this is ${front.customer.name}`)).toBeVisible();
  await expect(tabOf(page, waiting)).not.toContainText('(1)');

  await waiting.customer.writes('Anybody there?');
  await expect(tabOf(page, waiting)).toContainText(`(1) ${waiting.number}`);
  await front.customer.writes('Me too');
  await expect(said(widgetOn(page), 'Me too')).toBeVisible();
  await expect(tabOf(page, front)).not.toContainText('(');

  await tabOf(page, waiting).click();
  await expect(said(widgetOn(page), 'Anybody there?')).toBeVisible();
  await expect(tabOf(page, waiting)).not.toContainText('(1)');
});

test('the mark of a waiting tab is in its colour and its icon, and is taken back', async ({ care, org }) => {
  onlySimulated('How an org draws a highlighted tab is its own affair; its label is asserted there, too.');
  const [waiting, front] = [await care.escalated('Jonas Lind'), await care.escalated('Jonas Lind')];
  const page = await org.login('Jonas Lind');
  await org.openCase(page, waiting.recordId);
  await expect(said(widgetOn(page), `Hello, this is ${waiting.customer.name}`)).toBeVisible();
  await openTab(page, front);
  const tab = page.locator(`.lex-tab[data-record-id="${waiting.recordId}"]`);
  await expect(said(widgetOn(page), `Hello, this is ${front.customer.name}`)).toBeVisible();
  await waiting.customer.writes('Anybody there?');
  await expect(tab).toHaveClass(/is-highlighted/);
  await expect(tab).toContainText('A customer waits for an answer');
  await tabOf(page, waiting).click();
  await expect(tab).not.toHaveClass(/is-highlighted/);
  await expect(tab).not.toContainText('A customer waits for an answer');
});

test('a record opened from the widget comes as a subtab of the Case it was opened from', async ({
  care,
  org,
}) => {
  onlySimulated('Reads the strip of subtabs as the simulated org draws it.');
  const { recordId: owner, customer, number } = await care.escalated('Jonas Lind');
  const recordId = await org.create('Case', { Subject: 'Made in Salesforce' });
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await searchToLink(page, widget, customer);
  await widget.getByRole('button', { name: new RegExp(`Open .*${number}`) }).click();
  const subtabs = page.getByRole('navigation', { name: /^Subtabs of/ });
  await expect(subtabs.locator(`[data-record-id="${owner}"]`)).toHaveAttribute('data-current', 'true');
  await expect(said(widgetOn(page), `Hello, this is ${customer.name}`)).toBeVisible();
});
