import type { Page, Request } from '@playwright/test';
import { type Care, expect, type Org, test } from './fixtures.ts';
import { CARE_APP, openTab, utilityButton } from './pages/console.ts';
import { answerPublicly, careFrames, panelOn, rowOf, said, searchToLink, widgetOn } from './pages/widget.ts';
import { drawn } from './secrets/drawn.ts';
import { watchBrowser } from './secrets/watch-browser.ts';

/** What frames of ours did that leaves or reads traces in a browser. */
interface Traces {
  /** `origin: what`, e.g. `http://127.0.0.1:4400: localStorage`. */
  touched: string[];
  popups: string[];
  /** Answers of ours that set a cookie, requests to us that carry one. */
  cookies: string[];
  /** How many requests to us were looked at. */
  looked: number;
}

declare global {
  interface Window {
    tellTrace(what: string): void;
  }
}

/** Runs in each document before anything else: every way to a cookie or to storage tells that it was taken. */
function tellOfTraces(): void {
  const tell = (what: string) => window.tellTrace(`${location.origin}: ${what}`);
  const watch = (owner: object, name: string, what: string) => {
    const own = Object.getOwnPropertyDescriptor(owner, name);
    if (!own) return;
    const told = <T extends (...args: never[]) => unknown>(act: T) =>
      function (this: unknown, ...args: never[]) {
        tell(what);
        return act.apply(this, args);
      };
    Object.defineProperty(owner, name, {
      ...own,
      ...(own.get && { get: told(own.get) }),
      ...(own.set && { set: told(own.set as (value: never) => void) }),
      ...(typeof own.value === 'function' && { value: told(own.value as () => unknown) }),
    });
  };
  watch(Document.prototype, 'cookie', 'document.cookie');
  watch(Document.prototype, 'requestStorageAccess', 'requestStorageAccess');
  watch(Document.prototype, 'hasStorageAccess', 'hasStorageAccess');
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'open']) {
    watch(window, name, name);
    watch(Window.prototype, name, name);
  }
  watch(Navigator.prototype, 'serviceWorker', 'serviceWorker');
}

async function recordTraces(page: Page, care: Care): Promise<Traces> {
  const traces: Traces = { touched: [], popups: [], cookies: [], looked: 0 };
  const context = page.context();
  await context.exposeBinding('tellTrace', (_source, what: string) => void traces.touched.push(what));
  await context.addInitScript(tellOfTraces);
  context.on('page', (popup) => traces.popups.push(popup.url()));
  const look = async (request: Request) => {
    if (!request.url().startsWith(care.url)) return;
    traces.looked += 1;
    if ((await request.allHeaders()).cookie) traces.cookies.push(`sent to ${request.url()}`);
    const response = await request.response();
    if (response && (await response.headerValue('set-cookie')))
      traces.cookies.push(`set by ${request.url()}`);
  };
  context.on('requestfinished', (request) => void look(request).catch(() => undefined));
  return traces;
}

const ours = ({ touched }: Traces, care: Care) => touched.filter((what) => what.startsWith(`${care.url}: `));

/** The whole way: a conversation, an answer, another tab, a link, one's own cases, the utility, Visualforce. */
async function goAllTheWay(page: Page, care: Care, org: Org): Promise<void> {
  const first = await care.escalated('Jonas Lind');
  await care.assign(first.caseId, 'Jonas Lind');
  await org.openCase(page, first.recordId);
  await expect(said(widgetOn(page), `Hello, this is ${first.customer.name}`)).toBeVisible();
  await answerPublicly(widgetOn(page), 'An answer');
  await expect.poll(() => first.customer.received()).toEqual(['An answer']);

  const second = await care.newCustomer();
  await second.writes('Second');
  const plain = await org.create('Case', { Subject: 'Made in Salesforce' });
  await openTab(page, { recordId: plain });
  await expect(panelOn(page)).toHaveAttribute('data-kind', 'no-case');
  await searchToLink(page, widgetOn(page), second);
  await widgetOn(page)
    .getByRole('button', { name: /^Link #\d+$/ })
    .click();
  await expect(said(widgetOn(page), 'Second')).toBeVisible();

  await page.goto(`${org.url}${CARE_APP}/n/Care`);
  await expect(rowOf(widgetOn(page), first.customer)).toBeVisible();
  await utilityButton(page).click();
  await expect(careFrames(page)).toHaveCount(2);

  await page.goto(`${org.url}/apex/CareHostCase?id=${first.recordId}`);
  await expect(said(careFrames(page).contentFrame(), 'An answer')).toBeVisible();
}

test('on its whole way the component sets and reads no cookie, opens no popup and asks for no storage', async ({
  care,
  org,
}) => {
  test.setTimeout(180_000);
  const page = await org.login('Jonas Lind');
  const traces = await recordTraces(page, care);
  await goAllTheWay(page, care, org);
  expect(traces.cookies).toEqual([]);
  expect(traces.looked).toBeGreaterThan(30);
  expect(traces.popups).toEqual([]);
  expect(ours(traces, care)).toEqual([]);

  // And it would have been heard.
  const frame = page.frames().find((each) => each.url().startsWith(care.url))!;
  await frame.evaluate(async () => {
    void document.cookie;
    await document.hasStorageAccess();
    try {
      localStorage.getItem('probe');
    } catch {
      // Blocked in this frame; asking is what counts.
    }
  });
  await expect
    .poll(() => ours(traces, care).map((what) => what.split(': ')[1]))
    .toEqual(['document.cookie', 'hasStorageAccess', 'localStorage']);
});

/** Does to the page what no page of ours may do. */
async function plantSecrets(secrets: Record<'refresh' | 'access' | 'own', string>): Promise<void> {
  localStorage.setItem('kept', secrets.refresh);
  sessionStorage.setItem(secrets.own, '');
  // biome-ignore lint/suspicious/noDocumentCookie: as any page could
  document.cookie = `kept=${secrets.own}; path=/`;
  await new Promise((done, fail) => {
    const opening = indexedDB.open('kept');
    opening.onupgradeneeded = () => opening.result.createObjectStore('kept').put(secrets.access, 1);
    opening.onsuccess = done;
    opening.onerror = fail;
  });
  // biome-ignore lint/suspicious/noConsole: it is what is looked for
  console.log(`Signed in with ${secrets.access}`);
  history.replaceState(null, '', `#token=${encodeURIComponent(secrets.access)}`);
}

test('a secret that a page keeps, says or shows in its address is found', async ({ care, org, browser }) => {
  const context = await browser.newContext();
  const secretsIn = watchBrowser(context, { careUrl: care.url, orgUrl: org.url });
  const page = await context.newPage();
  await page.goto(`${care.url}/desk`);
  expect(await secretsIn()).toEqual([]);
  const [own, token] = [drawn('own'), drawn('token', 96)];
  await page.evaluate(plantSecrets, {
    refresh: `5Aep${token}`,
    access: `00D000000000001!${token}`,
    own,
  });
  const where = async () => (await secretsIn()).map((line) => line.split(' ')[0]);
  expect(new Set(await where())).toEqual(
    new Set(['address', 'console', 'cookie', 'localStorage', 'sessionStorage', 'IndexedDB']),
  );
  const kept = `localStorage of ${care.url}: refresh token 5Aep`;
  await page.goto('about:blank');
  expect((await secretsIn()).filter((line) => line.startsWith(kept))).toHaveLength(1);
  await page.goto(`${care.url}/desk?code=${own}`);
  expect(await secretsIn()).toContain(`address of ${care.url}/desk: secret of Care ${own.slice(0, 8)}…`);
  await context.close();
});
