import '../theme/tokens.css';
// Fetched only where the page around hands over its name.
import '../theme/fonts.css';
import '../theme/page.css';
import './first-sight.css';
import { readNonce } from '../../bridge/frame-address.ts';
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
  const nonce = readNonce(location.hash);
  const parentOrigins = readList('care-hosts');
  if (nonce === '' || parentOrigins.length === 0 || window.parent === window) {
    (await importApp()).refuseWithoutHost(app);
    return;
  }
  const pageEnd = endOfPage();
  const seen = pageEnd.then(() => hasSight(app) && painted());
  void Promise.race([seen, pause(FETCH_MS)]).then(fetchApp);
  // What the page comes with goes first: greeting the host takes as long as drawing it, and no host answers before the
  // page has ended.
  const isSeen = await Promise.race([seen, pause(PATIENCE_MS)]);
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
  // What is on the screen stays there until the app has what it takes to draw the same.
  const widget: Promise<StartWidget.Widget> = Promise.all([importApp(), isSeen && settled]).then(
    ([{ startWidget }]) => startWidget({ app, host, nonce, first: known ?? granted, pageEnd }),
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

/** On the screen: a frame is rastered while the next begins. One that nobody sees is never drawn, nor waited for. */
const painted = async (): Promise<true> => {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await Promise.race([nextFrame().then(nextFrame), pause(PATIENCE_MS)]);
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

/** Written into this page by the service. */
const readList = (name: string): string[] =>
  JSON.parse(document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '[]');

const app = document.querySelector('care-widget-app');
if (app) void begin(app);
