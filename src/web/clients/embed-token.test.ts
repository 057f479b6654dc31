import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEmbedToken } from './embed-token.ts';

const START = Date.UTC(2026, 10, 20, 9);
const grant = (token: string, minutes = 15) => ({
  token,
  expiresAt: new Date(Date.now() + minutes * 60_000).toISOString(),
});

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

test('is renewed ahead of its end', async () => {
  let obtained = 0;
  const token = createEmbedToken({ obtain: async () => grant(`token-${++obtained}`) });
  token.take(grant('first'));
  await vi.advanceTimersByTimeAsync(13 * 60_000);
  expect(token.current()).toBe('first');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(token.current()).toBe('token-1');
  await vi.advanceTimersByTimeAsync(14 * 60_000);
  expect(token.current()).toBe('token-2');
  token.end();
});

test('asks the host once, however many requests found it out of date', async () => {
  let obtained = 0;
  const token = createEmbedToken({ obtain: async () => grant(`token-${++obtained}`) });
  token.take(grant('first'));
  expect(await Promise.all([token.renew(), token.renew(), token.renew()])).toEqual([true, true, true]);
  expect(obtained).toBe(1);
  token.end();
});

test('tells why there is none, keeps the old one and tries again', async () => {
  const failures: unknown[] = [];
  let host: 'silent' | 'answers' = 'silent';
  const token = createEmbedToken({
    obtain: async () => {
      if (host === 'silent') throw new Error('no answer');
      return grant('second');
    },
    failed: (error) => failures.push(error),
  });
  token.take(grant('first'));
  expect(await token.renew()).toBe(false);
  expect(failures).toHaveLength(1);
  expect(token.current()).toBe('first');
  host = 'answers';
  await vi.advanceTimersByTimeAsync(15_000);
  expect(token.current()).toBe('second');
  token.end();
});

test('is nothing after its end', async () => {
  let obtained = 0;
  const token = createEmbedToken({ obtain: async () => grant(`token-${++obtained}`) });
  token.take(grant('first'));
  token.end();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(token.current()).toBeNull();
  expect(obtained).toBe(0);
});
