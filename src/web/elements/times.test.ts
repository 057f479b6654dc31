import { describe, expect, it } from 'vitest';
import { listTime } from './list-time.ts';
import { ageOf, dayName } from './times.ts';

const local = (year: number, month: number, day: number, hour = 12) => new Date(year, month - 1, day, hour);
const now = local(2026, 11, 22);

describe('dayName', () => {
  it.each([
    [local(2026, 11, 22, 0), 'Today'],
    [local(2026, 11, 21, 23), 'Yesterday'],
    [local(2026, 11, 20), 'Friday 20 November'],
    [local(2024, 2, 29), '29 February 2024'],
  ])('names %s %s', (time, name) => {
    expect(dayName(time.toISOString(), now)).toBe(name);
  });
});

describe('listTime', () => {
  it.each([
    [local(2026, 11, 22, 9), '09:00'],
    [local(2026, 11, 20), 'Fri'],
    [local(2026, 11, 2), '2 Nov'],
    [local(2024, 11, 2), '2024'],
    // A clock that runs ahead of ours.
    [local(2026, 11, 23, 1), '01:00'],
  ])('shortens %s to %s', (time, words) => {
    expect(listTime(time.toISOString(), now)).toBe(words);
  });
});

describe('ageOf', () => {
  it.each([
    [0, 'now'],
    [-5000, 'now'],
    [4000, '4 s'],
    [61_000, '1 min'],
    [3 * 3_600_000, '3 h'],
    [86_400_000, '1 day'],
    [5 * 86_400_000, '5 days'],
  ])('tells %d ms as %s', (age, words) => {
    expect(ageOf(new Date(now.getTime() - age).toISOString(), now.getTime())).toBe(words);
  });
});
