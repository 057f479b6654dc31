import type { LiveNotice } from '../../api/live.ts';
import type { CaseEvent } from '../../api/shapes.ts';
import type { LiveHandlers, LiveState, LiveStream } from './live-client.ts';

/** What the frames of one browser tell each other. */
type FrameMessage =
  | { type: 'beat'; from: string; visible: boolean }
  | { type: 'bye'; from: string }
  | { type: 'notice'; caseId: string; seq: number }
  /** The stream was away for a while: everybody looks for themselves. */
  | { type: 'look' };

/** The part of a BroadcastChannel we use. */
export interface FrameChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  close(): void;
}

export interface SharedLiveOptions {
  /** Null where frames cannot reach each other: then a hidden one asks now and then. */
  readonly channel: FrameChannel | null;
  /** The case that is watched; null: all of the agent's own. */
  readonly caseId: string | null;
  readonly openStream: (handlers: LiveHandlers) => LiveStream;
  readonly caseEvent: (event: CaseEvent) => void;
  /** Sequence of the last event known here. */
  readonly lastSeq: () => number;
  /** Asks the service what happened after the last event known. */
  readonly catchUp: () => Promise<unknown>;
  readonly state: (state: LiveState) => void;
  readonly random?: () => number;
  readonly id?: string;
  readonly beatMs?: number;
}

export interface SharedLive {
  setVisible(visible: boolean): void;
  retryNow(): void;
  end(): void;
}

const BEAT_MS = 3_000;
const BEATS_MISSED = 3;
const POLL_MS = 12_000;
const SPREAD_MS = 400;

/**
 * Keeps every frame of a browser live over few streams. A console holds a dozen Case tabs, each a frame of ours,
 * and a browser allows six HTTP/1.1 connections to one host.
 *
 * Requirements:
 *  1. A frame that can be seen has a stream of its own.
 *  2. A hidden frame gives its stream up once another frame is heard to hold one; it then learns by that
 *     frame's notices that its case moved, and asks for what it lacks.
 *  3. If no holder is heard for three beats, hidden frames take over, one by one: the lowest id stays.
 *  4. Whatever is missed in between is asked for: when a frame is seen again, when a holder comes back.
 */
export function shareLive(options: SharedLiveOptions): SharedLive {
  const { channel, caseId } = options;
  const id = options.id ?? crypto.randomUUID();
  const random = options.random ?? Math.random;
  const beatMs = options.beatMs ?? BEAT_MS;
  let visible = false;
  let stream: LiveStream | null = null;
  let beatTimer: ReturnType<typeof setInterval> | undefined;
  let waitTimer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  // A frame that watches one case does not know whose the others are.
  const isNews = (notice: LiveNotice) =>
    caseId === null || (notice.caseId === caseId && notice.seq > options.lastSeq());
  // A channel that was closed throws.
  const tell = (message: FrameMessage) => {
    if (!ended) channel?.postMessage(message);
  };
  const beat = () => tell({ type: 'beat', from: id, visible });

  const after = (ms: number, act: () => void) => {
    clearTimeout(waitTimer);
    if (!ended) waitTimer = setTimeout(act, ms);
  };
  const awaitBeat = () => after(beatMs * (BEATS_MISSED + random()), hold);
  const poll = () => {
    after(POLL_MS * (1 + random() / 2), () => {
      void options.catchUp();
      poll();
    });
  };

  function hold() {
    clearTimeout(waitTimer);
    if (stream || ended) return beat();
    let wasLive = false;
    stream = options.openStream({
      caseEvent(event) {
        options.caseEvent(event);
        tell({ type: 'notice', caseId: event.caseId, seq: event.seq });
      },
      notice(notice) {
        tell({ type: 'notice', ...notice });
        if (caseId === null && notice.mine) void options.catchUp();
      },
      state(state) {
        options.state(state);
        if (state !== 'live') return;
        // The service replays this frame's own case only.
        if (wasLive || !visible) tell({ type: 'look' });
        wasLive = true;
      },
    });
    beat();
    beatTimer = setInterval(beat, beatMs);
  }

  function giveUp() {
    stream?.close();
    stream = null;
    clearInterval(beatTimer);
    options.state('live');
    if (channel) awaitBeat();
    else poll();
  }

  const heard = (message: FrameMessage) => {
    switch (message.type) {
      case 'beat':
        if (!stream) awaitBeat();
        else if (!visible && (message.visible || message.from < id)) giveUp();
        break;
      case 'bye':
        if (!stream) after(random() * SPREAD_MS, hold);
        break;
      case 'notice':
        if (!stream && isNews(message)) void options.catchUp();
        break;
      case 'look':
        if (!stream) setTimeout(() => void options.catchUp(), random() * SPREAD_MS);
    }
  };
  channel?.addEventListener('message', ({ data }) => {
    if (!ended && isFrameMessage(data)) heard(data);
  });

  return {
    setVisible(now) {
      if (ended || (now === visible && stream)) return;
      visible = now;
      if (visible || (channel && !stream)) {
        if (visible) hold();
        else awaitBeat();
      } else if (!channel) giveUp();
      else beat();
    },
    retryNow: () => stream?.retryNow(),
    end() {
      if (stream) tell({ type: 'bye', from: id });
      ended = true;
      stream?.close();
      clearInterval(beatTimer);
      clearTimeout(waitTimer);
      channel?.close();
    },
  };
}

function isFrameMessage(data: unknown): data is FrameMessage {
  if (typeof data !== 'object' || data === null) return false;
  const { type, from, caseId, seq } = data as Record<string, unknown>;
  if (type === 'look') return true;
  if (type === 'notice') return isNotice({ caseId, seq });
  return (type === 'beat' || type === 'bye') && typeof from === 'string';
}

const isNotice = (value: { caseId: unknown; seq: unknown }): value is LiveNotice =>
  typeof value.caseId === 'string' && Number.isSafeInteger(value.seq);

/** A channel between the frames of this origin under one page; null where the browser has none for us. */
export function openFrameChannel(name: string): FrameChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}
