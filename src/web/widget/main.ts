import '../theme/tokens.css';
// Fetched only where the page around hands over its name.
import '../theme/fonts.css';
import '../theme/page.css';
import { connectHost } from '../clients/bridge.ts';
import { applyTheme } from './apply-theme.ts';
import { drawFirstSight } from './first-sight.ts';
import { codeRedeemer, type EmbedGrant } from './redeem-code.ts';
import type { Widget } from './start-widget.ts';

/*
 * What runs first is little: greet the host, redeem its code, show the newest messages. The app comes along at the
 * same time (the service names its files in the page) and is started once those are on the screen.
 */

/** When the case takes longer than this, the app comes first and holds its place. */
const PATIENCE_MS = 250;

type App = HTMLElementTagNameMap['care-widget-app'];

async function begin(app: App): Promise<void> {
  const nonce = location.hash.slice(1);
  const parentOrigins = readHosts();
  if (nonce === '' || parentOrigins.length === 0 || window.parent === window) {
    (await import('./start-widget.ts')).refuseWithoutHost(app);
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
  const redeem = codeRedeemer(nonce);
  const granted = host.getSession().then(({ code, theme }) => {
    applyTheme(theme);
    return redeem(code, 'case');
  });
  const widget: Promise<Widget> = seeFirst(app, granted).then(async (grant) => {
    const { startWidget } = await import('./start-widget.ts');
    return startWidget({ app, host, redeem, first: grant ?? granted });
  });
}

/** Shows the newest messages as soon as they are there. Nothing came in time, or a refusal: undefined. */
async function seeFirst(app: App, granted: Promise<EmbedGrant>): Promise<EmbedGrant | undefined> {
  const grant = await Promise.race([granted, pause(PATIENCE_MS)]).catch(() => undefined);
  if (grant?.opened) {
    drawFirstSight(app, grant.opened, grant.agent);
    await painted();
  }
  return grant;
}

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));

/** A frame nobody sees is never drawn, and need not wait for it. */
const painted = () =>
  Promise.race([
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    pause(PATIENCE_MS),
  ]);

/** Exact origins that may frame us, as the service wrote them into this page. */
function readHosts(): string[] {
  try {
    const content = document.querySelector<HTMLMetaElement>('meta[name="care-hosts"]')?.content;
    const hosts: unknown = JSON.parse(content ?? '[]');
    return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
  } catch {
    return [];
  }
}

const app = document.querySelector('care-widget-app');
if (app) void begin(app);
