import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrgUser, SimulatedOrg } from '../core.ts';
import { registerPages } from '../pages/register-pages.ts';
import { startBrowser } from '../pages/testing/browser.ts';
import { ADMIN, startTestOrg } from '../test-client.ts';

let browser: Browser;
let page: Page;
let care: Server;
let careUrl = '';
let org: SimulatedOrg;
let caseId = '';
let otherId = '';

beforeAll(async () => {
  browser = await startBrowser();
  care = createServer((request, response) => {
    const isCode = request.method === 'POST';
    const code = { code: 'c'.repeat(32), frameUrl: `${careUrl}/embed/key`, caseId: 'case_1' };
    response
      .writeHead(isCode ? 201 : 200, { 'content-type': isCode ? 'application/json' : 'text/html' })
      .end(isCode ? JSON.stringify(code) : '<p>Inside Care</p>');
  });
  await new Promise<void>((resolve) => care.listen(0, '127.0.0.1', resolve));
  careUrl = `http://127.0.0.1:${(care.address() as AddressInfo).port}`;
  org = await startTestOrg({ careServiceUrl: careUrl, pages: registerPages });
  await org.core.namedCredentials.setCredential('Care_Service', 'Connection', { Key: 'key' });
  const admin = org.core.users.byUsername(ADMIN) as OrgUser;
  caseId = (await org.core.records.create(admin, 'Case', { Subject: 'Torn' })).id;
  otherId = (await org.core.records.create(admin, 'Case', { Subject: 'Another' })).id;
}, 120_000);

afterAll(async () => {
  await org.stop();
  care.closeAllConnections();
  care.close();
  await browser.close();
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(`${org.url}/login`);
  await page.getByRole('button', { name: 'Log in as Jonas Lind' }).click();
  await page.waitForURL(/lightning/);
});

afterEach(() => page.context().close());

const visualforce = () => page.frameLocator('iframe[title=CareHostCase]');
const inside = (frame: Page | ReturnType<typeof visualforce>) =>
  frame.frameLocator('iframe').getByText('Inside Care');

/** Origins of the frames from the page down to the innermost. */
function nesting(): string[] {
  const [innermost] = page.frames().filter((frame) => frame.url().startsWith(careUrl));
  const origins: string[] = [];
  for (let frame = innermost ?? null; frame; frame = frame.parentFrame())
    origins.unshift(new URL(frame.url()).origin);
  return origins;
}

test('in Lightning the page stands between the record page and Care, each of an origin of its own', async () => {
  await page.goto(`${org.url}/lightning/app/c__Service_Visualforce/r/Case/${caseId}/view`);
  await inside(visualforce()).waitFor();
  expect(nesting()).toEqual([org.url, org.visualforceUrl, careUrl]);
});

test('without the Trusted URL the page stands, and Care in it stays shut', async () => {
  org.core.trustedUrls.setActive('Care_Service', false);
  const refused = page.waitForEvent('console', (message) => /frame-src/.test(message.text()));
  await page.goto(`${org.url}/lightning/app/c__Service_Visualforce/r/Case/${caseId}/view`);
  await refused;
  expect(await inside(visualforce()).count()).toBe(0);
  org.core.trustedUrls.setActive('Care_Service', true);
});

test('the page asks Lightning for a record, and Lightning opens it beside', async () => {
  await page.goto(`${org.url}/lightning/app/c__Service_Visualforce/r/Case/${caseId}/view`);
  await inside(visualforce()).waitFor();
  const frame = page.frames().find((one) => one.url().startsWith(`${org.visualforceUrl}/apex/`));
  await frame?.evaluate((recordId) => {
    const { sforce } = window as unknown as { sforce: { one: { navigateToSObject(id: string): void } } };
    sforce.one.navigateToSObject(recordId);
  }, otherId);
  await page.getByRole('heading', { name: 'Another' }).waitFor();
});

test('on its own and in a layout of Classic the page frames Care just so', async () => {
  await page.goto(`${org.url}/apex/CareHostCase?id=${caseId}`);
  await inside(page).waitFor();
  expect(nesting()).toEqual([org.visualforceUrl, careUrl]);
  await page.goto(`${org.url}/ltng/switcher?destination=classic`);
  await page.goto(`${org.url}/${caseId}`);
  await inside(visualforce()).waitFor();
  expect(nesting()).toEqual([org.url, org.visualforceUrl, careUrl]);
  expect(await page.getByRole('link', { name: 'Switch to Lightning Experience' }).count()).toBe(1);
});
