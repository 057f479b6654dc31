import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { careFrames, composer, said } from './pages/widget.ts';

/** Far more than there are stops on a record page. */
const MANY = 120;

/** Whether the keyboard is in the conversation. */
const isInside = (page: Page) =>
  careFrames(page)
    .contentFrame()
    .locator('body')
    .evaluate((body) => body.ownerDocument.hasFocus() && body.ownerDocument.activeElement !== body);

/** Presses a key until the keyboard is in the conversation, or out of it. Gives how often. */
async function pressUntil(page: Page, key: string, inside: boolean): Promise<number> {
  for (let times = 1; times <= MANY; times++) {
    await page.keyboard.press(key);
    if ((await isInside(page)) === inside) return times;
  }
  throw new Error(`${key} did not lead ${inside ? 'into' : 'out of'} the conversation.`);
}

test('by keyboard one comes into the conversation, answers, and comes out on both sides', async ({
  care,
  org,
}) => {
  test.setTimeout(120_000);
  const { recordId, customer, caseId } = await care.escalated('Jonas Lind');
  await care.assign(caseId, 'Jonas Lind');
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
  const header = widget.locator('care-case-header');

  // Forward: in at its beginning, through it, out behind it.
  await pressUntil(page, 'Tab', true);
  await expect(header.locator(':focus').first()).toBeAttached();
  const through = await pressUntil(page, 'Tab', false);
  expect(through).toBeGreaterThan(3);

  // Backward: in where one writes or behind it, and out before it.
  await pressUntil(page, 'Shift+Tab', true);
  await expect(header.locator(':focus')).toHaveCount(0);
  await pressUntil(page, 'Shift+Tab', false);

  // In again, to the composer, and an answer without a mouse.
  await pressUntil(page, 'Tab', true);
  for (let times = 0; times < MANY; times++) {
    if (await composer(widget).evaluate((box) => box.matches(':focus'))) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('Typed, not clicked');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => customer.received()).toEqual(['Typed, not clicked']);
});

test('Escape leads out of the conversation, to the page before it', async ({ care, org }) => {
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();
  await pressUntil(page, 'Tab', true);
  await page.keyboard.press('Escape');
  await expect.poll(() => isInside(page)).toBe(false);
  // From there on it goes back through the page, or in again.
  await page.keyboard.press('Shift+Tab');
  expect(await isInside(page)).toBe(false);
});
