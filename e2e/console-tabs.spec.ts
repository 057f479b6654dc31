import { expect, test } from './fixtures.ts';

test('twelve Case tabs open at once all stay live', async ({ care, org }) => {
  test.setTimeout(180_000);
  const cases: Awaited<ReturnType<typeof care.escalated>>[] = [];
  for (let i = 0; i < 12; i++) cases.push(await care.escalated('Jonas Lind'));
  const page = await org.login('Jonas Lind');
  await page.goto(`${org.url}/lightning/r/Case/${cases[0]!.recordId}/view`);
  const framesReady = () =>
    page.frames().filter((frame) => frame.url().startsWith(`${care.url}/embed/`)).length;
  for (const [i, { recordId, customer }] of cases.entries()) {
    if (i > 0) {
      // As a console does: another tab in the same page, the ones before stay.
      await page.evaluate((path) => {
        history.pushState({}, '', path);
        dispatchEvent(new PopStateEvent('popstate'));
      }, `/lightning/r/Case/${recordId}/view`);
    }
    await expect.poll(framesReady).toBe(i + 1);
    await expect(
      page.frameLocator('iframe').nth(i).getByText(`Hello, this is ${customer.name}`).last(),
    ).toBeVisible();
  }

  for (const { customer } of cases) await customer.writes(`News for ${customer.name}`);

  // Hidden tabs are not painted, but they know.
  for (const [i, { customer }] of cases.entries()) {
    await expect(
      page.frameLocator('iframe').nth(i).getByText(`News for ${customer.name}`).last(),
    ).toBeAttached();
  }
});
