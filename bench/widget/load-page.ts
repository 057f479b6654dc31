import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { findChromium } from '../../tools/chromium.ts';
import { CHROMIUM_ARGUMENTS } from '../chromium.ts';
import { pause } from '../demo-client.ts';
import { attach, type BareBrowser, evaluate, launchBareBrowser, openTab } from './devtools-pipe.ts';

/** Times in ms from the start of the top page's navigation. */
export interface FirstMessage {
  first: number;
  /** When the browser says it has shown the first text of the page or the frame with the message, whatever text it is. */
  contentful: number | null;
  /** How long the probe had been looking by then: near 0, it came too late to say when. */
  watched: number;
  /** When the newest message was on the screen; null when it was not, in 5 s after the first. */
  newest: number | null;
  /** gzip bytes of the scripts it took; the page around a frame not counted. */
  scriptBytes: number;
  /** Whether the conversation stood in a frame with a process of its own. */
  inFrame: boolean;
}

const PROBE = readFileSync(new URL('./probe.js', import.meta.url), 'utf8');
const LONGEST_MS = 60_000;
const NEWEST_MS = 5_000;
/** Asking costs the page time: seldom enough to leave it alone. */
const ASK_EVERY_MS = 250;
/** As wide as a component in a record page's side. */
const VIEW = { width: 480, height: 800, deviceScaleFactor: 1, mobile: false };

interface Seen {
  first: number;
  contentful: number | null;
  newest: number;
  since: number;
  origin: number;
  scripts: string[];
}

const READ = `({
  ...window.probe,
  contentful: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
  scripts: [...new Set(performance.getEntriesByType('resource').map(({ name }) => name))]
    .filter((name) => new URL(name).pathname.endsWith('.js')),
})`;

/** Loads one page in a fresh browser and looks when its first message is there. */
export async function loadPage(url: string, count: number): Promise<FirstMessage> {
  const browser = launchBareBrowser(findChromium(), CHROMIUM_ARGUMENTS);
  const probe = `window.newestMarker = ${count - 1};\n${PROBE}`;
  try {
    const top = await openPage(browser, probe);
    let frame: string | undefined;
    browser.on((method, params) => {
      const { targetId, type } = (params.targetInfo ?? {}) as { targetId?: string; type?: string };
      if (method !== 'Target.targetCreated' || type !== 'iframe') return;
      // Long before there is a message in it.
      void attach(browser, targetId!)
        .then(async (session) => {
          await evaluate(browser, session, `window.probe || (() => { ${probe} })()`);
          frame = session;
        })
        .catch(() => undefined);
    });
    await browser.send('Page.navigate', { url }, top);
    const { session, seen } = await firstSeen(browser, () => [top, ...(frame ? [frame] : [])], url);
    const start = await evaluate<number>(browser, top, 'performance.timeOrigin');
    const after = (moment: number) => seen.origin + moment - start;
    return {
      first: after(seen.first),
      contentful: seen.contentful === null ? null : after(seen.contentful),
      watched: seen.first - seen.since,
      newest: seen.newest ? after(seen.newest) : null,
      scriptBytes: await gzipped(seen.scripts),
      inFrame: session !== top,
    };
  } finally {
    await browser.close();
  }
}

async function openPage(browser: BareBrowser, probe: string): Promise<string> {
  const session = await openTab(browser, VIEW);
  await browser.send('Page.addScriptToEvaluateOnNewDocument', { source: probe }, session);
  return session;
}

/** Waits for the first message, then a while for the newest. */
async function firstSeen(browser: BareBrowser, sessions: () => string[], url: string) {
  let deadline = Date.now() + LONGEST_MS;
  let found: { session: string; seen: Seen } | undefined;
  while (Date.now() < deadline) {
    await pause(ASK_EVERY_MS);
    for (const session of found ? [found.session] : sessions()) {
      const seen = await evaluate<Seen>(browser, session, READ);
      if (!seen.first) continue;
      if (!found) deadline = Date.now() + NEWEST_MS;
      found = { session, seen };
    }
    if (found?.seen.newest) break;
  }
  if (!found) throw new Error(`No message was visible at ${url} in ${LONGEST_MS / 1_000} s.`);
  return found;
}

async function gzipped(scripts: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const script of scripts) {
    const response = await fetch(script);
    bytes += gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
  }
  return bytes;
}
