/** What a series of measurements says, in the unit it was measured in. */
export interface Spread {
  n: number;
  p50: number;
  p95: number;
  max: number;
}

/** The value that `share` of all are at or below (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

export function spread(values: readonly number[]): Spread {
  return {
    n: values.length,
    p50: round(median(values)),
    p95: round(percentile(values, 0.95)),
    max: round(Math.max(...values)),
  };
}

/** One digit is more than the machine can hold. */
export const round = (value: number): number => Math.round(value * 10) / 10;

/** Runs `work` one after the other and gives the milliseconds each took. */
export async function timed(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    await work(index);
    took.push(performance.now() - start);
  }
  return took;
}
