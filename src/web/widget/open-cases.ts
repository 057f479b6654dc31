import { FIRST_PAGE } from '../case/first-page.ts';
import type { AgentRef } from '../case/store/case-types.ts';
import { type ApiClient, createApiClient } from '../clients/api-client.ts';
import type { HostConnection } from '../clients/bridge.ts';
import { createEmbedToken, type EmbedToken } from '../clients/embed-token.ts';
import { openLiveStream } from '../clients/live-client.ts';
import { openFrameChannel, shareLive } from '../clients/shared-live.ts';
import { type CasePart, frameChannelName, openCasePart } from './case-part.ts';
import { judgeRefusal, readRefusal } from './read-refusal.ts';
import type { EmbedGrant } from './redeem-code.ts';
import { createOpenCasesStore, type OpenCasesStore } from './store/open-cases-store.ts';
import type { Refusal } from './store/widget-store.ts';
import { tellOfWaiting } from './tell-of-waiting.ts';
import type { WidgetPart } from './widget-part.ts';
import './views/open-cases-view.ts';

export interface OpenCasesOptions {
  /** Who may see the list; the right to one case is asked for when it is opened. */
  readonly api: ApiClient;
  readonly renew: () => Promise<boolean>;
  readonly host: Pick<HostConnection, 'openRecord' | 'notify'>;
  readonly agent: AgentRef;
  readonly visible: () => boolean;
  readonly fetch?: typeof fetch;
}

/** What can be done with the list; its store tells how it went. */
export interface OpenCasesWork {
  /** Opens the case where it belongs: its Salesforce record beside this page, or else here. */
  pick(caseId: string): void;
  answerHere(caseId: string): Promise<void>;
  /** Back to the list. */
  leaveCase(): void;
  tryNow(): void;
}

export interface OpenCasesPart extends WidgetPart {
  readonly list: OpenCasesStore;
  readonly work: OpenCasesWork;
}

/** Cases move in bursts, and one look at the list answers them all; also the least time between two looks. */
const GATHER_MS = 400;
const RETRY_MS = 8_000;
/** Cases one has gone back from stay open behind the list: what is on its way from them gets there. */
const KEPT = 3;

interface Opened {
  readonly caseId: string;
  readonly token: EmbedToken<EmbedGrant>;
  part: CasePart | null;
}

/** The agent's own open cases, live, and the one of them that is answered here. */
export function openOpenCases(options: OpenCasesOptions): OpenCasesPart {
  const { api, host, agent, visible } = options;
  const store = createOpenCasesStore();
  const teller = tellOfWaiting(host, store, visible);
  let front: Opened | null = null;
  /** Newest first. */
  let kept: Opened[] = [];
  let looking: ReturnType<typeof setTimeout> | undefined;
  let loading: Promise<void> | null = null;
  let ended = false;

  const lookIn = (ms: number) => {
    if (!ended) looking ??= setTimeout(() => void refresh(), ms);
  };
  const lookSoon = () => lookIn(GATHER_MS);
  const load = async () => {
    try {
      store.getState().casesArrived(await api.call('GET /v1/embed/open-cases', {}));
      store.getState().careHeard();
    } catch (error) {
      store.getState().listFailed(readRefusal(error));
      store.getState().careLost(new Date().toISOString());
      lookIn(RETRY_MS);
    }
  };
  const refresh = (): Promise<void> => {
    clearTimeout(looking);
    looking = undefined;
    // What moves while an answer is on its way may not be in it.
    if (loading) lookSoon();
    loading ??= load().finally(() => {
      loading = null;
    });
    return loading;
  };

  const live = shareLive({
    channel: openFrameChannel(frameChannelName(agent.id)),
    caseId: null,
    lastSeq: () => 0,
    catchUp: async () => lookSoon(),
    caseEvent: lookSoon,
    openStream: (handlers) => openLiveStream({ api, handlers, watch: () => null, renew: options.renew }),
    state: (state) => {
      if (state === 'lost') store.getState().careLost(new Date().toISOString());
      // No later notice tells what was missed before.
      if (state === 'live') lookSoon();
    },
  });

  const drop = ({ part, token }: Opened) => {
    part?.end();
    // What stands in the box is saved with the right to this case, so that goes last.
    setTimeout(token.end);
  };
  const keep = (opened: Opened) => {
    opened.part?.setVisible(false);
    const all = [opened, ...kept];
    const mayGo = ({ part }: Opened) => part?.case.getState().unsent.length === 0;
    kept = all.filter((one, index) => index < KEPT || !mayGo(one));
    for (const one of all) if (!kept.includes(one)) drop(one);
  };
  const leaveCase = () => {
    if (!front) return;
    if (front.part) keep(front);
    else drop(front);
    front = null;
    store.getState().frontTaken(null);
    live.setVisible(visible());
  };
  const refuse = (opened: Opened, error: unknown) => {
    kept = kept.filter((one) => one !== opened);
    drop(opened);
    if (front !== opened) return;
    front = null;
    store.getState().frontTaken(null);
    store.getState().troubled({ refusal: explain(readRefusal(error)), caseId: opened.caseId });
    live.setVisible(visible());
    lookSoon();
  };

  const show = ({ caseId, part }: Opened) => {
    if (!part) return;
    store.getState().frontTaken({ status: 'open', caseId, case: part.case, work: part.work });
    // The list behind it hears what moved by the case's own stream.
    live.setVisible(false);
  };
  const ask = (caseId: string, entries: number) =>
    api.call('POST /v1/embed/scope', { body: { caseId, entries } });

  const answerHere = async (caseId: string) => {
    leaveCase();
    const known = kept.find((one) => one.caseId === caseId);
    if (known) {
      kept = kept.filter((one) => one !== known);
      front = known;
      show(known);
      known.part?.setVisible(visible());
      known.part?.tryNow();
      return;
    }
    const token = createEmbedToken<EmbedGrant>({
      obtain: () => ask(caseId, 0),
      failed: (error) => {
        if (mayGoOn(readRefusal(error))) return;
        refuse(mine, error);
      },
    });
    const mine: Opened = { caseId, token, part: null };
    front = mine;
    store.getState().frontTaken({ status: 'opening', caseId });
    try {
      const grant = await ask(caseId, FIRST_PAGE);
      if (front !== mine) return;
      token.take(grant);
      mine.part = openCasePart({
        api: createApiClient({ token, ...(options.fetch ? { fetch: options.fetch } : {}) }),
        renew: token.renew,
        // Who waits is told of for the whole list.
        host: { notify: (name, notice) => name !== 'attention' && host.notify(name, notice) },
        caseId,
        grant,
        visible: () => front === mine && visible(),
      });
      show(mine);
      await mine.part.open();
    } catch (error) {
      refuse(mine, error);
    }
  };

  const openRecord = async (caseId: string, recordId: string) => {
    try {
      await host.openRecord(recordId);
      store.getState().troubled(null);
    } catch (error) {
      store.getState().troubled({ refusal: readRefusal(error), caseId });
    }
  };

  const tryNow = () => {
    live.retryNow();
    front?.part?.tryNow();
    store.getState().listAsked();
    void refresh();
  };

  void refresh().then(() => {
    if (!front) live.setVisible(visible());
  });

  return {
    list: store,
    work: {
      pick(caseId) {
        const record = store.getState().cases.find((one) => one.caseId === caseId)?.record;
        if (record) void openRecord(caseId, record.recordId);
        else void answerHere(caseId);
      },
      answerHere,
      leaveCase,
      tryNow,
    },
    setVisible(now) {
      if (now) teller.seen();
      front?.part?.setVisible(now);
      live.setVisible(now && !front);
    },
    tryNow,
    leave() {
      for (const one of [front, ...kept]) one?.part?.leave();
      live.end();
    },
    end() {
      ended = true;
      clearTimeout(looking);
      live.end();
      teller.end();
      for (const one of [front, ...kept]) if (one) drop(one);
      front = null;
      kept = [];
    },
  };
}

/** A passing trouble shows in the strip of the case; a right that was taken away ends it. */
const mayGoOn = (refusal: Refusal) => refusal.code !== 'NOT_FOUND' && judgeRefusal(refusal) !== 'refused';

const explain = (refusal: Refusal): Refusal =>
  refusal.code === 'NOT_FOUND'
    ? {
        code: refusal.code,
        fact: 'This case is no longer among your open cases.',
        remedy: 'It was closed or assigned to somebody else.',
      }
    : refusal;
