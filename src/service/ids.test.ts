import { expect, test } from 'vitest';
import { newId } from './ids.ts';

test('ids asked for one after the other sort in that order, within a millisecond too', () => {
  const now = Date.now();
  const ids = Array.from({ length: 2_000 }, (_, at) => newId('audit', now + Math.floor(at / 1_000)));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(2_000);
});

test('an id is a UUID of version 7 that tells its millisecond', () => {
  const now = Date.UTC(2026, 0, 2);
  const id = newId('case', now);
  expect(id).toMatch(/^case_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.slice(5).replaceAll('-', '').slice(0, 12), 16)).toBe(now);
});
