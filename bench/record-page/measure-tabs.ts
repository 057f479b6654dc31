import type { Browser, Frame, Page } from '@playwright/test';
import { launchChromium } from '../chromium.ts';
import { type DemoClient, ORG_AGENT, pause } from '../demo-client.ts';
import { round, spread } from '../statistics.ts';

const TABS = 12;
const ROUNDS = 3;
const BAR_MS = 1_000;
const CARE_APP = '/lightning/app/c__Care';

interface Tab {
  customer: string;
  recordId: string;
  frame: Frame;
}

/**
 * Twelve Case tabs of a console, each with a conversation. A customer of a hidden one writes; a while later its tab is
 * pressed, and in that moment the customer writes again. Gives how long after the press each of the two is drawn.
 */
export async function measureTabs(demo: DemoClient) {
  const browser = await launchChromium();
  try {
    const { page, tabs } = await openTabs(browser, demo);
    const caughtUp: number[] = [];
    const live: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, tab] of tabs.entries()) {
        const { before, after } = await show(page, demo, tab, `${round}.${index}`);
        caughtUp.push(before);
        live.push(after);
      }
    }
    return {
      tabs: TABS,
      unit: 'ms',
      caughtUp: spread(caughtUp),
      live: spread(live),
      slowest: round(Math.max(...caughtUp, ...live)),
      bar: `slowest <= ${BAR_MS}`,
      met: Math.max(...caughtUp, ...live) <= BAR_MS,
    };
  } finally {
    await browser.close();
  }
}

async function show(page: Page, demo: DemoClient, { customer, recordId, frame }: Tab, name: string) {
  await demo.customerWrites(customer, `hidden ${name}.`);
  await pause(600 + ((name.length * 137) % 400));
  const before = frame.evaluate(drawnAt(`hidden ${name}.`));
  const after = frame.evaluate(drawnAt(`shown ${name}.`));
  const pressed = await page.evaluate((id) => {
    const tab = document.querySelector<HTMLElement>(`.lex-tab[data-record-id="${id}"] button`);
    const at = performance.timeOrigin + performance.now();
    tab!.click();
    return at;
  }, recordId);
  await demo.customerWrites(customer, `shown ${name}.`);
  return { before: ((await before) as number) - pressed, after: ((await after) as number) - pressed };
}

async function openTabs(browser: Browser, demo: DemoClient): Promise<{ page: Page; tabs: Tab[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${demo.orgUrl}/login?startURL=${CARE_APP}/o/Case/list`);
  await page.getByLabel('Username').fill(ORG_AGENT.username);
  await page.getByLabel('Password').fill(ORG_AGENT.password);
  await page.getByRole('button', { name: 'Log In', exact: true }).click();
  await page.getByLabel('Open tabs').waitFor();
  const tabs: Tab[] = [];
  for (let index = 0; index < TABS; index++) {
    const customer = `Bench Tab ${index}`;
    await demo.customerWrites(customer, 'Hello');
    const { recordId } = await demo.escalate(await demo.caseOf(customer));
    await page.evaluate((path) => {
      history.pushState({}, '', path);
      dispatchEvent(new PopStateEvent('popstate'));
    }, `${CARE_APP}/r/Case/${recordId}/view`);
    const element = await page.locator('main:visible iframe').elementHandle();
    const frame = (await element!.contentFrame())!;
    await frame.waitForSelector('care-case-view');
    await frame.evaluate(drawnAt('Hello'));
    tabs.push({ customer, recordId, frame });
  }
  return { page, tabs };
}

/** Runs in the widget: settles with the time at which a message of this text is drawn; a hidden frame draws nothing. */
const drawnAt = (text: string): string => `new Promise((done, fail) => {
  const messages = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.localName === 'care-message' ? [element] : []),
    ...(element.shadowRoot ? messages(element.shadowRoot) : []),
  ]);
  const deadline = performance.now() + 20_000;
  const look = () => {
    const drawn = innerHeight > 0 && messages(document).some((message) =>
      message.shadowRoot?.textContent.includes(${JSON.stringify(text)}) && message.checkVisibility());
    if (drawn) done(performance.timeOrigin + performance.now());
    else if (performance.now() > deadline) fail(new Error(${JSON.stringify(`"${text}" was not drawn in 20 s.`)}));
    else requestAnimationFrame(look);
  };
  look();
})`;
