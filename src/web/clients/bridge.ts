import { connect } from 'penpal';
import { BridgeError } from '../../bridge/bridge-error.ts';
import { callHost, callMessage, notifyPeer, type Send } from '../../bridge/call-peer.ts';
import {
  HEARD,
  type HostNoticeHandlers,
  hostNoticeShapes,
  type Session,
  type WidgetNotice,
  type WidgetNoticeName,
} from '../../bridge/contract.ts';
import { createDropCounter, type DropReason } from '../../bridge/drop-counter.ts';
import { createReceive } from '../../bridge/receive.ts';
import {
  createWindowMessenger,
  type OwnWindow,
  type PeerWindow,
  RECEIVE,
} from '../../bridge/window-messenger.ts';

const CALL_TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 15_000;

export interface ConnectHostOptions {
  /** Exact origins the service rendered into the widget's page. */
  readonly parentOrigins: readonly string[];
  /** From the frame's fragment. */
  readonly nonce: string;
  readonly handlers: HostNoticeHandlers;
  readonly timeoutMs?: number;
  /** Where the messages go through; the real windows unless a test says otherwise. */
  readonly ownWindow?: OwnWindow;
  readonly parentWindow?: PeerWindow;
}

/** The widget's side of the bridge. Calls reject with BridgeError. */
export interface HostConnection {
  /** Resolves when the host has answered; rejects with `BRIDGE_CONNECT_TIMEOUT`. */
  readonly ready: Promise<void>;
  /** Asked with the first word, before penpal's handshake, so that it costs no more than the way there and back. */
  getSession(): Promise<Session>;
  requestCode(): Promise<string>;
  openRecord(recordId: string): Promise<void>;
  notify<Name extends WidgetNoticeName>(name: Name, notice: WidgetNotice<Name>): void;
  dropped(): Readonly<Record<DropReason, number>>;
  end(): void;
}

/** Connects the widget with the page that frames it. */
export function connectHost(options: ConnectHostOptions): HostConnection {
  const dropped = createDropCounter();
  const receive = createReceive({
    notices: options.handlers,
    noticeShapes: hostNoticeShapes,
    dropped,
  });
  const early = earlyReply();
  const messenger = createWindowMessenger({
    ownWindow: options.ownWindow ?? window,
    peerWindow: options.parentWindow ?? window.parent,
    peerOrigins: options.parentOrigins,
    nonce: options.nonce,
    waitsForPeer: false,
    dropped,
    now: () => performance.now(),
    firstWord: callMessage('getSession', {}),
    heard: early.hear,
  });
  const connection = connect<{ receive(message: unknown): unknown }>({
    messenger,
    methods: Object.assign(Object.create(null), { [RECEIVE]: receive }),
    channel: options.nonce,
    timeout: options.timeoutMs ?? CONNECT_TIMEOUT_MS,
  });
  const connected = connection.promise.catch(() => {
    throw new BridgeError(
      'BRIDGE_CONNECT_TIMEOUT',
      'The Salesforce page did not answer.',
      'Reload the page.',
    );
  });
  const ready = connected.then(() => undefined);
  // Whoever asks hears of it; nobody may.
  ready.catch(() => undefined);
  const send: Send = async (message) => {
    const host = await connected;
    return withDeadline(Promise.resolve(host.receive(message)), CALL_TIMEOUT_MS);
  };
  let isFirst = true;
  /** Words keep their order: by the time we are connected, a host that knows the first one has said so. */
  const takeEarly: Send = async (message) => {
    isFirst = false;
    await Promise.race([early.reply, connected]);
    return early.isHeard() ? withDeadline(early.reply, CALL_TIMEOUT_MS) : send(message);
  };
  return {
    ready,
    getSession: () => callHost(isFirst ? takeEarly : send, 'getSession', {}),
    requestCode: async () => (await callHost(send, 'requestCode', {})).code,
    openRecord: async (recordId) => void (await callHost(send, 'openRecord', { recordId })),
    notify: (name, notice) => notifyPeer(send, name, notice),
    dropped: () => dropped.counts(),
    end: () => connection.destroy(),
  };
}

/** What the host answers to our first word. */
function earlyReply() {
  let isHeard = false;
  let take: (reply: unknown) => void;
  return {
    reply: new Promise<unknown>((resolve) => {
      take = resolve;
    }),
    isHeard: () => isHeard,
    hear(word: unknown): void {
      if (isHeard) take(word);
      isHeard ||= word === HEARD;
    },
  };
}

function withDeadline<Value>(promise: Promise<Value>, ms: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new BridgeError('BRIDGE_CALL_TIMEOUT', 'The Salesforce page took too long to answer.')),
      ms,
    );
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
