import type { Browser, Frame } from '@playwright/test';
import pg from 'pg';
import { startProduct } from '../e2e/product.ts';
import { openInstallation } from '../src/service/installation.ts';
import { launchChromium } from './chromium.ts';
import { type DemoClient, ORG_ADMIN, ORG_AGENT, openDemo, pause, until } from './demo-client.ts';
import { load } from './machine.ts';
import { type Spread, spread, timed } from './statistics.ts';

const SAMPLES = 40;
const CUSTOMER = 'Bench Latency';
const BARS_MS = { customerMessageToWidget: 1_000, careMessageToSalesforce: 2_000, salesforceToCare: 2_000 };

/** How long news takes between the customer, the widget and the org, on the demo, with nothing else going on. */
export async function measureLatency() {
  const product = await startProduct();
  let browser: Browser | undefined;
  try {
    const demo = await openDemo(product.careUrl, product.orgUrl);
    await demo.customerWrites(CUSTOMER, 'Hello');
    const caseId = await demo.caseOf(CUSTOMER);
    const { recordId } = await demo.escalate(caseId);
    browser = await launchChromium();
    const widget = await openCasePage(browser, demo.orgUrl, recordId);
    await widget.evaluate(messageShown('Hello'));
    const loadBefore = load();

    const toWidget = await quietly((index) =>
      customerMessageToWidget(demo, widget, `to the widget ${index}.`),
    );
    const toSalesforce = await quietly((index) =>
      messageToSalesforce(demo, recordId, `to the org ${index}.`),
    );
    const toCare = await quietly((index) => statusToCare(demo, recordId, caseId, index));
    return {
      load: loadBefore,
      loadAfter: load(),
      unit: 'ms',
      customerMessageToWidget: against(BARS_MS.customerMessageToWidget, toWidget),
      careMessageToSalesforce: against(BARS_MS.careMessageToSalesforce, toSalesforce),
      salesforceStatusToCare: against(BARS_MS.salesforceToCare, toCare),
      baseline: {
        loopbackHttp: spread(
          await timed(SAMPLES, () => fetch(`${demo.careUrl}/healthz`).then((r) => r.text())),
        ),
        postgresNotify: spread(await notifyRoundTrips(product.dataDir)),
      },
    };
  } finally {
    await browser?.close();
    await product.stop();
  }
}

const against = (bar: number, result: Spread) => ({
  ...result,
  bar: `p95 <= ${bar}`,
  met: result.p95 <= bar,
});

/** Waits an uneven while before each: what works in beats must not be met on the beat. */
async function quietly(work: (index: number) => Promise<number>): Promise<Spread> {
  const took: number[] = [];
  for (let index = 0; index < SAMPLES; index++) {
    await pause(250 + ((index * 137) % 400));
    took.push(await work(index));
  }
  return spread(took);
}

async function openCasePage(browser: Browser, orgUrl: string, recordId: string): Promise<Frame> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${orgUrl}/login`);
  await page.getByLabel('Username').fill(ORG_AGENT.username);
  await page.getByLabel('Password').fill(ORG_AGENT.password);
  await page.getByRole('button', { name: 'Log In', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/login'));
  await page.goto(`${orgUrl}/lightning/r/Case/${recordId}/view`);
  // Not the page's first: Lightning Web Security keeps an empty one of its own.
  const frame =
    page.frames().find(isWidget) ?? (await page.waitForEvent('framenavigated', { predicate: isWidget }));
  await frame.waitForSelector('care-case-view');
  return frame;
}

const isWidget = (frame: Frame): boolean => frame.url().includes('/embed/');

/**
 * Runs in the widget: settles in the frame in which a drawn message has this text. (A locator would look
 * again after up to half a second only.)
 */
const messageShown = (text: string): string => `new Promise((done, fail) => {
  const messages = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.localName === 'care-message' ? [element] : []),
    ...(element.shadowRoot ? messages(element.shadowRoot) : []),
  ]);
  const deadline = performance.now() + 10_000;
  const look = () => {
    const shown = messages(document).some((message) =>
      message.shadowRoot?.textContent.includes(${JSON.stringify(text)}) && message.checkVisibility());
    if (shown) done();
    else if (performance.now() > deadline) fail(new Error('The message did not come in 10 s.'));
    else requestAnimationFrame(look);
  };
  look();
})`;

async function customerMessageToWidget(demo: DemoClient, widget: Frame, text: string): Promise<number> {
  const seen = widget.evaluate(messageShown(text));
  const start = performance.now();
  await Promise.all([demo.customerWrites(CUSTOMER, text), seen]);
  return performance.now() - start;
}

async function messageToSalesforce(demo: DemoClient, recordId: string, text: string): Promise<number> {
  const newest = `SELECT Body__c FROM Care_Message__c WHERE Case__c = '${recordId}' ORDER BY Sequence__c DESC LIMIT 1`;
  const start = performance.now();
  await demo.customerWrites(CUSTOMER, text);
  await until(text, async () => (await demo.query(newest))[0]?.Body__c === text);
  return performance.now() - start;
}

async function statusToCare(
  demo: DemoClient,
  recordId: string,
  caseId: string,
  index: number,
): Promise<number> {
  const [there, here] = index % 2 === 0 ? ['Waiting on Customer', 'pending'] : ['Working', 'open'];
  const start = performance.now();
  await demo.org('PATCH', `/records/${recordId}?as=${ORG_ADMIN}`, { Status: there });
  await until(here, async () => {
    const found = await demo.agent.call<{ case: { status: string } }>('GET', `/v1/cases/${caseId}?entries=1`);
    return found.case.status === here;
  });
  return performance.now() - start;
}

/** From NOTIFY on one connection to its arrival on another: what live updates rest on. */
async function notifyRoundTrips(dataDir: string): Promise<number[]> {
  const installation = await openInstallation({ env: { CARE_DATA_DIR: dataDir }, as: 'command' });
  const [from, to] = [installation.databaseUrl, installation.databaseUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  ) as [pg.Client, pg.Client];
  try {
    await Promise.all([from.connect(), to.connect()]);
    await to.query('listen bench');
    return await timed(SAMPLES, async () => {
      const arrived = new Promise((done) => to.once('notification', done));
      await Promise.all([from.query('notify bench'), arrived]);
    });
  } finally {
    await Promise.all([from.end(), to.end()]);
    await installation.close();
  }
}
