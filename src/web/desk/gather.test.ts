// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGather } from './gather.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('looks once for a burst, and again and again where it never ends', async () => {
  let looks = 0;
  const gather = createGather(async () => {
    looks += 1;
  }, 300);
  for (let at = 0; at < 12; at += 1) {
    gather.soon();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(looks).toBe(4);
  gather.soon();
  gather.end();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(looks).toBe(4);
});

test('waits for a slow look before the next one', async () => {
  const answers: (() => void)[] = [];
  const gather = createGather(() => new Promise((answer) => answers.push(answer)), 300);
  gather.soon();
  await vi.advanceTimersByTimeAsync(300);
  gather.soon();
  gather.soon();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers).toHaveLength(1);
  answers[0]?.();
  await vi.advanceTimersByTimeAsync(300);
  expect(answers).toHaveLength(2);
});
