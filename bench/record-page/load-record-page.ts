import { readFileSync } from 'node:fs';
import { findChromium } from '../../tools/chromium.ts';
import { CHROMIUM_ARGUMENTS } from '../chromium.ts';
import { pause } from '../demo-client.ts';
import { attach, type BareBrowser, evaluate, launchBareBrowser, openTab } from '../widget/devtools-pipe.ts';

/** Times in ms from the start of the record page's navigation. */
export interface RecordPageLoad {
  /** The first message of the conversation was painted inside the frame. */
  first: number;
  /** The whole of the frame's HTML had arrived. */
  frameHtml: number;
  /** How long the probe had been looking when the message came: near 0, it came too late to say when. */
  watched: number;
  /** Layout shifts, added up until the page had been at rest for a while; each is a share of the view. */
  shiftOfPage: number;
  shiftOfFrame: number;
}

/** Where the record stands, and who looks. */
export interface RecordPage {
  orgUrl: string;
  path: string;
  /** `name=value` of the org's session. */
  cookie: string;
}

const PROBE = readFileSync(new URL('../widget/probe.js', import.meta.url), 'utf8');
const VIEW = { width: 1440, height: 900, deviceScaleFactor: 1, mobile: false };
const LONGEST_MS = 60_000;
/** Asking costs the page time: seldom enough to leave it alone. */
const ASK_EVERY_MS = 250;
/** What may still move after the first message. */
const REST_MS = 2_500;
const WARM_MS = 2_000;
const SHIFTS = `window.shifts = 0; new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
}).observe({ type: 'layout-shift', buffered: true });`;

/**
 * Opens a record in a browser that has never framed Care.
 *
 * @param warm whether the browser has seen the org's case list before, as an agent's has: then only the frame is cold
 */
export async function loadRecordPage(page: RecordPage, warm: boolean): Promise<RecordPageLoad> {
  const browser = launchBareBrowser(findChromium(), CHROMIUM_ARGUMENTS);
  try {
    const top = await openTab(browser, VIEW);
    const [name, value] = page.cookie.split('=') as [string, string];
    await browser.send('Storage.setCookies', { cookies: [{ name, value, url: page.orgUrl }] });
    if (warm) {
      await browser.send('Page.navigate', { url: `${page.orgUrl}/lightning/app/c__Care/o/Case/list` }, top);
      await pause(WARM_MS);
    }
    await browser.send('Page.addScriptToEvaluateOnNewDocument', { source: SHIFTS }, top);
    const frame = watchFrame(browser);
    await browser.send('Page.navigate', { url: page.orgUrl + page.path }, top);
    return await look(browser, top, await frame);
  } finally {
    await browser.close();
  }
}

/** The widget's frame, which is of another site and so a target of its own; watched as soon as it is there. */
function watchFrame(browser: BareBrowser): Promise<string> {
  return new Promise((done, fail) => {
    const tooLong = setTimeout(() => fail(new Error('The record page framed nothing.')), LONGEST_MS);
    browser.on((method, params) => {
      const { targetId, type } = (params.targetInfo ?? {}) as { targetId?: string; type?: string };
      if (method !== 'Target.targetCreated' || type !== 'iframe') return;
      clearTimeout(tooLong);
      attach(browser, targetId!)
        .then(async (session) => {
          await evaluate(browser, session, `window.probe || (() => { ${PROBE} })(); ${SHIFTS}`);
          done(session);
        })
        .catch(fail);
    });
  });
}

async function look(browser: BareBrowser, top: string, frame: string): Promise<RecordPageLoad> {
  const deadline = Date.now() + LONGEST_MS;
  while (!(await evaluate<boolean>(browser, frame, '(window.probe?.first ?? 0) > 0'))) {
    if (Date.now() > deadline) throw new Error(`No message was visible in ${LONGEST_MS / 1_000} s.`);
    await pause(ASK_EVERY_MS);
  }
  await pause(REST_MS);
  const seen = await evaluate<{ first: number; since: number; origin: number; html: number; shifts: number }>(
    browser,
    frame,
    `({ ...window.probe, html: performance.getEntriesByType('navigation')[0].responseEnd, shifts: window.shifts })`,
  );
  const there = await evaluate<{ origin: number; shifts: number }>(
    browser,
    top,
    '({ origin: performance.timeOrigin, shifts: window.shifts })',
  );
  const offset = seen.origin - there.origin;
  return {
    first: offset + seen.first,
    frameHtml: offset + seen.html,
    watched: seen.first - seen.since,
    shiftOfPage: there.shifts,
    shiftOfFrame: seen.shifts,
  };
}
