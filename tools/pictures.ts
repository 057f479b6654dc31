import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { CARE_APP, inCareApp, openTab, tabOf, utilityButton } from '../e2e/pages/console.ts';
import { panelOn, widgetOn } from '../e2e/pages/widget.ts';
import type { Outsider, Person } from '../e2e/people.ts';
import { simulatedPlace, simulatorAt } from '../e2e/places/simulated-place.ts';
import { startProduct } from '../e2e/product.ts';
import { findChromium } from './chromium.ts';

// npx tsx tools/pictures.ts [name …]: takes the pictures of the README and of the admin's guide anew, in a demo of its
// own (or in the one that CARE_E2E_URL and CARE_E2E_ORG_URL name).

const FOLDER = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const WIDE = { width: 1440, height: 900 };
/** The README's, which are shown smaller. */
const USUAL = { width: 1280, height: 800 };
/** The component alone, as wide as an agent's column, and as high as what is in it. */
const PANEL = { width: 400, height: 340 };
const LIST = { width: 400, height: 400 };
const MOST_BYTES = 150_000;
const COLOURS = '128';
const JONAS = 'Jonas Lind';
const PATIENCE_MS = 60_000;

interface Size {
  width: number;
  height: number;
}
interface Salesforce {
  recordId: string;
  number: string;
}
interface ListedCase {
  id: string;
  customer: { name: string; email: string | null };
  escalation: (Salesforce & { state: string }) | null;
}

const wanted = process.argv.slice(2);
const running = process.env.CARE_E2E_URL && process.env.CARE_E2E_ORG_URL;
const product = running
  ? { careUrl: process.env.CARE_E2E_URL!, orgUrl: process.env.CARE_E2E_ORG_URL!, stop: async () => {} }
  : await startProduct();
const place = simulatedPlace(product.careUrl, product.orgUrl);
const browser: Browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
});
try {
  await takeAll();
} finally {
  await browser.close();
  await product.stop();
}

async function takeAll(): Promise<void> {
  const care = await jonasInCare();
  const maya = await care.escalated('Maya Lindqvist');
  const hannah = await care.escalated('Hannah Weiß');
  const dave = await care.escalated('Dave Prescott');
  for (const name of ['Hannah Weiß', 'Dave Prescott', 'Zoë Carter']) await care.assign(name);
  const plain = await place.create('Case', { Subject: 'Call back about the delivery date' }, JONAS);

  await picture('case-in-salesforce', inCareApp(maya), conversationIsThere, { view: USUAL });
  await picture(
    'desk',
    '/lightning',
    async (page) => {
      await place.signInToCare(page.context().request, JONAS);
      await page.goto(`${product.careUrl}/desk/cases/${await care.idOf('Maya Lindqvist')}`);
      await page.locator('care-inbox-list care-badge').waitFor();
      await page.getByRole('button', { name: 'View: Inbox' }).click();
      await page.getByRole('menuitemradio', { name: 'My open' }).click();
      await page.getByRole('tab', { name: 'Salesforce' }).click();
      await page.getByText('Written as').waitFor();
    },
    { view: USUAL },
  );
  await picture('admin-record-page', inCareApp(maya), conversationIsThere);
  await picture('admin-open-cases', `${CARE_APP}/n/Care`, async (page) => {
    await widgetOn(page).getByRole('listitem').first().waitFor();
  });
  await picture('admin-console', inCareApp(hannah), async (page) => {
    await conversationIsThere(page);
    await openTab(page, dave);
    await conversationIsThere(page);
    await openTab(page, maya);
    await conversationIsThere(page);
    await care.writes('hannah_weiss', 'Any news? I leave on Friday.');
    await tabOf(page, { ...hannah, number: '' })
      .filter({ hasText: '(1)' })
      .waitFor();
    await utilityButton(page).click();
    const utility = page.locator('c-care-host:has([data-where="utility"]) iframe').contentFrame();
    await utility.locator('care-message').last().waitFor();
  });
  await picture(
    'admin-visualforce',
    `/lightning/app/c__Service_Visualforce/r/Case/${maya.recordId}/view`,
    async (page) => {
      const widget = page.frameLocator('iframe[title="CareHostCase"]').frameLocator('iframe');
      await widget.locator('care-message').last().waitFor();
    },
  );

  const panel = async (page: Page) => panelOn(page).waitFor();
  await picture('admin-no-case', inCareApp({ recordId: plain }), panel, { alone: PANEL });
  await picture(
    'admin-link-case',
    inCareApp({ recordId: plain }),
    async (page) => {
      await page.getByRole('button', { name: 'Link a Care case' }).click();
      const widget = widgetOn(page);
      await widget.getByRole('button', { name: 'Search Care cases' }).click();
      await widget.getByRole('searchbox').fill('kettle');
      await widget.getByRole('listitem').first().waitFor();
    },
    { alone: LIST },
  );
  await picture('admin-no-link', inCareApp(maya), panel, { who: 'Noor Haddad', alone: PANEL });
  const trustedUrl = (isActive: boolean) =>
    simulatorAt(product.orgUrl)('PATCH', '/trusted-urls/Care_Service', { isActive });
  await trustedUrl(false);
  try {
    await picture('admin-not-configured', inCareApp(maya), panel, { alone: PANEL });
  } finally {
    await trustedUrl(true);
  }
}

async function conversationIsThere(page: Page): Promise<void> {
  await widgetOn(page).locator('care-message').last().waitFor();
}

/** Opens an address of the org as somebody, gets the page ready, and keeps what is to be seen of it. */
async function picture(
  name: string,
  path: string,
  ready: (page: Page) => Promise<void>,
  { who = JONAS, view = WIDE, alone }: { who?: Person | Outsider; view?: Size; alone?: Size } = {},
): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  const context = await browser.newContext({ viewport: view, colorScheme: 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    await place.signInToOrg(page, who, path);
    await ready(page);
    if (alone) await resize(page, alone);
    // Pulses and what is still drawn after the last answer.
    await page.waitForTimeout(1_500);
    const file = `${FOLDER}${name}.png`;
    await (alone ? hostOn(page) : page).screenshot({ path: file, animations: 'disabled' });
    shrink(file);
  } finally {
    await context.close();
  }
}

function hostOn(page: Page): Locator {
  return page.locator('c-care-host').filter({ visible: true }).first();
}

/** The component as if its column had this size. */
async function resize(page: Page, { width, height }: Size): Promise<void> {
  await hostOn(page).evaluate(
    (host, size) => {
      Object.assign(host.style, { display: 'block', width: size.width });
      // What an admin chooses in Lightning App Builder.
      Object.assign(host, { height: size.height });
    },
    { width: `${width}px`, height: String(height) },
  );
  // It is measured anew with the window.
  await page.setViewportSize({ ...WIDE, height: WIDE.height + 1 });
}

function shrink(file: string): void {
  const { error } = spawnSync('convert', [file, '-strip', '-dither', 'None', '-colors', COLOURS, file]);
  if (error) console.log(`${file}: left as it is, ImageMagick is not installed.`);
  const bytes = statSync(file).size;
  console.log(`${file}: ${Math.round(bytes / 1_000)} kB`);
  if (bytes > MOST_BYTES) process.exitCode = 1;
}

/** What Jonas does in Care to have something to show. */
async function jonasInCare() {
  const { request } = await browser.newContext({ baseURL: product.careUrl });
  await place.signInToCare(request, JONAS);
  const ask = async <T>(method: string, path: string, data?: unknown): Promise<T> => {
    const response = await request.fetch(path, { method, ...(data === undefined ? {} : { data }) });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const { agent } = await ask<{ agent: { id: string } }>('GET', '/v1/session');
  const caseOf = async (name: string): Promise<ListedCase> => {
    const path = `/v1/cases?view=inbox&search=${encodeURIComponent(name)}`;
    const { cases } = await ask<{ cases: ListedCase[] }>('GET', path);
    return cases.find(({ customer }) => customer.name === name)!;
  };
  return {
    idOf: async (name: string): Promise<string> => (await caseOf(name)).id,
    async escalated(name: string): Promise<Salesforce> {
      const { id, customer, escalation } = await caseOf(name);
      if (escalation) return escalation;
      const [firstName, lastName] = name.split(' ');
      await ask('POST', `/v1/cases/${id}/salesforce/contacts`, {
        firstName,
        lastName,
        email: customer.email,
        phone: null,
      });
      const made = await ask<{ escalation: Salesforce }>('POST', `/v1/cases/${id}/salesforce/cases`, {});
      return made.escalation;
    },
    async assign(name: string): Promise<void> {
      await ask('PUT', `/v1/cases/${(await caseOf(name)).id}/assignee`, { agentId: agent.id });
    },
    /** As a customer on X who has written before. */
    async writes(customerId: string, text: string): Promise<void> {
      const { profiles } = await ask<{ profiles: { id: string; platform: string }[] }>(
        'GET',
        '/v1/demo/customer/profiles',
      );
      const { id } = profiles.find(({ platform }) => platform === 'x')!;
      await ask('POST', `/v1/demo/customer/threads/${id}/${customerId}`, { text, kind: 'public_reply' });
    },
  };
}
