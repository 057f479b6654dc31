import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeBatches, type LaneRow } from './compose-batches.ts';

const row = (over: Partial<LaneRow> & { id: string }): LaneRow => ({
  key: 'k',
  parent: over.id,
  bytes: 10,
  ...over,
});
const lane = (...rows: LaneRow[]) => ({ rows });
const shape = (batches: ReturnType<typeof composeBatches>) =>
  batches.map(({ allOrNone, runs }) => ({
    allOrNone,
    ids: runs.map(({ rows }) => rows.map(({ id }) => id).join(' ')),
  }));

test('heads of many lanes share a call, sorted by their record', () => {
  const batches = composeBatches([lane(row({ id: 'b' })), lane(row({ id: 'a' })), lane(row({ id: 'c' }))]);
  expect(shape(batches)).toEqual([{ allOrNone: false, ids: ['a', 'b', 'c'] }]);
});

test('a run of one lane goes all or none', () => {
  const run = lane(row({ id: 'a1', parent: 'a' }), row({ id: 'a2', parent: 'a' }));
  expect(shape(composeBatches([run, lane(row({ id: 'b' }))]))).toEqual([
    { allOrNone: true, ids: ['a1 a2', 'b'] },
  ]);
});

test('a run ends where another object, token or org begins', () => {
  const run = lane(row({ id: 'a1' }), row({ id: 'a2', key: 'other' }), row({ id: 'a3' }));
  expect(shape(composeBatches([run]))).toEqual([{ allOrNone: false, ids: ['a1'] }]);
});

test('an id comes once in a call', () => {
  const state = lane(row({ id: 's' }), row({ id: 's' }));
  expect(shape(composeBatches([state]))).toEqual([{ allOrNone: false, ids: ['s'] }]);
});

test('a call takes no more rows of a kind than the kind allows', () => {
  const lanes = ['a', 'b', 'c', 'd', 'e'].map((id) => lane(row({ id, most: 2 })));
  expect(shape(composeBatches(lanes)).map(({ ids }) => ids)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test('what goes alone goes alone', () => {
  const batches = composeBatches([
    lane(row({ id: 'a', alone: true }), row({ id: 'a2' })),
    lane(row({ id: 'b' })),
  ]);
  expect(shape(batches)).toEqual([
    { allOrNone: false, ids: ['a'] },
    { allOrNone: false, ids: ['b'] },
  ]);
});

test('a row larger than a call is sent for Salesforce to judge', () => {
  const batches = composeBatches([lane(row({ id: 'a', bytes: 99 }))], { rows: 5, bytes: 50 });
  expect(shape(batches)).toEqual([{ allOrNone: false, ids: ['a'] }]);
});

describe('whatever waits', () => {
  const anyLanes = fc.array(
    fc
      .array(
        fc.record({
          key: fc.constantFrom('k1', 'k2'),
          bytes: fc.integer({ min: 1, max: 60 }),
          records: fc.integer({ min: 1, max: 3 }),
        }),
        { maxLength: 8 },
      )
      .map((rows) => rows),
    { maxLength: 12 },
  );
  const limits = { rows: 7, bytes: 100 };

  test('every lane with work moves, in its own order, in one call, within the limits', () => {
    fc.assert(
      fc.property(anyLanes, (drawn) => {
        const lanes = drawn.map((rows, at) =>
          lane(...rows.map((each, place) => row({ ...each, id: `${at}.${place}`, parent: `${at}` }))),
        );
        const batches = composeBatches(lanes, limits);
        const sent = new Map<unknown, string[]>();
        for (const { key, runs, allOrNone } of batches) {
          const rows = runs.flatMap((run) => run.rows);
          expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
          expect(rows.every((each) => each.key === key)).toBe(true);
          if (runs.length > 1) {
            expect(rows.reduce((sum, each) => sum + (each.records ?? 1), 0)).toBeLessThanOrEqual(limits.rows);
            expect(rows.reduce((sum, each) => sum + each.bytes, 0)).toBeLessThanOrEqual(limits.bytes);
          }
          if (runs.some((run) => run.rows.length > 1)) expect(allOrNone).toBe(true);
          for (const run of runs) {
            expect(sent.has(run.lane)).toBe(false);
            sent.set(
              run.lane,
              run.rows.map(({ id }) => id),
            );
          }
        }
        for (const each of lanes) {
          const ids = sent.get(each) ?? [];
          expect(ids.length > 0).toBe(each.rows.length > 0);
          expect(ids).toEqual(each.rows.slice(0, ids.length).map(({ id }) => id));
        }
      }),
    );
  });
});
