import { expect, test } from './fixtures.ts';
import { said } from './pages/widget.ts';

test('the widget works in a frame of another site whose storage is blocked', async ({ care, org }) => {
  const { recordId, customer } = await care.escalated('Jonas Lind');
  const page = await org.login('Jonas Lind');
  const widget = await org.openCase(page, recordId);
  await expect(said(widget, `Hello, this is ${customer.name}`)).toBeVisible();

  const frame = page.frames().find((each) => each.url().startsWith(care.url))!;
  expect(new URL(page.url()).hostname).not.toBe(new URL(frame.url()).hostname);
  const storage = await frame.evaluate(async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: what is tried is whether a cookie sticks
    document.cookie = 'probe=1; SameSite=None; Secure';
    let local = 'works';
    try {
      localStorage.setItem('probe', '1');
    } catch (error) {
      local = (error as Error).name;
    }
    return { local, cookie: document.cookie, access: await document.hasStorageAccess() };
  });

  expect(storage).toEqual({ local: 'SecurityError', cookie: '', access: false });
});
