import { expect, it } from 'vitest';
import { changeStreams } from './change-stream.ts';

it('opens nothing for one who has called it off by then', async () => {
  const streams = changeStreams({ endpoint: '127.0.0.1:1', insecure: true });
  const items: unknown[] = [];
  const asked = {
    accessToken: 'token',
    instanceUrl: 'http://127.0.0.1:1',
    orgId: '00D000000000001AAA',
    topic: '/data/Care__chn',
    start: { from: 'latest' as const },
    signal: AbortSignal.abort(),
  };
  for await (const item of streams.open(asked)) items.push(item);
  streams.close();

  expect(items).toEqual([]);
});
