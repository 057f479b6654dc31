import type { Page } from '@playwright/test';
import { type Care, expect, type Org, test } from './fixtures.ts';
import { composer } from './pages/widget.ts';

async function openAssigned(care: Care, org: Org) {
  const { recordId, caseId } = await care.escalated('Jonas Lind');
  await care.assign(caseId, 'Jonas Lind');
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await expect(composer(widget)).toBeVisible();
  return { page, widget, recordId, caseId };
}

/** Asked for before one types: a fast answer is heard, too. */
const savedDraft = (page: Page, text: string) =>
  page.waitForResponse(
    (response) =>
      response.url().endsWith('/draft') && response.ok() && !!response.request().postData()?.includes(text),
  );

test('a half-written reply is back after a reload, with its mode and the message it answers', async ({
  care,
  org,
}) => {
  const { page, widget, recordId } = await openAssigned(care, org);
  const message = widget.locator('care-message').first();
  await message.hover();
  await message
    .getByRole('button', { name: /^Reply/ })
    .first()
    .click();
  await widget
    .getByRole('button', { name: /direct message/i })
    .first()
    .click();
  const saved = savedDraft(page, 'Dear Kim, what I meant to say');
  await composer(widget).fill('Dear Kim, what I meant to say');
  await expect(widget.getByRole('button', { name: 'Send DM' })).toBeVisible();
  await saved;

  const again = await org.openCase(page, recordId);
  await expect(composer(again)).toHaveValue('Dear Kim, what I meant to say');
  await expect(again.getByRole('button', { name: 'Send DM' })).toBeVisible();
});

test('a note being written survives another tab and the frame being destroyed', async ({ care, org }) => {
  const { page, widget, recordId } = await openAssigned(care, org);
  await composer(widget).click();
  await widget.getByRole('button', { name: /note/i }).first().click();
  await composer(widget).fill('Check the serial number first');
  await page.getByRole('link', { name: 'Cases', exact: true }).first().click();
  await expect(composer(widget)).toBeHidden();
  await page.goBack();
  await expect(composer(widget)).toHaveValue('Check the serial number first');

  await page.close();
  const other = await org.login('Jonas Lind');
  const elsewhere = await org.openCase(other, recordId);
  await expect(composer(elsewhere)).toHaveValue('Check the serial number first');
  await expect(elsewhere.getByRole('button', { name: 'Add note' }).last()).toBeVisible();
});

test('a draft is its author’s alone', async ({ care, org }) => {
  const { widget, recordId, page } = await openAssigned(care, org);
  const saved = savedDraft(page, 'Only mine');
  await composer(widget).fill('Only mine');
  await saved;
  const ines = await org.login('Ines Okafor');
  const theirs = await org.openCase(ines, recordId);
  await expect(theirs.getByText('Another person has been assigned to the case.')).toBeVisible();
  await expect(theirs.getByText('Only mine')).toHaveCount(0);
});

test('a draft survives the renewal of the widget’s token', async ({ care, org }) => {
  const { page, widget } = await openAssigned(care, org);
  let renewals = 0;
  page.on('response', (response) => {
    if (response.url() === `${care.url}/v1/embed/redeem` && response.status() === 201) renewals += 1;
  });
  // The token ends under the agent's hands: the next save is refused once.
  let refused = false;
  await page.route(`${care.url}/v1/cases/*/draft`, async (route) => {
    if (refused) return route.continue();
    refused = true;
    await route.fulfill({
      status: 401,
      contentType: 'application/problem+json',
      headers: { 'access-control-allow-origin': care.url },
      body: JSON.stringify({
        type: 'about:blank',
        title: '',
        status: 401,
        code: 'UNAUTHENTICATED',
        detail: '',
        remedy: '',
      }),
    });
  });
  const saved = page.waitForResponse(
    (response) => response.url().endsWith('/draft') && response.status() === 204,
  );
  await composer(widget).fill('Written while the token ran out');
  await saved;

  expect(renewals).toBe(1);
  await expect(composer(widget)).toHaveValue('Written while the token ran out');
});
