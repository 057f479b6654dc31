import { createApiClient } from '../clients/api-client.ts';
import type { HostConnection } from '../clients/bridge.ts';
import { createEmbedToken } from '../clients/embed-token.ts';
import { openCasePart } from './case-part.ts';
import { judgeRefusal, readRefusal } from './read-refusal.ts';
import type { EmbedGrant, RedeemCode } from './redeem-code.ts';
import type { WidgetStore } from './store/widget-store.ts';
import type { WidgetPart } from './widget-part.ts';

export interface WidgetSessionOptions {
  readonly host: Pick<HostConnection, 'getSession' | 'requestCode' | 'openRecord' | 'notify'>;
  readonly redeem: RedeemCode;
  readonly store: WidgetStore;
  readonly themed: (theme: Awaited<ReturnType<HostConnection['getSession']>>['theme']) => void;
  readonly fetch?: typeof fetch;
}

export interface WidgetSession {
  /**
   * From the host's first word to the case; also the way back after a failure. With a grant the case is open when
   * this returns.
   */
  start(first?: EmbedGrant | Promise<EmbedGrant>): Promise<void>;
  /** The page shows another record now. */
  changeRecord(): Promise<void>;
  setVisible(visible: boolean): void;
  /** Does not wait for the next try. */
  tryNow(): void;
  /** The page may be gone the next moment. */
  leave(): void;
  end(): void;
}

/** Failures that mend themselves: tried again without anybody asking. */
const PASSING: ReadonlySet<string> = new Set(['CARE_UNREACHABLE', 'CARE_TIMEOUT', 'NOT_READY']);
const RETRY_MS = 8_000;

/** Runs the widget: who we are, which case, and that it stays live. */
export function createWidgetSession(options: WidgetSessionOptions): WidgetSession {
  const { host, redeem, store } = options;
  const fetchOption = options.fetch ? { fetch: options.fetch } : {};
  let part: WidgetPart | null = null;
  /** The case that is shown; null where there is none. */
  let shown: string | null = null;
  /** Grants opened so far: what was asked for before the last one is no longer wanted. */
  let turn = 0;
  // A frame that is not drawn is never told so: hidden until somebody says otherwise.
  let visible = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const token = createEmbedToken<EmbedGrant>({
    obtain: async () => redeem(await host.requestCode(), 'token'),
    // Linked meanwhile, from wherever.
    renewed: (grant) => void (grant.caseId !== shown && open(grant)),
    failed: (error) => {
      // A passing trouble shows in the strip; a right that was taken away ends it.
      if (judgeRefusal(readRefusal(error)) === 'refused') show(error);
    },
  });
  const api = createApiClient({ token, ...fetchOption });

  const show = (error: unknown) => {
    close();
    const refusal = readRefusal(error);
    const { caseMissing, refused, failed } = store.getState();
    const tell = { no_case: caseMissing, refused, failed }[judgeRefusal(refusal)];
    tell(refusal);
    if (PASSING.has(refusal.code)) retryTimer = setTimeout(() => void session.start(), RETRY_MS);
  };

  const close = () => {
    clearTimeout(retryTimer);
    turn += 1;
    part?.end();
    part = null;
  };

  const open = async (grant: EmbedGrant) => {
    close();
    token.take(grant);
    const { caseId, scope } = grant;
    shown = caseId;
    if (caseId !== null) {
      const mine = openCasePart({ api, renew: token.renew, host, caseId, grant, visible: () => visible });
      part = mine;
      store.getState().caseOpened({ case: mine.case, work: mine.work });
      return mine.open();
    }
    if (scope === 'agent') return openList(grant);
    if (scope === 'record') return openLink();
    store.getState().caseMissing(null);
  };

  /* What a case has no use for is loaded by those who need it. */
  const openList = async ({ agent }: EmbedGrant) => {
    const mine = turn;
    const { openOpenCases } = await import('./open-cases.ts');
    if (mine !== turn) return;
    const opened = openOpenCases({
      api,
      renew: token.renew,
      host,
      agent,
      visible: () => visible,
      ...fetchOption,
    });
    part = opened;
    store.getState().myCasesOpened(opened);
  };
  const openLink = async () => {
    const mine = turn;
    const { openLinking } = await import('./linking.ts');
    if (mine !== turn) return;
    const opened = openLinking({ api, host, linked: () => begin(askAgain) });
    part = opened;
    store.getState().linkingOpened(opened);
  };

  const begin = async (grant: () => EmbedGrant | Promise<EmbedGrant>) => {
    try {
      const given = grant();
      await open('then' in given ? await given : given);
    } catch (error) {
      show(error);
    }
  };

  const askAgain = async () => redeem(await host.requestCode(), 'case');
  const greet = async (): Promise<EmbedGrant> => {
    const { code, theme } = await host.getSession();
    options.themed(theme);
    return redeem(code, 'case');
  };

  const session: WidgetSession = {
    async start(first) {
      clearTimeout(retryTimer);
      if (!first || 'then' in first) store.getState().connecting();
      await begin(() => first ?? greet());
    },
    async changeRecord() {
      part?.leave();
      close();
      store.getState().connecting();
      await begin(askAgain);
    },
    setVisible(now) {
      visible = now;
      part?.setVisible(now);
    },
    tryNow() {
      if (part) part.tryNow();
      else void session.start();
    },
    leave: () => part?.leave(),
    end() {
      close();
      token.end();
    },
  };
  return session;
}
