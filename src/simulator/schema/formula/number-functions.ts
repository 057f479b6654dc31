import type { FormulaValue } from './formula-value.ts';
import type { PlainFunction } from './text-functions.ts';

/** Of nothing comes nothing. */
const of =
  (work: (...numbers: number[]) => number) =>
  (...args: readonly FormulaValue[]): FormulaValue =>
    args.some((arg) => arg === null) ? null : work(...args.map(Number));

/** Halves go away from zero (Help, "ROUND"). */
const round = (value: number, digits: number) => {
  const shifted = Math.abs(value) * 10 ** digits;
  return (Math.sign(value) * Math.round(shifted + Number.EPSILON * shifted)) / 10 ** digits;
};

export const NUMBER_FUNCTIONS: Readonly<Record<string, PlainFunction>> = {
  ABS: { args: [1, 1], run: of((value = 0) => Math.abs(value)) },
  ROUND: { args: [2, 2], run: of((value = 0, digits = 0) => round(value, digits)) },
  FLOOR: { args: [1, 1], run: of((value = 0) => Math.floor(value)) },
  CEILING: { args: [1, 1], run: of((value = 0) => Math.ceil(value)) },
  MIN: { args: [1, 99], run: of((...values) => Math.min(...values)) },
  MAX: { args: [1, 99], run: of((...values) => Math.max(...values)) },
  MOD: {
    args: [2, 2],
    run: of((value = 0, divisor = 1) => value - divisor * Math.floor(value / divisor)),
  },
};
