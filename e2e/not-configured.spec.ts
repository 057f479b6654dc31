import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, onlySimulated, test } from './fixtures.ts';
import { careFrames, panelOn, said, widgetOn } from './pages/widget.ts';

/** As long as the page waits for the frame to answer. */
const PATIENCE_MS = 10_000;
const SOON = { timeout: 2_000 };

/** Lets the page's patience run out by its own clock, which has been installed before the page was opened. */
async function waitInVain(page: Page, told: () => Promise<void>): Promise<void> {
  await expect(careFrames(page)).toHaveCount(1);
  await expect(async () => {
    await page.clock.fastForward(PATIENCE_MS);
    await told();
  }).toPass();
}

test.describe('with the trusted URL switched off', () => {
  onlySimulated('Switches a Trusted URL off and on; an org takes minutes to tell its pages.');
  test.beforeEach(async ({ simulator }) => {
    await simulator('PATCH', '/trusted-urls/Care_Service', { isActive: false });
  });
  test.afterEach(async ({ simulator }) => {
    await simulator('PATCH', '/trusted-urls/Care_Service', { isActive: true });
  });

  test('the browser shows no frame, and the component names the address to allow', async ({ care, org }) => {
    test.setTimeout(120_000);
    const { recordId } = await care.escalated('Jonas Lind');
    const page = await org.login('Jonas Lind');
    const refusals: string[] = [];
    page.on('console', (message) => refusals.push(message.text()));
    await org.openCase(page, recordId);
    await expect(panelOn(page)).toHaveAttribute('data-kind', 'not-configured', { timeout: 30_000 });
    expect(refusals.join('\n')).toMatch(/frame-src/);
    await expect(panelOn(page)).toContainText(`${care.url} did not open in this page`);
    await expect(panelOn(page)).toContainText('Trusted URLs');
    await expect(careFrames(page)).toHaveCount(0);
    await expectAccessible(page, 'c-care-host');
    expect(page.frames().some((frame) => frame.url().startsWith(care.url))).toBe(false);
  });

  test('where Salesforce calls another address than the page frames, an admin sees both', async ({
    care,
    org,
  }) => {
    const { recordId } = await care.escalated('Jonas Lind');
    const page = await org.login('Ines Okafor');
    await page.clock.install();
    // The named credential says another address: Apex reads it for whoever may see the setup.
    const other = 'https://care.elsewhere.example';
    await page.route('**/lightning/api/apex', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      await route.fulfill({
        response,
        json: { ...answer, returnValue: { ...answer.returnValue, serviceUrl: other } },
      });
    });
    await org.openCase(page, recordId);
    await waitInVain(page, () => expect(panelOn(page)).toContainText(other, SOON));
    await expect(panelOn(page)).toContainText(care.url);
  });

  test('the Visualforce page says the same', async ({ care, org }) => {
    const { recordId } = await care.escalated('Jonas Lind');
    const page = await org.login('Jonas Lind');
    await page.clock.install();
    await page.goto(`${org.url}/apex/CareHostCase?id=${recordId}`);
    const told = page.locator('#care[data-state="not-configured"]');
    await waitInVain(page, () => expect(told).toBeVisible(SOON));
    await expect(page.locator('#care')).toContainText(care.url);
  });
});

test('once the trusted URL is back, the conversation opens', async ({ care, org, simulator }) => {
  onlySimulated('Switches a Trusted URL off and on; an org takes minutes to tell its pages.');
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  await page.clock.install();
  await simulator('PATCH', '/trusted-urls/Care_Service', { isActive: false });
  try {
    await org.openCase(page, recordId);
    await waitInVain(page, () => expect(panelOn(page)).toHaveAttribute('data-kind', 'not-configured', SOON));
  } finally {
    await simulator('PATCH', '/trusted-urls/Care_Service', { isActive: true });
  }
  // The page's policy came with the page.
  await page.reload();
  await expect(said(widgetOn(page), `Hello, this is ${customer.name}`)).toBeVisible();
});
