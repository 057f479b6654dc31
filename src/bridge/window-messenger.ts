import type { Message, Messenger } from 'penpal';
import { MAX_MESSAGE_BYTES, MAX_MESSAGES_PER_SECOND } from './contract.ts';
import type { DropCounter, DropReason } from './drop-counter.ts';
import { isWithinSize } from './message-size.ts';
import { createRateLimit } from './rate-limit.ts';

/** The one method the peer may reach. Everything else goes through its single argument. */
export const RECEIVE = 'receive';

/** The part of a message event we look at. */
export interface IncomingEvent {
  readonly data: unknown;
  readonly origin: string;
  readonly source: unknown;
}

/** The part of our own window we use. */
export interface OwnWindow {
  addEventListener(type: 'message', listener: (event: IncomingEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: IncomingEvent) => void): void;
}

/** The part of the peer's window we use. */
export interface PeerWindow {
  postMessage(message: unknown, targetOrigin: string): void;
}

export interface WindowMessengerOptions {
  readonly ownWindow: OwnWindow;
  readonly peerWindow: PeerWindow;
  /** Exact origins the peer may have. A host names one; a widget names those the service rendered into its page. */
  readonly peerOrigins: readonly string[];
  readonly nonce: string;
  /** Keeps silent until the peer has spoken: a host cannot know when its widget is there to listen. */
  readonly waitsForPeer: boolean;
  readonly dropped: DropCounter;
  /** Milliseconds, any epoch. */
  readonly now: () => number;
  /**
   * Calls when the peer's frame has loaded; given by a host. Under Lightning Web Security `postMessage` of a frame of
   * another site clones nothing until then, and who as much as reads it before has it like that for ever.
   */
  readonly whenLoaded?: (loaded: () => void) => void;
  /** Said before penpal says anything. */
  readonly firstWord?: unknown;
  /** Hears what the peer says beside penpal; without it such words are dropped. */
  readonly heard?: (word: unknown) => void;
}

/** Penpal's messenger, and a word beside it: what cannot wait for penpal's handshake. */
export interface WindowMessenger extends Messenger {
  say(word: unknown): void;
}

/**
 * Carries penpal's messages between two windows that do not trust each other.
 *
 * Requirements:
 *  1. Only the peer's window, at one of its exact origins, on our nonce, is heard.
 *  2. Nothing is ever sent to `*`: penpal's own messenger opens with that, and the nonce would go to whoever frames us.
 *  3. Size and rate are judged before anything reads the message.
 *  4. Once the peer has spoken, its origin is settled; another allowed origin is no longer heard.
 *  5. What is said beside penpal passes the same checks both ways.
 *  6. What is said to a frame before it has loaded arrives then, in its order.
 *
 * All of it goes through `postMessage` on the window, so that each message carries its origin and source.
 */
export function createWindowMessenger(options: WindowMessengerOptions): WindowMessenger {
  const { ownWindow, peerWindow, peerOrigins, nonce, dropped } = options;
  const mayPass = createRateLimit(MAX_MESSAGES_PER_SECOND, options.now);
  const handlers = new Set<(message: Message) => void>();
  let isAwaited = options.waitsForPeer;
  let settledOrigin = peerOrigins.length === 1 ? peerOrigins[0] : undefined;
  let isMessage: (data: unknown) => boolean = () => false;

  function reasonToDrop({ source, origin, data }: IncomingEvent): DropReason | null {
    if (source !== peerWindow) return 'source';
    if (settledOrigin ? origin !== settledOrigin : !peerOrigins.includes(origin)) return 'origin';
    if (!mayPass()) return 'rate';
    if (!isWithinSize(data, MAX_MESSAGE_BYTES)) return 'size';
    if (typeof data !== 'object' || data === null) return 'shape';
    if ((data as { channel?: unknown }).channel !== nonce) return 'nonce';
    if (isWord(data)) return options.heard ? null : 'shape';
    return isMessage(data) && namesReceive(data) ? null : 'shape';
  }

  function receive(event: IncomingEvent): void {
    const reason = reasonToDrop(event);
    if (reason) {
      dropped.drop(reason);
      return;
    }
    settledOrigin = event.origin;
    isAwaited = false;
    if (isWord(event.data)) options.heard?.(event.data.word);
    else for (const handler of [...handlers]) handler(event.data as Message);
  }

  const held: (() => void)[] = [];
  let isLoaded = options.whenLoaded === undefined;
  options.whenLoaded?.(() => {
    isLoaded = true;
    for (const post of held.splice(0)) post();
  });

  function send(message: unknown): void {
    // The peer's first message makes penpal say this again.
    if (isAwaited) return;
    for (const origin of settledOrigin ? [settledOrigin] : peerOrigins) {
      const post = () => peerWindow.postMessage(message, origin);
      if (isLoaded) post();
      else held.push(post);
    }
  }

  const say = (word: unknown) => send({ channel: nonce, word });

  return {
    initialize({ validateReceivedMessage }) {
      isMessage = validateReceivedMessage;
      ownWindow.addEventListener('message', receive);
      if (options.firstWord !== undefined) say(options.firstWord);
    },
    sendMessage: send,
    say,
    addMessageHandler: (handler) => void handlers.add(handler),
    removeMessageHandler: (handler) => void handlers.delete(handler),
    destroy() {
      ownWindow.removeEventListener('message', receive);
      handlers.clear();
    },
  };
}

const isWord = (data: unknown): data is { word: unknown } => Object.hasOwn(data as object, 'word');

function namesReceive(data: { type?: unknown; methodPath?: unknown }): boolean {
  if (data.type !== 'CALL') return true;
  return Array.isArray(data.methodPath) && data.methodPath.length === 1 && data.methodPath[0] === RECEIVE;
}
