import type { Message } from 'penpal';
import { expect, test } from 'vitest';
import { MAX_MESSAGES_PER_SECOND } from './contract.ts';
import { createDropCounter, type DropReason } from './drop-counter.ts';
import { createWindowMessenger, type IncomingEvent } from './window-messenger.ts';

const NONCE = 'nonce-of-this-frame-0000';
const ORIGIN = 'https://care.example';
const syn = { namespace: 'penpal', channel: NONCE, type: 'SYN', participantId: 'p' };
const call = (methodPath: unknown) => ({
  namespace: 'penpal',
  channel: NONCE,
  type: 'CALL',
  id: '1',
  methodPath,
  args: [],
});

const word = (said: unknown) => ({ channel: NONCE, word: said });

function connectTo(origins = [ORIGIN], waitsForPeer = false, firstWord?: unknown, hearsWords = true) {
  let listener: (event: IncomingEvent) => void = () => undefined;
  let now = 0;
  const peerWindow = {
    sent: [] as { message: unknown; origin: string }[],
    postMessage(message: unknown, origin: string) {
      this.sent.push({ message, origin });
    },
  };
  const dropped = createDropCounter();
  const heard: unknown[] = [];
  const words: unknown[] = [];
  const messenger = createWindowMessenger({
    ownWindow: {
      addEventListener: (_type, added) => {
        listener = added;
      },
      removeEventListener: () => {
        listener = () => undefined;
      },
    },
    peerWindow,
    peerOrigins: origins,
    nonce: NONCE,
    waitsForPeer,
    dropped,
    now: () => now,
    ...(firstWord === undefined ? {} : { firstWord }),
    ...(hearsWords ? { heard: (word) => words.push(word) } : {}),
  });
  messenger.initialize({
    validateReceivedMessage: (data): data is Message =>
      (data as { namespace?: unknown }).namespace === 'penpal',
  });
  messenger.addMessageHandler((message) => heard.push(message));
  return {
    messenger,
    peerWindow,
    heard,
    words,
    dropped,
    receive: (event: Partial<IncomingEvent>) =>
      listener({ source: peerWindow, origin: ORIGIN, data: syn, ...event }),
    wait: (ms: number) => {
      now += ms;
    },
  };
}

test('does not touch the window of a frame before it has loaded, and then says all in its order', () => {
  const sent: unknown[] = [];
  let touched = 0;
  let loaded: () => void = () => undefined;
  const messenger = createWindowMessenger({
    ownWindow: { addEventListener: () => undefined, removeEventListener: () => undefined },
    peerWindow: {
      get postMessage() {
        touched += 1;
        return (message: unknown) => void sent.push(message);
      },
    },
    peerOrigins: [ORIGIN],
    nonce: NONCE,
    waitsForPeer: false,
    whenLoaded: (then) => {
      loaded = then;
    },
    dropped: createDropCounter(),
    now: () => 0,
  });
  messenger.say('first');
  messenger.sendMessage(syn as unknown as Message);
  messenger.say('third');
  expect(touched).toBe(0);
  loaded();
  messenger.say('fourth');
  expect(sent).toEqual([word('first'), syn, word('third'), word('fourth')]);
});

test('hears the peer at its origin, on the nonce', () => {
  const peer = connectTo();
  peer.receive({});
  expect(peer.heard).toEqual([syn]);
});

const circular: Record<string, unknown> = { ...syn };
circular.self = circular;
const hostile: [name: string, event: Partial<IncomingEvent>, reason: DropReason][] = [
  ['another window', { source: {} }, 'source'],
  ['no window', { source: null }, 'source'],
  ['another origin', { origin: 'https://care.example.evil' }, 'origin'],
  ['an opaque origin', { origin: 'null' }, 'origin'],
  ['another nonce', { data: { ...syn, channel: 'nonce-of-another-frame' } }, 'nonce'],
  ['no nonce', { data: { ...syn, channel: undefined } }, 'nonce'],
  ['text', { data: 'SYN' }, 'shape'],
  ['nothing', { data: null }, 'shape'],
  ['another protocol', { data: { ...syn, namespace: 'other' } }, 'shape'],
  ['a call of an inherited method', { data: call(['constructor']) }, 'shape'],
  ['a call of a nested method', { data: call(['receive', 'call']) }, 'shape'],
  ['a call by a path that is no list', { data: call('receive') }, 'shape'],
  ['a long text', { data: { ...syn, extra: 'x'.repeat(40_000) } }, 'size'],
  [
    'many keys',
    { data: { ...syn, ...Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i])) } },
    'size',
  ],
  ['a circle', { data: circular }, 'size'],
  ['a map', { data: { ...syn, extra: new Map([['a', 1]]) } }, 'size'],
  ['a word of another window', { source: {}, data: word('x') }, 'source'],
  ['a word from another origin', { origin: 'https://care.example.evil', data: word('x') }, 'origin'],
  ['a word on another nonce', { data: { ...word('x'), channel: 'nonce-of-another-frame' } }, 'nonce'],
  ['a word without nonce', { data: { word: 'x' } }, 'nonce'],
  ['a long word', { data: word('x'.repeat(40_000)) }, 'size'],
];

test.each(hostile)('drops and counts %s', (_name, event, reason) => {
  const peer = connectTo();
  peer.receive(event);
  expect(peer.heard).toEqual([]);
  expect(peer.words).toEqual([]);
  expect(peer.dropped.counts()[reason]).toBe(1);
});

test('a word beside penpal is heard, and is nothing to penpal', () => {
  const peer = connectTo();
  peer.receive({ data: word({ name: 'x' }) });
  expect(peer.words).toEqual([{ name: 'x' }]);
  expect(peer.heard).toEqual([]);
});

test('a word is dropped where nobody listens for one', () => {
  const peer = connectTo([ORIGIN], false, undefined, false);
  peer.receive({ data: word('x') });
  expect(peer.dropped.counts().shape).toBe(1);
});

test('the first word goes ahead of penpal’s, to exact origins only', () => {
  const peer = connectTo([ORIGIN, 'https://other.example'], false, 'hello');
  peer.messenger.sendMessage(syn as Message);
  expect(peer.peerWindow.sent.slice(0, 2)).toEqual([
    { message: word('hello'), origin: ORIGIN },
    { message: word('hello'), origin: 'https://other.example' },
  ]);
});

test('a host answers a word to whom it came from, and says none before', () => {
  const peer = connectTo([ORIGIN], true);
  peer.messenger.say('too early');
  peer.receive({ data: word('hello') });
  peer.messenger.say('heard');
  expect(peer.peerWindow.sent).toEqual([{ message: word('heard'), origin: ORIGIN }]);
});

test('drops what comes faster than the agreed rate, and hears the peer again a second later', () => {
  const peer = connectTo();
  for (let index = 0; index < MAX_MESSAGES_PER_SECOND + 5; index += 1) peer.receive({});
  expect(peer.heard).toHaveLength(MAX_MESSAGES_PER_SECOND);
  expect(peer.dropped.counts().rate).toBe(5);
  peer.wait(1000);
  peer.receive({});
  expect(peer.heard).toHaveLength(MAX_MESSAGES_PER_SECOND + 1);
});

test('strangers cannot use up the peer’s rate', () => {
  const peer = connectTo();
  for (let index = 0; index < 500; index += 1) peer.receive({ source: {} });
  peer.receive({});
  expect(peer.heard).toHaveLength(1);
});

test('sends to exact origins only, and to one once the peer has spoken', () => {
  const peer = connectTo([ORIGIN, 'https://other.example']);
  peer.messenger.sendMessage(syn as Message);
  expect(peer.peerWindow.sent.map(({ origin }) => origin)).toEqual([ORIGIN, 'https://other.example']);
  peer.receive({});
  peer.messenger.sendMessage(syn as Message);
  expect(peer.peerWindow.sent.slice(2).map(({ origin }) => origin)).toEqual([ORIGIN]);
});

test('no longer hears another allowed origin once one has spoken', () => {
  const peer = connectTo([ORIGIN, 'https://other.example']);
  peer.receive({});
  peer.receive({ origin: 'https://other.example' });
  expect(peer.heard).toHaveLength(1);
  expect(peer.dropped.counts().origin).toBe(1);
});

test('a host keeps silent until its widget speaks', () => {
  const peer = connectTo([ORIGIN], true);
  peer.messenger.sendMessage(syn as Message);
  expect(peer.peerWindow.sent).toEqual([]);
  peer.receive({});
  peer.messenger.sendMessage(syn as Message);
  expect(peer.peerWindow.sent).toHaveLength(1);
});

test('hears nothing after its end', () => {
  const peer = connectTo();
  peer.messenger.destroy();
  peer.receive({});
  expect(peer.heard).toEqual([]);
});
