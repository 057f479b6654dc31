import { expect, test } from 'vitest';
import { changesWords, durationWords, whenWords } from './waiting-words.ts';

test.each([
  [2, 1, '2 messages and 1 status'],
  [1, 0, '1 message'],
  [0, 3, '3 statuses'],
  [0, 0, 'Nothing'],
])('%i messages and %i statuses are read as “%s %s”', (messages, statuses, words) => {
  expect(changesWords({ messages, statuses })).toBe(words);
});

test.each([
  [38, '38 s'],
  [2_520, '42 min'],
  [10_800, '3 h'],
  [86_400, '1 day'],
  [190_000, '2 days'],
])('%i seconds are read as “%s”', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});

test('a moment is read with its day, unless that is today', () => {
  const now = new Date();
  const at = (day: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - day, 9, 2).toISOString();
  expect(whenWords(at(0))).toBe('09:02');
  expect(whenWords(at(1))).toBe('yesterday, 09:02');
  expect(whenWords('2024-11-20T12:00:00.000')).toBe('20 November 2024, 12:00');
});
