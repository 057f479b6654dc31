import type { HostConnection } from '../clients/bridge.ts';
import { applyTheme } from './apply-theme.ts';
import type { EmbedGrant, RedeemCode } from './redeem-code.ts';
import { createWidgetStore } from './store/widget-store.ts';
import './views/widget-app.ts';
import { watchVisibility } from './watch-visibility.ts';
import { createWidgetSession } from './widget-session.ts';

/** What the widget wants when the page lets it have what it wants: header, composer and a screen of talk. */
const HEIGHT_PX = 640;

type App = HTMLElementTagNameMap['care-widget-app'];

export interface WidgetStart {
  readonly app: App;
  readonly host: HostConnection;
  readonly redeem: RedeemCode;
  /** From the host's first word; still on its way where that takes long. */
  readonly first: EmbedGrant | Promise<EmbedGrant>;
}

/** What the host may ask of the app. */
export interface Widget {
  takeFocus(direction: 'forward' | 'backward'): void;
  changeRecord(): void;
}

/** Begins the work: the app takes the place of what was drawn before it. */
export function startWidget({ app, host, redeem, first }: WidgetStart): Widget {
  const store = createWidgetStore();
  const session = createWidgetSession({ host, redeem, store, themed: applyTheme });
  void session.start(first);
  app.store = store;
  void app.updateComplete.then(() => app.replaceChildren());
  watchVisibility(session.setVisible);
  addEventListener('pagehide', () => session.leave());
  addEventListener('online', () => session.tryNow());
  app.addEventListener('care-try-now', () => session.tryNow());
  app.addEventListener('care-focus-out', ({ detail }) => host.notify('focusOut', detail));
  host.ready.then(() => host.notify('height', { px: HEIGHT_PX })).catch(() => undefined);
  return {
    takeFocus: (direction) => app.takeFocus(direction),
    changeRecord: () => void session.changeRecord(),
  };
}

/** Says that this page means nothing by itself. */
export function refuseWithoutHost(app: App): void {
  const store = createWidgetStore();
  store.getState().failed({
    code: 'WIDGET_NOT_FRAMED',
    fact: 'This page works inside a Salesforce record only.',
    remedy: 'Open the record in Salesforce.',
  });
  app.store = store;
}
