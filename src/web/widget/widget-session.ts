import { type CaseWork, openCase } from '../case/case-work.ts';
import { type CaseStore, createCaseStore } from '../case/store/case-store.ts';
import { createApiClient } from '../clients/api-client.ts';
import type { HostConnection } from '../clients/bridge.ts';
import { createEmbedToken } from '../clients/embed-token.ts';
import { openLiveStream } from '../clients/live-client.ts';
import { openFrameChannel, type SharedLive, shareLive } from '../clients/shared-live.ts';
import { judgeRefusal, readRefusal } from './read-refusal.ts';
import type { EmbedGrant, RedeemCode } from './redeem-code.ts';
import type { WidgetStore } from './store/widget-store.ts';
import { type HostTeller, tellHost } from './tell-host.ts';

export interface WidgetSessionOptions {
  readonly host: Pick<HostConnection, 'getSession' | 'requestCode' | 'notify'>;
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
  let opened: { case: CaseStore; work: CaseWork; live: SharedLive; teller: HostTeller } | null = null;
  // A frame that is not drawn is never told so: hidden until somebody says otherwise.
  let visible = false;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;

  const token = createEmbedToken<EmbedGrant>({
    obtain: async () => redeem(await host.requestCode(), 'token'),
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
    opened?.live.end();
    opened?.teller.end();
    opened?.work.end();
    opened = null;
  };

  const open = async (grant: EmbedGrant) => {
    close();
    token.take(grant);
    if (grant.caseId === null) return store.getState().caseMissing(null);
    const { caseId } = grant;
    const caseStore = createCaseStore(grant.agent);
    const work = openCase({ api, store: caseStore, caseId, opened: grant.opened });
    const live = shareLive({
      channel: openFrameChannel(`care-live ${location.pathname} ${grant.agent.id}`),
      caseId,
      lastSeq: () => caseStore.getState().lastSeq,
      catchUp: work.catchUp,
      caseEvent: work.receive,
      openStream: (handlers) =>
        openLiveStream({
          api,
          handlers,
          watch: () => ({ caseId, after: caseStore.getState().lastSeq }),
          renew: () => token.renew(),
        }),
      state: (state) => {
        if (state === 'lost') caseStore.getState().careLost(new Date().toISOString());
        if (state !== 'live') return;
        caseStore.getState().careHeard();
        work.replies.sendWaiting();
      },
    });
    opened = { case: caseStore, work, live, teller: tellHost(host, caseStore, () => visible) };
    const mine = opened;
    store.getState().caseOpened({ case: caseStore, work });
    await work.open();
    if (opened === mine && caseStore.getState().load.status === 'ready') live.setVisible(visible);
  };

  const begin = async (grant: () => EmbedGrant | Promise<EmbedGrant>) => {
    try {
      const given = grant();
      await open('then' in given ? await given : given);
    } catch (error) {
      show(error);
    }
  };

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
      opened?.work.drafts.flush();
      close();
      store.getState().connecting();
      await begin(async () => redeem(await host.requestCode(), 'case'));
    },
    setVisible(now) {
      visible = now;
      if (now) opened?.teller.seen();
      else opened?.work.drafts.flush(true);
      if (opened?.case.getState().load.status === 'ready') opened.live.setVisible(now);
    },
    tryNow() {
      if (!opened) return void session.start();
      const { case: caseStore, work, live } = opened;
      live.retryNow();
      work.replies.sendWaiting();
      if (caseStore.getState().load.status === 'failed') {
        void work.open().then(() => live.setVisible(visible));
      } else void work.catchUp();
    },
    leave() {
      opened?.work.drafts.flush(true);
      opened?.live.end();
    },
    end() {
      close();
      token.end();
    },
  };
  return session;
}
