import { type CaseWork, openCase } from '../case/case-work.ts';
import { type CaseStore, createCaseStore } from '../case/store/case-store.ts';
import type { ApiClient } from '../clients/api-client.ts';
import type { HostConnection } from '../clients/bridge.ts';
import { openLiveStream } from '../clients/live-client.ts';
import { openFrameChannel, shareLive } from '../clients/shared-live.ts';
import type { EmbedGrant } from './redeem-code.ts';
import { tellHost } from './tell-host.ts';
import type { WidgetPart } from './widget-part.ts';

export interface CasePartOptions {
  readonly api: ApiClient;
  readonly renew: () => Promise<boolean>;
  readonly host: Pick<HostConnection, 'notify'>;
  readonly caseId: string;
  readonly grant: Pick<EmbedGrant, 'agent' | 'opened'>;
  readonly visible: () => boolean;
}

export interface CasePart extends WidgetPart {
  readonly case: CaseStore;
  readonly work: CaseWork;
  /** Loads the case and goes live with it. */
  open(): Promise<void>;
}

/** One case at work in the widget: live as long as it is looked at, and told of to the page around. */
export function openCasePart({ api, renew, host, caseId, grant, visible }: CasePartOptions): CasePart {
  const store = createCaseStore(grant.agent);
  const work = openCase({ api, store, caseId, opened: grant.opened });
  const teller = tellHost(host, store, visible);
  const live = shareLive({
    channel: openFrameChannel(frameChannelName(grant.agent.id)),
    caseId,
    lastSeq: () => store.getState().lastSeq,
    catchUp: work.catchUp,
    caseEvent: work.receive,
    openStream: (handlers) =>
      openLiveStream({
        api,
        handlers,
        watch: () => ({ caseId, after: store.getState().lastSeq }),
        renew,
      }),
    state: (state) => {
      if (state === 'lost') store.getState().careLost(new Date().toISOString());
      if (state !== 'live') return;
      store.getState().careHeard();
      work.replies.sendWaiting();
    },
  });
  const isReady = () => store.getState().load.status === 'ready';
  const open = async () => {
    await work.open();
    if (isReady()) live.setVisible(visible());
  };
  return {
    case: store,
    work,
    open,
    setVisible(now) {
      if (now) teller.seen();
      else work.drafts.flush(true);
      if (isReady()) live.setVisible(now);
    },
    tryNow() {
      live.retryNow();
      work.replies.sendWaiting();
      if (store.getState().load.status === 'failed') void open();
      else void work.catchUp();
    },
    leave() {
      work.drafts.flush(true);
      live.end();
    },
    end() {
      live.end();
      teller.end();
      work.end();
    },
  };
}

/** The frames of one agent under one page tell each other what moved. */
export const frameChannelName = (agentId: string): string => `care-live ${location.pathname} ${agentId}`;
