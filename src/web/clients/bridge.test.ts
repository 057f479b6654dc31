import { connect } from 'penpal';
import { expect, test, vi } from 'vitest';
import { BridgeError } from '../../bridge/bridge-error.ts';
import type { HostNoticeHandlers, Session } from '../../bridge/contract.ts';
import { HEARD, widgetNoticeShapes } from '../../bridge/contract.ts';
import { createDropCounter } from '../../bridge/drop-counter.ts';
import { createReceive } from '../../bridge/receive.ts';
import {
  createWindowMessenger,
  type IncomingEvent,
  type OwnWindow,
  type PeerWindow,
} from '../../bridge/window-messenger.ts';
import { connectHost } from './bridge.ts';

const NONCE = 'nonce-of-this-frame-0000';
const HOST = 'https://org.lightning.example';
const CARE = 'https://care.example';

type TestWindow = OwnWindow & PeerWindow & { deliver(event: IncomingEvent): void };

/** Two windows that hand messages to each other as a browser would: later, as copies, and only to their origin. */
function windowPair(): { host: TestWindow; widget: TestWindow } {
  const make = (origin: string, other: () => { window: TestWindow; origin: string }): TestWindow => {
    const listeners = new Set<(event: IncomingEvent) => void>();
    const own: TestWindow = {
      addEventListener: (_type, listener) => void listeners.add(listener),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
      postMessage(message, targetOrigin) {
        if (targetOrigin !== origin) return;
        const data: unknown = structuredClone(message);
        const sender = other();
        queueMicrotask(() => own.deliver({ data, origin: sender.origin, source: sender.window }));
      },
      deliver: (event) => {
        for (const listener of [...listeners]) listener(event);
      },
    };
    return own;
  };
  const host: TestWindow = make(HOST, () => ({ window: widget, origin: CARE }));
  const widget: TestWindow = make(CARE, () => ({ window: host, origin: HOST }));
  return { host, widget };
}

const session: Session = {
  protocol: { oldest: 1, newest: 1 },
  code: 'a-one-time-code-of-some-length',
  recordId: '500000000000001AAA',
  theme: { mode: 'light', density: 'comfy', hooks: {} },
  visible: true,
};

function later<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((take) => {
    resolve = take;
  });
  return { promise, resolve: (value: Value) => resolve(value) };
}

function connectBoth({
  nonce = NONCE,
  parentOrigins = [HOST],
  timeoutMs = 1000,
  knowsWords = false,
  getSession = (): Session => session,
} = {}) {
  const windows = windowPair();
  const notices: unknown[] = [];
  const dropped = createDropCounter();
  const receive = createReceive({
    calls: { getSession, requestCode: () => ({ code: session.code }) },
    notices: { attention: (notice: unknown) => notices.push(notice) },
    noticeShapes: widgetNoticeShapes,
    dropped,
  });
  const hostMessenger = createWindowMessenger({
    ownWindow: windows.host,
    peerWindow: windows.widget,
    peerOrigins: [CARE],
    nonce: NONCE,
    waitsForPeer: true,
    dropped,
    now: () => 0,
    ...(knowsWords && {
      heard(call: unknown) {
        hostMessenger.say(HEARD);
        void receive(call).then((reply) => hostMessenger.say(reply));
      },
    }),
  });
  const hostConnection = connect<{ receive(message: unknown): Promise<unknown> }>({
    messenger: hostMessenger,
    methods: { receive },
    channel: NONCE,
  });
  const told: unknown[] = [];
  const tell = (notice: unknown) => void told.push(notice);
  const handlers: HostNoticeHandlers = {
    themeChanged: tell,
    visibilityChanged: tell,
    focusIn: tell,
    recordContextChanged: tell,
  };
  const widget = connectHost({
    parentOrigins,
    nonce,
    handlers,
    timeoutMs,
    ownWindow: windows.widget,
    parentWindow: windows.host,
  });
  return { widget, hostConnection, windows, notices, told, dropped };
}

test('connects to the page and gets its session', async () => {
  const { widget } = connectBoth();
  await widget.ready;
  expect(await widget.getSession()).toEqual(session);
  expect(await widget.requestCode()).toBe(session.code);
});

test.each([
  ['a page that hears the first word', true],
  ['a page of before', false],
])('asks %s once, and again only when it has to', async (_name, knowsWords) => {
  let asked = 0;
  const getSession = () => {
    asked += 1;
    return { ...session, recordId: asked === 1 ? null : session.recordId };
  };
  const { widget } = connectBoth({ knowsWords, getSession });
  expect((await widget.getSession()).recordId).toBe(null);
  await widget.ready;
  expect(asked).toBe(1);
  expect((await widget.getSession()).recordId).toBe(session.recordId);
});

test('waits for a session that takes the page longer than the handshake', async () => {
  const { promise, resolve } = later<Session>();
  let asked = 0;
  const getSession = (): never => {
    asked += 1;
    return promise as never;
  };
  const { widget } = connectBoth({ knowsWords: true, getSession });
  const got = widget.getSession();
  await widget.ready;
  resolve(session);
  expect(await got).toEqual(session);
  expect(asked).toBe(1);
});

test('a session the page refuses with its first word rejects with its code', async () => {
  const getSession = (): never => {
    throw new BridgeError('EMBED_RECORD_FORBIDDEN', 'Not yours.');
  };
  const { widget } = connectBoth({ knowsWords: true, getSession });
  await expect(widget.getSession()).rejects.toMatchObject({ code: 'EMBED_RECORD_FORBIDDEN' });
});

test('calls the page refuses reject with its code', async () => {
  const { widget } = connectBoth();
  await expect(widget.openRecord('500000000000001AAA')).rejects.toMatchObject({
    code: 'BRIDGE_UNKNOWN_CALL',
  });
});

test('notices arrive on both sides', async () => {
  const { widget, hostConnection, notices, told } = connectBoth();
  await widget.ready;
  widget.notify('attention', { unread: 2, label: '2 new' });
  const host = await hostConnection.promise;
  await host.receive({ protocol: 1, kind: 'notice', name: 'visibilityChanged', input: { visible: false } });
  await vi.waitFor(() => expect(notices).toEqual([{ unread: 2, label: '2 new' }]));
  expect(told).toEqual([{ visible: false }]);
});

test('a page may not give the widget a look it could be harmed by', async () => {
  const { widget, hostConnection, told } = connectBoth();
  const host = await hostConnection.promise;
  const hooks = { '--slds-g-font-family': 'x; background: url(//evil.example)' };
  await host.receive({
    protocol: 1,
    kind: 'notice',
    name: 'themeChanged',
    input: { mode: 'dark', density: 'comfy', hooks },
  });
  expect(told).toEqual([]);
  expect(widget.dropped().input).toBe(1);
});

const strangers: [name: string, options: Parameters<typeof connectBoth>[0]][] = [
  ['another nonce', { nonce: 'nonce-of-another-frame-00' }],
  ['another origin', { parentOrigins: ['https://evil.example'] }],
];

test.each(strangers)('never connects with %s', async (_name, options) => {
  const { widget } = connectBoth({ ...options, timeoutMs: 50 });
  await expect(widget.ready).rejects.toMatchObject({ code: 'BRIDGE_CONNECT_TIMEOUT' });
});

test('the nonce never goes to an origin that was not allowed', () => {
  const sent: string[] = [];
  const silent: OwnWindow = { addEventListener: () => undefined, removeEventListener: () => undefined };
  const widget = connectHost({
    parentOrigins: [HOST, 'https://org.my.example'],
    nonce: NONCE,
    handlers: {} as HostNoticeHandlers,
    ownWindow: silent,
    parentWindow: { postMessage: (_message, origin) => void sent.push(origin) },
  });
  expect([...new Set(sent)]).toEqual([HOST, 'https://org.my.example']);
  widget.end();
});
