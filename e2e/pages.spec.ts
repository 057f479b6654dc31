import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const NARROW = { width: 400, height: 800 };
const WIDE = { width: 1440, height: 900 };

/** Nothing to fix by axe, in both modes and at both sizes. */
async function expectAccessible(page: Page, include?: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of [WIDE, NARROW]) {
      await page.setViewportSize(size);
      const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
      if (include) axe.include(include);
      const { violations } = await axe.analyze();
      const facts = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
      );
      expect(facts, `${colorScheme}, ${size.width} px`).toEqual([]);
    }
  }
}

/** What a page under our policy must never say. */
function listenForViolations(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|TrustedHTML|Trusted Type/i.test(message.text())) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(error.message));
  return heard;
}

test('the sign-in page', async ({ care, newPage }) => {
  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/desk`);
  await expect(page.getByRole('button', { name: /Jonas Lind/ })).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the desk: inbox, case and Salesforce tab', async ({ care }) => {
  test.setTimeout(120_000);
  const { caseId, customer } = await care.escalated('Jonas Lind');
  const page = await care.desk('Jonas Lind');
  const heard = listenForViolations(page);
  await expect(page.getByLabel('Search cases')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize(WIDE);
  await page.goto(`${care.url}/desk/cases/${caseId}`);
  await expect(page.getByText(`Hello, this is ${customer.name}`).last()).toBeVisible();
  await page.getByRole('tab', { name: 'Salesforce' }).click();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the customer page', async ({ care, newPage }) => {
  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/customer`);
  await expect(page.getByRole('button', { name: 'Send as customer' })).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the gallery', async ({ care, newPage }) => {
  test.setTimeout(120_000);
  const page = await newPage();
  const heard = listenForViolations(page);
  await page.goto(`${care.url}/gallery`);
  await expect(page.getByRole('heading').first()).toBeVisible();
  await expectAccessible(page);
  expect(heard).toEqual([]);
});

test('the widget in its frame', async ({ care, org }) => {
  test.setTimeout(120_000);
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  const heard = listenForViolations(page);
  const widget = await org.openCase(page, recordId);
  await expect(widget.getByText(`Hello, this is ${customer.name}`).last()).toBeVisible();
  await expectAccessible(page, 'iframe');
  expect(heard).toEqual([]);
});
