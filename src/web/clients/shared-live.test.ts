import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveHandlers } from './live-client.ts';
import { type FrameChannel, type SharedLive, shareLive } from './shared-live.ts';

/** The frames of one browser; each hears what the others say, not itself. */
function browser() {
  const listeners = new Map<FrameChannel, (event: { data: unknown }) => void>();
  const channel = (): FrameChannel => {
    let closed = false;
    const own: FrameChannel = {
      postMessage(data) {
        if (closed) throw new DOMException('Channel is closed', 'InvalidStateError');
        for (const [other, listen] of [...listeners]) {
          if (other !== own)
            queueMicrotask(() => listeners.has(other) && listen({ data: structuredClone(data) }));
        }
      },
      addEventListener: (_type, listen) => listeners.set(own, listen),
      close() {
        closed = true;
        listeners.delete(own);
      },
    };
    return own;
  };
  return { channel };
}

interface Frame {
  live: SharedLive;
  handlers: LiveHandlers | null;
  catchUps: number;
  events: number;
}

let frames: Frame[];
beforeEach(() => {
  vi.useFakeTimers();
  frames = [];
});
afterEach(() => {
  for (const frame of frames) frame.live.end();
  vi.useRealTimers();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const holders = () => frames.flatMap((frame, index) => (frame.handlers ? [index] : []));

function openFrame(channel: FrameChannel | null, caseId: string | null, lastSeq = 0): Frame {
  const frame: Frame = { handlers: null, catchUps: 0, events: 0, live: undefined as never };
  frame.live = shareLive({
    channel,
    caseId,
    id: `frame-${frames.length}`,
    random: () => 0.5,
    lastSeq: () => lastSeq,
    caseEvent: () => {
      frame.events += 1;
    },
    catchUp: async () => {
      frame.catchUps += 1;
    },
    state: () => undefined,
    openStream: (handlers) => {
      frame.handlers = handlers;
      handlers.state('live');
      return {
        close: () => {
          frame.handlers = null;
        },
        retryNow: () => undefined,
      };
    },
  });
  frames.push(frame);
  return frame;
}

async function twelveTabs() {
  const { channel } = browser();
  for (let tab = 0; tab < 12; tab++) openFrame(channel(), `case_${tab}`);
  for (const [index, frame] of frames.entries()) frame.live.setVisible(index === 0);
  await settle();
}

test('twelve tabs need one stream', async () => {
  await twelveTabs();
  await settle(60_000);
  expect(holders()).toEqual([0]);
});

test('a hidden frame asks for what it lacks when the visible one hears that its case moved', async () => {
  await twelveTabs();
  frames[0]?.handlers?.notice({ caseId: 'case_7', seq: 4 });
  await settle();
  expect(frames.map((frame) => frame.catchUps)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
});

test('a notice of something known already is not asked for', async () => {
  const { channel } = browser();
  openFrame(channel(), 'case_0').live.setVisible(true);
  openFrame(channel(), 'case_1', 9).live.setVisible(false);
  frames[0]?.handlers?.notice({ caseId: 'case_1', seq: 9 });
  await settle();
  expect(frames[1]?.catchUps).toBe(0);
});

test('the stream goes with the tab that is seen', async () => {
  await twelveTabs();
  frames[0]?.live.setVisible(false);
  frames[5]?.live.setVisible(true);
  await settle();
  expect(holders()).toEqual([5]);
});

test('two frames in view both have a stream', async () => {
  await twelveTabs();
  frames[5]?.live.setVisible(true);
  await settle(10_000);
  expect(holders()).toEqual([0, 5]);
});

test('when no tab is seen, the last one stays on', async () => {
  await twelveTabs();
  frames[0]?.live.setVisible(false);
  await settle(60_000);
  expect(holders()).toEqual([0]);
});

test('when the holder goes, another hidden frame takes over, and only one', async () => {
  await twelveTabs();
  frames[0]?.live.setVisible(false);
  frames[0]?.live.end();
  await settle(30_000);
  expect(holders()).toHaveLength(1);
});

test('when the holder dies without a word, another takes over', async () => {
  const { channel } = browser();
  const first = channel();
  openFrame(first, 'case_0').live.setVisible(true);
  openFrame(channel(), 'case_1').live.setVisible(false);
  await settle();
  first.close();
  first.postMessage = () => undefined;
  await settle(20_000);
  expect(holders()).toContain(1);
});

test('what came in while a hidden holder was away is looked for by everybody', async () => {
  await twelveTabs();
  frames[0]?.handlers?.state('lost');
  frames[0]?.handlers?.state('live');
  await settle(1_000);
  expect(frames.map((frame) => frame.catchUps)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
});

test('where frames cannot reach each other, a hidden one asks now and then', async () => {
  const frame = openFrame(null, 'case_0');
  frame.live.setVisible(false);
  await settle(40_000);
  expect(holders()).toEqual([]);
  expect(frame.catchUps).toBeGreaterThan(1);
  frame.live.setVisible(true);
  expect(holders()).toEqual([0]);
});

test.each([
  null,
  'beat',
  7,
  { type: 'beat' },
  { type: 'notice', caseId: 'case_1' },
  { type: 'notice', seq: 1 },
])('makes nothing of %j on the channel', async (data) => {
  const { channel } = browser();
  openFrame(channel(), 'case_1').live.setVisible(false);
  channel().postMessage(data);
  await settle();
  expect(frames[0]?.catchUps).toBe(0);
});

test('a list of cases asks when one of its own moved, whichever frame has heard of it', async () => {
  const { channel } = browser();
  const list = openFrame(channel(), null);
  const caseFrame = openFrame(channel(), 'case_1');
  list.live.setVisible(true);
  list.handlers?.notice({ caseId: 'case_2', seq: 4 });
  expect(list.catchUps).toBe(0);
  list.handlers?.notice({ caseId: 'case_2', seq: 5, mine: true });
  expect(list.catchUps).toBe(1);
  caseFrame.live.setVisible(true);
  list.live.setVisible(false);
  await settle(6_000);
  expect(holders()).toEqual([1]);
  // A frame with a case does not know whose the others are.
  caseFrame.handlers?.notice({ caseId: 'case_2', seq: 6 });
  await settle();
  expect(list.catchUps).toBe(2);
});

test('ending twice, and news of a stream that is on its way out, disturb nobody', async () => {
  const { channel } = browser();
  const [one, other] = [openFrame(channel(), 'case_1'), openFrame(channel(), 'case_2')];
  one.live.setVisible(true);
  const late = one.handlers!;
  one.live.end();
  one.live.end();
  late.notice({ caseId: 'case_2', seq: 9 });
  await settle();
  expect(other.catchUps).toBe(0);
});
