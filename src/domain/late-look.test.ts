import { expect, test } from 'vitest';
import { nextLateLook } from './late-look.ts';

const TRIED = '2026-01-01T10:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(TRIED) + seconds * 1_000).toISOString();

test('looks soon, then more seldom, and for longer than Salesforce lets any request run', () => {
  const looks: string[] = [];
  for (let look = nextLateLook(TRIED, TRIED); look !== null; look = nextLateLook(TRIED, look))
    looks.push(look);

  expect(looks).toEqual([at(30), at(120), at(300), at(900)]);
});

test('looks no more where it is taken back long after the try', () => {
  expect(nextLateLook(TRIED, at(899))).toBe(at(900));
  expect(nextLateLook(TRIED, at(900))).toBeNull();
});
