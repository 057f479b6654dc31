import '../theme/tokens.css';
// Fetched only where the page around hands over its name.
import '../theme/fonts.css';
import '../theme/page.css';
import { connectHost } from '../clients/bridge.ts';
import { applyTheme } from './apply-theme.ts';
import { askForGrant } from './ask-for-grant.ts';
import { drawFirstSight } from './first-sight.ts';
import type { EmbedGrant } from './redeem-code.ts';
import type * as StartWidget from './start-widget.ts';

/*
 * What runs first is little, and stands in the page itself: greet the host, redeem its code, show the newest messages.
 * The app is fetched at the same time, and started once those are on the screen.
 */

/** When the case takes longer than this, the app need not wait for it: it holds its place. */
const PATIENCE_MS = 250;

type App = HTMLElementTagNameMap['care-widget-app'];

async function begin(app: App): Promise<void> {
  const nonce = location.hash.slice(1);
  const parentOrigins = readHosts();
  if (nonce === '' || parentOrigins.length === 0 || window.parent === window) {
    (await importApp()).refuseWithoutHost(app);
    return;
  }
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
  const granted = host.getSession().then(({ code, theme }) => {
    applyTheme(theme);
    return askForGrant(code, nonce);
  });
  let known: EmbedGrant | undefined;
  let started = false;
  const seen = granted.then(
    (grant) => {
      known = grant;
      if (started || !grant.opened) return;
      drawFirstSight(app, grant.opened, grant.agent);
      return painted();
    },
    () => undefined,
  );
  const widget: Promise<StartWidget.Widget> = Promise.race([seen, pause(PATIENCE_MS)])
    .then(importApp)
    .then(({ startWidget }) => {
      started = true;
      return startWidget({ app, host, nonce, first: known ?? granted });
    });
}

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));

/** A frame nobody sees is never drawn, and need not wait for it. */
const painted = () =>
  Promise.race([
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    pause(PATIENCE_MS),
  ]);

/** The address is the build's; the service wrote it into this page. */
const importApp = (): Promise<typeof StartWidget> => import(/* @vite-ignore */ readMeta('care-app'));

/** Exact origins that may frame us. */
function readHosts(): string[] {
  try {
    const hosts: unknown = JSON.parse(readMeta('care-hosts'));
    return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
  } catch {
    return [];
  }
}

function readMeta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

const app = document.querySelector('care-widget-app');
if (app) void begin(app);
