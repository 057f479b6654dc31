import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Locator, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { ADMIN, startTestOrg } from '../test-client.ts';
import { registerPages } from './register-pages.ts';
import { startBrowser } from './testing/browser.ts';
import { writeProbePackage } from './testing/probe-package.ts';

let browser: Browser;
let page: Page;
let framed: Server;
let forceAppDir = '';
let org: SimulatedOrg;
let cases: string[];

beforeAll(async () => {
  browser = await startBrowser();
  framed = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Inside</p>'),
  );
  await new Promise<void>((resolve) => framed.listen(0, '127.0.0.1', resolve));
  forceAppDir = writeProbePackage(`http://127.0.0.1:${(framed.address() as AddressInfo).port}`);
  org = await startTestOrg({
    forceAppDir,
    pages: (app, core) => registerPages(app, core, { forceAppDir }),
  });
  const admin = org.core.users.byUsername(ADMIN) as OrgUser;
  const create = async (Subject: string) => (await org.core.records.create(admin, 'Case', { Subject })).id;
  cases = [await create('One'), await create('Two'), await create('Three')];
}, 120_000);

afterAll(async () => {
  await org.stop();
  framed.closeAllConnections();
  framed.close();
  await browser.close();
  rmSync(forceAppDir, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(`${org.url}/login`);
  await page.getByRole('button', { name: 'Log in as Ines Okafor' }).click();
  await page.waitForURL(/lightning/);
});

afterEach(() => page.context().close());

const goTo = (app: string, rest = '') => page.goto(`${org.url}/lightning/app/${app}${rest}`);
const viewOf = (recordId: string | undefined) => `/r/Case/${recordId}/view`;
const visibleProbe = () => page.locator('c-probe:visible');

const say = async (probe: Locator, what: 'told' | 'heard') =>
  JSON.parse((await probe.locator(`[data-id=${what}]`).textContent()) ?? '') as Record<string, unknown>;

interface Answer {
  result?: Record<string, unknown> & string & { subtabs: unknown[] };
  error?: string;
}

/** Has a component call the platform, and gives what came back, also when another page is in front by then. */
async function call(probe: Locator, ...words: unknown[]): Promise<Answer> {
  const element = await probe.elementHandle();
  const read = async (id: string) => (await (await element?.$(`[data-id=${id}]`))?.textContent()) ?? '';
  const before = await read('answers');
  const input = await element?.$('input');
  await input?.fill(JSON.stringify(words));
  await input?.press('Tab');
  while ((await read('answers')) === before) await page.waitForTimeout(20);
  return JSON.parse(await read('answer')) as Answer;
}

test('a page that a Trusted URL names is framed, and without the Trusted URL it stays shut', async () => {
  const inside = () => page.frameLocator('iframe[title=Framed]').getByText('Inside');
  await goTo('c__Probe', viewOf(cases[0]));
  await inside().waitFor();
  org.core.trustedUrls.setActive('Framed', false);
  const refused = page.waitForEvent('console', (message) => /frame-src/.test(message.text()));
  await page.reload();
  await refused;
  expect(await inside().count()).toBe(0);
  org.core.trustedUrls.setActive('Framed', true);
});

test('records open as workspaces and as subtabs, and every one of them stays alive', async () => {
  await goTo('c__Probe', viewOf(cases[0]));
  const first = page.locator('c-probe').first();
  const { tabId } = await say(first, 'told');
  expect(await say(first, 'told')).toEqual({ tabId: expect.any(String), isConsole: true, utilityId: null });

  const { result: subtab } = await call(first, 'openSubtab', tabId, { recordId: cases[1], focus: true });
  await page.getByRole('navigation', { name: /^Subtabs of/ }).waitFor();
  expect(new URL(page.url()).searchParams.get('ws')).toBe(`/lightning${viewOf(cases[0])}`);
  const second = visibleProbe();
  expect(await say(second, 'told')).toMatchObject({ tabId: subtab });
  const { result: info } = await call(second, 'getTabInfo', subtab);
  expect(info).toMatchObject({ isSubtab: true, parentTabId: tabId, recordId: cases[1], focused: true });
  expect(await call(second, 'openSubtab', subtab, { recordId: cases[2] })).toMatchObject({
    error: expect.stringContaining('is a subtab'),
  });

  const { result: workspace } = await call(second, 'openTab', { recordId: cases[2] });
  expect((await call(second, 'getFocusedTabInfo')).result).toMatchObject({ tabId: subtab });
  const { result: all } = await call(second, 'getAllTabInfo');
  expect(all).toMatchObject([
    { tabId, subtabs: [{ tabId: subtab }] },
    { tabId: workspace, subtabs: [], recordId: cases[2] },
  ]);
  await expect.poll(() => page.locator('c-probe').count()).toBe(3);

  await call(second, 'focusTab', workspace);
  expect(await say(visibleProbe(), 'told')).toMatchObject({ tabId: workspace });
  expect(await call(visibleProbe(), 'closeTab', tabId)).toEqual({ result: true });
  await expect.poll(() => page.locator('c-probe').count()).toBe(1);
  expect(await call(visibleProbe(), 'getTabInfo', tabId)).toMatchObject({ error: expect.any(String) });
});

test('a reload brings the subtab back beside its workspace', async () => {
  const ws = encodeURIComponent(`/lightning${viewOf(cases[0])}`);
  await goTo('c__Probe', `${viewOf(cases[1])}?ws=${ws}`);
  await page.getByRole('navigation', { name: /^Subtabs of/ }).waitFor();
  const { result } = await call(visibleProbe(), 'getFocusedTabInfo');
  expect(result).toMatchObject({ isSubtab: true, recordId: cases[1] });
});

test('the browser’s back leads to the tab before', async () => {
  await goTo('c__Probe', viewOf(cases[0]));
  await call(visibleProbe(), 'openTab', { recordId: cases[1], focus: true });
  await page.goBack();
  await expect
    .poll(async () => (await call(visibleProbe(), 'getFocusedTabInfo')).result)
    .toMatchObject({ recordId: cases[0] });
});

test('a component names its tab, gives it an icon and marks it until it takes the mark off', async () => {
  await goTo('c__Probe', viewOf(cases[0]));
  const probe = visibleProbe();
  const { tabId } = await say(probe, 'told');
  await call(probe, 'setTabLabel', tabId, 'Torn seam');
  await call(probe, 'setTabIcon', tabId, 'utility:comments', { iconAlt: 'Care' });
  await call(probe, 'setTabHighlighted', tabId, true, { pulse: true, state: 'warning' });
  const tab = page.locator(`[data-tab-id=${String(tabId)}]`);
  expect(await tab.getAttribute('class')).toMatch(/is-highlighted is-pulsing is-warning/);
  expect(await tab.locator('[data-icon]').first().getAttribute('data-icon')).toBe('utility:comments');
  await page.getByRole('link', { name: 'Cases' }).click();
  await tab
    .getByRole('button', { name: /Torn seam/ })
    .first()
    .click();
  expect(await tab.getAttribute('class')).toContain('is-highlighted');
  const { result } = await call(probe, 'setTabHighlighted', tabId, false);
  expect(result).toMatchObject({ highlighted: false, customTitle: 'Torn seam', icon: 'utility:comments' });
  expect(await tab.getAttribute('class')).not.toContain('is-highlighted');
});

test('a component in a hidden tab hears of tabs only with application scope', async () => {
  await goTo('c__Probe', viewOf(cases[0]));
  const first = page.locator('c-probe').first();
  await first.waitFor();
  const before = await say(first, 'heard');
  await call(first, 'openTab', { recordId: cases[1], focus: true });
  await page.locator('c-probe').nth(1).waitFor();
  await page.getByRole('link', { name: 'Cases' }).click();
  await expect
    .poll(() => say(first, 'heard'))
    .toMatchObject({ everywhere: Number(before.everywhere) + 2, here: before.here });
});

test('a utility is made when it is first opened, knows its place, and stays alive when minimised', async () => {
  await goTo('c__Probe');
  expect(await page.locator('c-probe').count()).toBe(0);
  const button = page.getByRole('contentinfo').getByRole('button', { name: /Probe/ });
  await button.click();
  const probe = visibleProbe();
  const { utilityId, ...rest } = await say(probe, 'told');
  expect(rest).toEqual({ isConsole: true });
  expect(utilityId).toEqual(expect.any(String));
  await call(probe, 'updateUtility', utilityId, { label: 'Probe (2)', highlighted: true });
  expect((await call(probe, 'getInfo', utilityId)).result).toMatchObject({
    utilityLabel: 'Probe (2)',
    utilityHighlighted: true,
    utilityVisible: true,
  });
  await page.getByRole('button', { name: 'Minimize Probe (2)' }).click();
  await expect.poll(() => visibleProbe().count()).toBe(0);
  expect(await page.locator('c-probe').count()).toBe(1);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('an app page shows its components, with no tab around them', async () => {
  await goTo('c__Probe', '/n/Probe_Tab');
  expect(await say(visibleProbe(), 'told')).toEqual({ isConsole: true, utilityId: null });
  expect(await page.title()).toContain('Probe page');
});

test('an app without a console has one page at a time, and no tabs to work with', async () => {
  await goTo('standard__Sales', viewOf(cases[0]));
  expect(await say(visibleProbe(), 'told')).toEqual({ isConsole: false, utilityId: null });
  expect(await call(visibleProbe(), 'getAllTabInfo')).toMatchObject({
    error: expect.stringContaining('console'),
  });
  await page.getByRole('link', { name: 'Cases' }).click();
  await page.getByRole('row', { name: /Three/ }).getByRole('link').click();
  await page.locator('h1', { hasText: 'Three' }).waitFor();
  await expect.poll(() => page.locator('c-probe').count()).toBe(1);
});

test('the console works by keyboard, and axe finds nothing in it', async () => {
  await goTo('c__Probe', viewOf(cases[0]));
  const { tabId } = await say(visibleProbe(), 'told');
  await call(visibleProbe(), 'openSubtab', tabId, { recordId: cases[1], focus: true });
  await page.getByRole('contentinfo').getByRole('button', { name: /Probe/ }).press('Enter');
  const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual(
    [],
  );
  const subtabs = page.getByRole('navigation', { name: /^Subtabs of/ });
  await subtabs.getByRole('button', { name: /^Close/ }).press('Enter');
  await subtabs.waitFor({ state: 'detached' });
  await expect
    .poll(async () => (await call(page.locator('main:visible c-probe'), 'getFocusedTabInfo')).result)
    .toMatchObject({ tabId });
});
