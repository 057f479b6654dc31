import '../theme/tokens.css';
// Fetched only where the page around hands over its name.
import '../theme/fonts.css';
import '../theme/page.css';
import { connectHost, type HostConnection } from '../clients/bridge.ts';
import { applyTheme } from './apply-theme.ts';
import { createWidgetStore } from './store/widget-store.ts';
import './views/widget-app.ts';
import { watchVisibility } from './watch-visibility.ts';
import { createWidgetSession, type WidgetSession } from './widget-session.ts';

/** What the widget wants when the page lets it have what it wants: header, composer and a screen of talk. */
const HEIGHT_PX = 640;

const app = document.querySelector('care-widget-app');
if (app) startWidget(app);

function startWidget(app: HTMLElementTagNameMap['care-widget-app']): void {
  const store = createWidgetStore();
  app.store = store;
  const nonce = location.hash.slice(1);
  const parentOrigins = readHosts();
  if (nonce === '' || parentOrigins.length === 0 || window.parent === window) {
    store.getState().failed({
      code: 'WIDGET_NOT_FRAMED',
      fact: 'This page works inside a Salesforce record only.',
      remedy: 'Open the record in Salesforce.',
    });
    return;
  }
  let session: WidgetSession | undefined;
  const host: HostConnection = connectHost({
    parentOrigins,
    nonce,
    handlers: {
      themeChanged: applyTheme,
      visibilityChanged: () => undefined,
      focusIn: ({ direction }) => app.takeFocus(direction),
      recordContextChanged: () => void session?.changeRecord(),
    },
  });
  session = createWidgetSession({ host, nonce, store, themed: applyTheme });
  void session.start();
  watchVisibility(session.setVisible);
  addEventListener('pagehide', () => session.leave());
  addEventListener('online', () => session.tryNow());
  app.addEventListener('care-try-now', () => session.tryNow());
  app.addEventListener('care-focus-out', ({ detail }) => host.notify('focusOut', detail));
  host.ready.then(() => host.notify('height', { px: HEIGHT_PX })).catch(() => undefined);
}

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
