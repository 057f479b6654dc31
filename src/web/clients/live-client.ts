import { createParser } from 'eventsource-parser';
import type { LiveNotice } from '../../api/live.ts';
import type { CaseEvent } from '../../api/shapes.ts';
import type { ApiClient } from './api-client.ts';
import { readProblem } from './api-problem.ts';

export type LiveState = 'connecting' | 'live' | 'lost';

export interface LiveHandlers {
  /** An event of the case that is watched. */
  caseEvent(event: CaseEvent): void;
  /** Another case of the account moved. */
  notice(notice: LiveNotice): void;
  state(state: LiveState): void;
}

export interface LiveOptions {
  readonly api: Pick<ApiClient, 'open'>;
  /** The case to watch from its last known event on; null: notices only. */
  readonly watch: () => { caseId: string; after: number } | null;
  readonly handlers: LiveHandlers;
  /** Called when the service ends the stream with the token; the next connection needs a new one. */
  readonly renew?: () => Promise<unknown>;
  readonly random?: () => number;
  /** Silence after which the stream counts as dead; the service sends a heartbeat every 15 s. */
  readonly silenceMs?: number;
  /** First pause before another try; doubles up to 30 s. */
  readonly firstPauseMs?: number;
}

export interface LiveStream {
  close(): void;
  /** Tries again at once instead of waiting for the next turn. */
  retryNow(): void;
}

const SILENCE_MS = 35_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Server-sent events read by fetch, because an EventSource cannot carry a bearer token.
 * Comes back by itself after every loss, from the last event seen, with growing pauses.
 */
export function openLiveStream(options: LiveOptions): LiveStream {
  const { handlers } = options;
  const ending = new AbortController();
  let wake: () => void = () => undefined;
  let failures = 0;

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!ending.signal.aborted) {
      handlers.state('connecting');
      const end = await readOnce(options, ending.signal, () => {
        failures = 0;
        handlers.state('live');
      });
      if (ending.signal.aborted) return;
      if (end === 'token_ended') {
        await options.renew?.().catch(() => undefined);
        // The new token is as good as the old one: no pause, unless this happens over and over.
        if (failures++ === 0) continue;
      }
      handlers.state('lost');
      const longest = Math.min(LONGEST_PAUSE_MS, (options.firstPauseMs ?? FIRST_PAUSE_MS) * 2 ** failures);
      failures += 1;
      // Full jitter on the upper half: many frames lose the service at one moment.
      await rest(longest / 2 + ((options.random ?? Math.random)() * longest) / 2);
    }
  };
  void run();

  return {
    close() {
      ending.abort();
      wake();
    },
    retryNow() {
      failures = 0;
      wake();
    },
  };
}

type End = 'token_ended' | 'lost';

async function readOnce(options: LiveOptions, ending: AbortSignal, opened: () => void): Promise<End> {
  const dead = new AbortController();
  const signal = AbortSignal.any([ending, dead.signal]);
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => dead.abort(), options.silenceMs ?? SILENCE_MS);
  };
  let end = 'lost' as End;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const parsed = parse(data);
      if (event === 'end') end = 'token_ended';
      else if (event === 'case' && isCaseEvent(parsed)) options.handlers.caseEvent(parsed);
      else if (event === 'notice' && isNotice(parsed)) options.handlers.notice(parsed);
    },
  });
  try {
    heard();
    const watch = options.watch();
    const query = watch ? `?caseId=${encodeURIComponent(watch.caseId)}&after=${watch.after}` : '';
    const response = await options.api.open(`/v1/live${query}`, {
      headers: { accept: 'text/event-stream' },
      signal,
    });
    if (!response.ok || !response.body) throw await readProblem(response);
    opened();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      heard();
      const { done, value } = await reader.read();
      if (done) break;
      parser.feed(value);
      if (end === 'token_ended') break;
    }
    if (end === 'token_ended') dead.abort();
  } catch {
    // Whatever broke it, the answer is the same: come back from the last event seen.
  } finally {
    clearTimeout(watchdog);
  }
  return end;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const isNotice = (value: unknown): value is LiveNotice =>
  isRecord(value) && typeof value.caseId === 'string' && Number.isSafeInteger(value.seq);
const isCaseEvent = (value: unknown): value is CaseEvent =>
  isNotice(value) && typeof (value as Record<string, unknown>).type === 'string';
