import { connect } from 'penpal';
import { BridgeError } from '../bridge/bridge-error.ts';
import { notifyPeer, type Send } from '../bridge/call-peer.ts';
import {
  type Direction,
  HEARD,
  type HostCalls,
  type HostNotice,
  type HostNoticeName,
  OLDEST_PROTOCOL,
  PROTOCOL_VERSION,
  type WidgetNoticeHandlers,
  widgetNoticeShapes,
} from '../bridge/contract.ts';
import { createDropCounter, type DropReason } from '../bridge/drop-counter.ts';
import { createReceive } from '../bridge/receive.ts';
import { createWindowMessenger, RECEIVE } from '../bridge/window-messenger.ts';
import { readTheme } from './read-theme.ts';
import { watchTheme } from './watch-theme.ts';
import { watchVisibility } from './watch-visibility.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

/** What the page does for its widget. */
export interface HostHandlers extends WidgetNoticeHandlers {
  openRecord(recordId: string): void | Promise<void>;
  /**
   * Asks the service for another one-time code for this nonce and record. Rejects with an object that has `code`,
   * `detail` and `remedy`, which the widget then shows.
   */
  renewCode(): Promise<string>;
}

export interface ConnectWidgetOptions {
  readonly frame: HTMLIFrameElement;
  /** Any hidden element of the page, to read its look by. */
  readonly probe: HTMLElement;
  /** Origin of the framed address. */
  readonly origin: string;
  readonly nonce: string;
  /**
   * The first code, not yet used. A promise of it where the frame's address is known before: the widget comes up
   * meanwhile. Rejects as `renewCode` does.
   */
  readonly code: string | Promise<string>;
  readonly recordId: string | null;
  readonly handlers: HostHandlers;
  /** How long the widget may take to answer the first time. */
  readonly timeoutMs?: number;
}

export interface WidgetConnection {
  /** Resolves when the widget has answered; rejects with BridgeError `BRIDGE_CONNECT_TIMEOUT`. */
  readonly ready: Promise<void>;
  /** Resolves at the widget's first word: from then on there is something to see. */
  readonly heard: Promise<void>;
  /** The page shows another record in the same frame. */
  showRecord(recordId: string | null, code: string | Promise<string>): void;
  /** Gives the keyboard to the widget. */
  focusIn(direction: Direction): void;
  /** What was dropped so far, by reason. */
  dropped(): Readonly<Record<DropReason, number>>;
  /** Ends the connection; the frame may then be removed. */
  end(): void;
}

/**
 * Connects the page with the widget in a frame it has just put up.
 *
 *  1. Both sides announce themselves on the nonce, to exact origins only.
 *  2. The widget asks for its session, with its first word, and gets the one-time code; a reloaded widget gets a new one.
 *  3. Until `end`, the page's look, the frame's visibility and the keyboard are told as they change.
 */
export function connectWidget(options: ConnectWidgetOptions): WidgetConnection {
  const { frame, probe, origin, nonce, handlers } = options;
  const peerWindow = frame.contentWindow;
  if (!peerWindow) throw new BridgeError('BRIDGE_CLOSED', 'The frame is not part of the page.');
  const dropped = createDropCounter();
  let recordId = options.recordId;
  let unusedCode: string | Promise<string> | null = options.code;
  // Whoever asks for it hears of its failure; nobody may.
  Promise.resolve(unusedCode).catch(() => undefined);
  let isVisible = false;
  let hear: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    hear = resolve;
  });

  const takeCode = async (): Promise<string> => {
    const code = unusedCode;
    unusedCode = null;
    return obtain(() => code ?? handlers.renewCode());
  };
  const calls: HostCalls = {
    getSession: async () => ({
      protocol: { oldest: OLDEST_PROTOCOL, newest: PROTOCOL_VERSION },
      code: await takeCode(),
      recordId,
      theme: readTheme(probe),
      visible: isVisible,
    }),
    requestCode: async () => ({ code: await takeCode() }),
    openRecord: async (input) => {
      await handlers.openRecord(input.recordId);
      return {};
    },
  };
  const receive = createReceive({ calls, notices: handlers, noticeShapes: widgetNoticeShapes, dropped });
  const messenger = createWindowMessenger({
    ownWindow: window,
    peerWindow,
    peerOrigins: [origin],
    nonce,
    waitsForPeer: true,
    whenLoaded: (loaded) => frame.addEventListener('load', loaded, { once: true }),
    dropped,
    now: () => performance.now(),
    heard(call) {
      hear();
      messenger.say(HEARD);
      void receive(call).then((reply) => messenger.say(reply));
    },
  });
  const connection = connect<{ receive(message: unknown): unknown }>({
    messenger,
    // No prototype: a name such as "constructor" leads nowhere.
    methods: Object.assign(Object.create(null), { [RECEIVE]: receive }),
    channel: nonce,
    timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  });

  const send: Send = async (message) => (await connection.promise).receive(message);
  const notify = <Name extends HostNoticeName>(name: Name, notice: HostNotice<Name>) =>
    notifyPeer(send, name, notice);
  const stopTheme = watchTheme(probe, (theme) => notify('themeChanged', theme));
  const stopVisibility = watchVisibility(frame, (visible) => {
    isVisible = visible;
    notify('visibilityChanged', { visible });
  });

  return {
    heard,
    ready: connection.promise.then(
      () => undefined,
      () => {
        throw new BridgeError('BRIDGE_CONNECT_TIMEOUT', `The page at ${origin} did not answer.`);
      },
    ),
    showRecord(nextId, code) {
      recordId = nextId;
      unusedCode = code;
      notify('recordContextChanged', { recordId });
    },
    focusIn(direction) {
      frame.focus();
      notify('focusIn', { direction });
    },
    dropped: () => dropped.counts(),
    end() {
      stopTheme();
      stopVisibility();
      connection.destroy();
    },
  };
}

async function obtain(code: () => string | Promise<string>): Promise<string> {
  try {
    return await code();
  } catch (error) {
    const problem = error as { code?: unknown; detail?: unknown; remedy?: unknown } | null;
    throw new BridgeError(
      typeof problem?.code === 'string' ? problem.code : 'BRIDGE_PEER_FAILED',
      typeof problem?.detail === 'string' ? problem.detail : 'Salesforce could not get a new code from Care.',
      typeof problem?.remedy === 'string' ? problem.remedy : undefined,
    );
  }
}
