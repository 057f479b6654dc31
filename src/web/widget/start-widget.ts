import { readProblem, unreachable } from '../clients/api-problem.ts';
import type { HostConnection } from '../clients/bridge.ts';
import { applyTheme } from './apply-theme.ts';
import { codeRedeemer, type EmbedGrant } from './redeem-code.ts';
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
  readonly nonce: string;
  /** From the host's first word; still on its way where that takes long. */
  readonly first: EmbedGrant | Promise<EmbedGrant>;
  /** From then on nothing more comes into the app's element with the page. */
  readonly pageEnd: Promise<void>;
}

/** What the host may ask of the app. */
export interface Widget {
  takeFocus(direction: 'forward' | 'backward'): void;
  changeRecord(): void;
}

/** Begins the work: the app takes the place of what was drawn before it. */
export function startWidget({ app, host, nonce, first, pageEnd }: WidgetStart): Widget {
  const store = createWidgetStore();
  const session = createWidgetSession({ host, redeem: codeRedeemer(nonce), store, themed: applyTheme });
  void session.start(first instanceof Promise ? first.catch(explain) : first);
  app.store = store;
  void Promise.all([app.updateComplete, pageEnd]).then(() => app.replaceChildren());
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

/** What ran before this app knows no problems, only that something went wrong. */
async function explain(error: unknown): Promise<never> {
  if (error instanceof Response) throw await readProblem(error);
  const { code, name } = error as { code?: unknown; name?: unknown };
  // An error of the bridge says what it is; everything else is fetch's.
  throw typeof code === 'string' ? error : unreachable(name === 'TimeoutError', error);
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
