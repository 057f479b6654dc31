import { expect, test } from 'vitest';
import { BridgeError } from './bridge-error.ts';
import { PROTOCOL_VERSION, widgetNoticeShapes } from './contract.ts';
import { createDropCounter, type DropReason } from './drop-counter.ts';
import { createReceive } from './receive.ts';

const RECORD = '500000000000001AAA';

function host() {
  const dropped = createDropCounter();
  const seen: { name: string; input: object }[] = [];
  const see = (name: string) => (input: object) => {
    seen.push({ name, input });
    return {};
  };
  const receive = createReceive({
    calls: {
      openRecord: see('openRecord'),
      requestCode: () => {
        throw new BridgeError(
          'EMBED_AGENT_INACTIVE',
          'The linked Care agent is not active.',
          'Ask a Care admin.',
        );
      },
      getSession: () => {
        throw new Error('a detail nobody outside may read');
      },
    },
    notices: { recordChanged: see('recordChanged'), attention: see('attention'), height: see('height') },
    noticeShapes: widgetNoticeShapes,
    dropped,
  });
  const send = (name: string, input: unknown, more: object = {}) =>
    receive({ protocol: PROTOCOL_VERSION, kind: 'call', name, input, ...more });
  return { dropped, seen, receive, send };
}

test('runs a call and answers it', async () => {
  const { send, seen } = host();
  expect(await send('openRecord', { recordId: RECORD })).toEqual({ ok: true, output: {} });
  expect(seen).toEqual([{ name: 'openRecord', input: { recordId: RECORD } }]);
});

test('hands on a fresh object with the agreed keys only', async () => {
  const { send, seen } = host();
  const sent = JSON.parse(
    `{"recordId":"${RECORD}","__proto__":{"isAdmin":true},"constructor":"x","extra":1}`,
  );
  await send('openRecord', sent);
  const input = seen[0]?.input as Record<string, unknown>;
  expect(Object.keys(input)).toEqual(['recordId']);
  expect(input.isAdmin).toBeUndefined();
  expect(input).not.toBe(sent);
});

test('hands on the stable code of a refusal', async () => {
  const { send } = host();
  expect(await send('requestCode', {})).toEqual({
    ok: false,
    error: {
      code: 'EMBED_AGENT_INACTIVE',
      detail: 'The linked Care agent is not active.',
      remedy: 'Ask a Care admin.',
    },
  });
});

test('does not hand on what an unexpected error says', async () => {
  const { send } = host();
  const reply = await send('getSession', {});
  expect(reply).toMatchObject({ ok: false, error: { code: 'BRIDGE_PEER_FAILED' } });
  expect(JSON.stringify(reply)).not.toContain('nobody outside');
});

const hostile: [name: string, message: unknown, reason: DropReason][] = [
  ['text', 'openRecord', 'shape'],
  ['a list', [], 'shape'],
  ['no protocol', { kind: 'call', name: 'openRecord', input: {} }, 'shape'],
  ['another kind', { protocol: 1, kind: 'reply', name: 'openRecord', input: {} }, 'shape'],
  ['a version to come', { protocol: 99, kind: 'call', name: 'openRecord', input: {} }, 'protocol'],
  ['a version of the past', { protocol: 0, kind: 'call', name: 'openRecord', input: {} }, 'protocol'],
  ['an unknown call', { protocol: 1, kind: 'call', name: 'deleteRecord', input: {} }, 'unknown'],
  ['an inherited name', { protocol: 1, kind: 'call', name: 'constructor', input: {} }, 'unknown'],
  ['a prototype', { protocol: 1, kind: 'notice', name: '__proto__', input: {} }, 'unknown'],
  ['a notice sent as a call', { protocol: 1, kind: 'call', name: 'recordChanged', input: {} }, 'unknown'],
  ['a notice of the host', { protocol: 1, kind: 'notice', name: 'themeChanged', input: {} }, 'unknown'],
  [
    'an id that is none',
    { protocol: 1, kind: 'call', name: 'openRecord', input: { recordId: '../x' } },
    'input',
  ],
  ['no input', { protocol: 1, kind: 'call', name: 'openRecord' }, 'shape'],
  ['a height beyond reason', { protocol: 1, kind: 'notice', name: 'height', input: { px: 1e9 } }, 'input'],
  [
    'a height that is no number',
    { protocol: 1, kind: 'notice', name: 'height', input: { px: 'NaN' } },
    'input',
  ],
  [
    'more records than a call carries',
    { protocol: 1, kind: 'notice', name: 'recordChanged', input: { recordIds: Array(201).fill(RECORD) } },
    'input',
  ],
];

test.each(hostile)('drops and counts %s', async (_name, message, reason) => {
  const { receive, dropped, seen } = host();
  await receive(message);
  expect(seen).toEqual([]);
  expect(dropped.counts()[reason]).toBe(1);
});
