import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SimulatedOrg } from '../core.ts';
import { ADMIN, AGENT, signIn, startTestOrg } from '../test-client.ts';

let org: SimulatedOrg;
beforeAll(async () => {
  org = await startTestOrg();
});
afterAll(() => org.stop());

const address = () => `${org.url}/lightning/setup/ConnectedAppsUsage/home`;
const open = (cookie: string) => fetch(address(), { redirect: 'manual', headers: { cookie } });
const press = (cookie: string, key: string, decision: string) =>
  fetch(address(), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ key, decision }).toString(),
  });
const keyOf = (page: string) => /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
const labelsOf = (page: string) => [...page.matchAll(/<button[^>]*>([^<]+)</g)].map(([, label]) => label);

test('an admin installs, blocks and unblocks the app in Setup', async () => {
  await org.core.setup.changeApp({ presence: 'uninstalled' });
  const cookie = await signIn(org.url, ADMIN);
  const page = await (await open(cookie)).text();
  expect(labelsOf(page)).toEqual(['Install', 'Block']);
  expect((await press(cookie, keyOf(page), 'install')).status).toBe(303);
  expect(org.core.setup.app().presence).toBe('installed');
  await press(cookie, keyOf(page), 'block');
  expect(labelsOf(await (await open(cookie)).text())).toEqual(['Uninstall', 'Unblock']);
  await press(cookie, keyOf(page), 'unblock');
  expect(org.core.setup.app()).toMatchObject({ presence: 'installed', isBlocked: false });
});

test('the page is for admins, and its buttons for the page itself', async () => {
  expect((await open('')).headers.get('location')).toMatch(/^\/login/);
  expect((await open(await signIn(org.url, AGENT))).status).toBe(403);
  expect((await press(await signIn(org.url, ADMIN), 'guessed', 'block')).status).toBe(403);
  expect(org.core.setup.app().isBlocked).toBe(false);
});
