import { expect, it } from 'vitest';
import { followMerges } from './follow-merges.ts';

/** mulberry32: the same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const lookIn = (masters: ReadonlyMap<string, string>) => async (id: string) => {
  const into = masters.get(id);
  return into === undefined ? { kind: 'there' as const, id } : { kind: 'merged' as const, into };
};

it('ends at the record that stands, through any order of merges', async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = numbers(seed);
    const standing = Array.from({ length: 9 }, (_, at) => `c${at}`);
    const masters = new Map<string, string>();
    // Who of the first nine is which of those that stand, kept beside the merges.
    const now = new Map(standing.map((id) => [id, id]));
    while (standing.length > 1 && random() < 0.9) {
      const [master] = standing.splice(Math.floor(random() * standing.length), 1);
      const losers = standing.splice(0, 1 + Math.floor(random() * 2));
      standing.push(master!);
      for (const loser of losers) {
        masters.set(loser, master!);
        for (const [id, stands] of now) if (stands === loser) now.set(id, master!);
      }
    }
    for (const [id, stands] of now) {
      expect(await followMerges(id, lookIn(masters)), `seed ${seed}`).toEqual({ kind: 'there', id: stands });
    }
  }
});

it('does not run in a circle', async () => {
  const circle = new Map([
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(await followMerges('a', lookIn(circle))).toEqual({ kind: 'unknown' });
});
