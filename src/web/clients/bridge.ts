import { connect } from 'penpal';
import { BridgeError } from '../../bridge/bridge-error.ts';
import { callHost, notifyPeer, type Send } from '../../bridge/call-peer.ts';
import {
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
  const connection = connect<{ receive(message: unknown): unknown }>({
    messenger: createWindowMessenger({
      ownWindow: options.ownWindow ?? window,
      peerWindow: options.parentWindow ?? window.parent,
      peerOrigins: options.parentOrigins,
      nonce: options.nonce,
      waitsForPeer: false,
      dropped,
      now: () => performance.now(),
    }),
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
  const send: Send = async (message) => {
    const host = await connected;
    return withDeadline(Promise.resolve(host.receive(message)), CALL_TIMEOUT_MS);
  };
  return {
    ready: connected.then(() => undefined),
    getSession: () => callHost(send, 'getSession', {}),
    requestCode: async () => (await callHost(send, 'requestCode', {})).code,
    openRecord: async (recordId) => void (await callHost(send, 'openRecord', { recordId })),
    notify: (name, notice) => notifyPeer(send, name, notice),
    dropped: () => dropped.counts(),
    end: () => connection.destroy(),
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
