import '../theme/tokens.css';
// Fetched only where the page around hands over its name.
import '../theme/fonts.css';
import '../theme/page.css';
import './first-sight.css';
import { readFrameStart } from '../../bridge/frame-address.ts';
import { connectHost } from '../clients/bridge.ts';
import { applyTheme } from './apply-theme.ts';
import { askForGrant } from './ask-for-grant.ts';
import type { EmbedGrant } from './redeem-code.ts';
import type * as StartWidget from './start-widget.ts';

/*
 * What runs first is little, and stands in the page itself: greet the host and redeem its code. The service, which knows
 * the code by then, ends the page with the newest messages. The app is fetched at the same time, and started once those
 * are on the screen.
 */

/** When the messages take longer than this, the app need not wait for them: it holds their place. */
const PATIENCE_MS = 250;
/** Until then its fetching would be in their way; while Apex is still asking for the code, it is not. */
const FETCH_MS = 100;

type App = HTMLElementTagNameMap['care-widget-app'];

async function begin(app: App): Promise<void> {
  const { nonce, theme } = readFrameStart(location.hash);
  const parentOrigins = readList('care-hosts');
  if (nonce === '' || parentOrigins.length === 0 || window.parent === window) {
    (await importApp()).refuseWithoutHost(app);
    return;
  }
  if (theme) applyTheme(theme);
  // What the page came with goes first: greeting the host takes as long as drawing it.
  if (hasSight(app)) await painted();
  const host = connectHost({
    parentOrigins,
    nonce,
    handlers: {
      themeChanged: applyTheme,
      visibilityChanged: () => undefined,
      focusIn: ({ direction }) => void widget.then((started) => started.takeFocus(direction)),
      recordContextChanged: () => void widget.then((started) => started.changeRecord()),
    },
  });
  const granted = host.getSession().then((session) => {
    applyTheme(session.theme);
    return askForGrant(session.code, nonce);
  });
  let known: EmbedGrant | undefined;
  const settled = granted.then(
    (grant) => {
      known = grant;
    },
    () => undefined,
  );
  const pageEnd = endOfPage();
  const seen = pageEnd.then(() => hasSight(app) && painted());
  void Promise.race([seen, pause(FETCH_MS)]).then(fetchApp);
  const widget: Promise<StartWidget.Widget> = Promise.race([seen, pause(PATIENCE_MS)]).then(
    async (isSeen) => {
      // What is on the screen stays there until the app has what it takes to draw the same.
      const [{ startWidget }] = await Promise.all([importApp(), isSeen && settled]);
      return startWidget({ app, host, nonce, first: known ?? granted, pageEnd });
    },
  );
}

const hasSight = (app: App): boolean => app.querySelector('.first-sight') !== null;

const pause = (ms: number) => new Promise<false>((resolve) => setTimeout(resolve, ms, false));

/** The service keeps the page open for as long as the messages may come. */
const endOfPage = () =>
  new Promise<void>((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });

/** A frame nobody sees is never drawn, and need not wait for it. */
const painted = async (): Promise<true> => {
  const drawn = new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await Promise.race([drawn, pause(PATIENCE_MS)]);
  return true;
};

/** The app, and what it imports at once: addresses of the build, which the service wrote into this page. */
const appFiles = (): string[] => readList('care-app');

function fetchApp(): void {
  for (const href of appFiles()) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
  }
}

const importApp = (): Promise<typeof StartWidget> => import(/* @vite-ignore */ appFiles()[0] ?? '');

function readList(name: string): string[] {
  try {
    const list: unknown = JSON.parse(readMeta(name));
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

function readMeta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

const app = document.querySelector('care-widget-app');
if (app) void begin(app);
