import { createParser } from 'eventsource-parser';
import type { ApiClient } from './api-client.ts';

const PAUSE_MS = 1_500;

/** Tells, as long as the page lives, that some message came or went in the demo; also after every loss. */
export function openMessageStream(api: ApiClient, told: () => void): void {
  const run = async () => {
    for (;;) {
      await readOnce(api, told).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  };
  void run();
}

async function readOnce(api: ApiClient, told: () => void): Promise<void> {
  const response = await api.open('/v1/demo/customer/live', { headers: { accept: 'text/event-stream' } });
  if (!response.ok || !response.body) return;
  told();
  const parser = createParser({
    onEvent: ({ event }) => {
      if (event === 'message') told();
    },
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(value);
  }
}
