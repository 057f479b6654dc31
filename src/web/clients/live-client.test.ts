import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LiveOptions, type LiveState, type LiveStream, openLiveStream } from './live-client.ts';

const CASE_ID = 'case_1';

/** A service that streams what a test tells it to. */
function streamingService() {
  const opened: { path: string; send: (text: string) => void; cut: () => void; ended: boolean }[] = [];
  let refusal: Response | null = null;
  return {
    opened,
    refuse: (response: Response | null) => {
      refusal = response;
    },
    open: async (path: string, init?: RequestInit): Promise<Response> => {
      if (refusal) return refusal.clone();
      let send: (text: string) => void = () => undefined;
      let cut: () => void = () => undefined;
      const connection = { path, send: (text: string) => send(text), cut: () => cut(), ended: false };
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          send = (text) => controller.enqueue(new TextEncoder().encode(text));
          cut = () => controller.error(new Error('connection reset'));
          init?.signal?.addEventListener('abort', () => {
            connection.ended = true;
            controller.error(new Error('aborted'));
          });
        },
      });
      opened.push(connection);
      return new Response(body);
    },
  };
}

let service: ReturnType<typeof streamingService>;
let seen: { events: number[]; notices: number[]; states: LiveState[] };
let stream: LiveStream | undefined;
let after: number;

beforeEach(() => {
  vi.useFakeTimers();
  service = streamingService();
  seen = { events: [], notices: [], states: [] };
  after = 0;
});
afterEach(() => {
  stream?.close();
  vi.useRealTimers();
});

function start(options: Partial<LiveOptions> = {}) {
  stream = openLiveStream({
    api: service,
    watch: () => ({ caseId: CASE_ID, after }),
    random: () => 0,
    handlers: {
      caseEvent: ({ seq }) => {
        seen.events.push(seq);
        after = seq;
      },
      notice: ({ seq }) => seen.notices.push(seq),
      state: (state) => seen.states.push(state),
    },
    ...options,
  });
}
const settle = () => vi.advanceTimersByTimeAsync(0);
const event = (seq: number) =>
  `event: case\ndata: {"type":"case_created","caseId":"${CASE_ID}","seq":${seq}}\n\n`;

test('reads events and notices, wherever the network cuts them', async () => {
  start();
  await settle();
  const text = `${event(1)}:\n\nevent: notice\ndata: {"caseId":"case_2","seq":7}\n\n${event(2)}`;
  for (const character of text) service.opened[0]?.send(character);
  await settle();
  expect(seen).toEqual({ events: [1, 2], notices: [7], states: ['connecting', 'live'] });
});

test.each([
  ['no JSON', 'event: case\ndata: {oops\n\n'],
  ['an event without a sequence', 'event: case\ndata: {"type":"x","caseId":"case_1"}\n\n'],
  ['a sequence that is no number', 'event: case\ndata: {"type":"x","caseId":"case_1","seq":"9"}\n\n'],
  ['null', 'event: notice\ndata: null\n\n'],
  ['an event of a kind nobody agreed on', 'event: command\ndata: {"caseId":"case_1","seq":9}\n\n'],
])('drops %s and reads on', async (_name, hostile) => {
  start();
  await settle();
  service.opened[0]?.send(hostile + event(3));
  await settle();
  expect(seen.events).toEqual([3]);
  expect(seen.notices).toEqual([]);
});

test('comes back from the last event seen when the stream is dropped', async () => {
  start();
  await settle();
  service.opened[0]?.send(event(4));
  await settle();
  service.opened[0]?.cut();
  await vi.advanceTimersByTimeAsync(600);
  expect(service.opened.map((one) => one.path)).toEqual([
    `/v1/live?caseId=${CASE_ID}&after=0`,
    `/v1/live?caseId=${CASE_ID}&after=4`,
  ]);
  expect(seen.states).toEqual(['connecting', 'live', 'lost', 'connecting', 'live']);
});

test('counts a silent stream as dead', async () => {
  start({ silenceMs: 35_000 });
  await settle();
  await vi.advanceTimersByTimeAsync(30_000);
  service.opened[0]?.send(':\n\n');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(service.opened).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(service.opened).toHaveLength(2);
  expect(service.opened[0]?.ended).toBe(true);
});

test('waits longer after every failure, and not at all when it is told to try now', async () => {
  service.refuse(new Response('{}', { status: 503 }));
  const asked: string[] = [];
  const { open } = service;
  service.open = (path, init) => {
    asked.push(path);
    return open(path, init);
  };
  start({ firstPauseMs: 1_000 });
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(800);
  expect(asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(300);
  expect(asked).toHaveLength(3);
  service.refuse(null);
  stream?.retryNow();
  await settle();
  expect(seen.states.at(-1)).toBe('live');
});

test('renews the token when the service ends the stream with it, and comes straight back', async () => {
  let renewed = 0;
  start({
    renew: async () => {
      renewed += 1;
    },
  });
  await settle();
  service.opened[0]?.send(`${event(5)}event: end\ndata: {"reason":"token"}\n\n`);
  await settle();
  expect(renewed).toBe(1);
  expect(service.opened).toHaveLength(2);
  expect(service.opened[1]?.path).toContain('after=5');
  expect(seen.states).not.toContain('lost');
});

test('closes for good', async () => {
  start();
  await settle();
  stream?.close();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(service.opened).toHaveLength(1);
  expect(service.opened[0]?.ended).toBe(true);
});
