import { type FormulaValue, isBlank } from './formula-value.ts';

/** A function of values that are worked out before it is called, with the least and the most it takes. */
export interface PlainFunction {
  readonly args: readonly [least: number, most: number];
  run(...args: readonly FormulaValue[]): FormulaValue;
}

const text = (value: FormulaValue | undefined) => String(value ?? '');
const size = (value: FormulaValue | undefined) => Math.max(0, Math.trunc(Number(value ?? 0)));

export const TEXT_FUNCTIONS: Readonly<Record<string, PlainFunction>> = {
  TEXT: { args: [1, 2], run: (value = null) => text(value) },
  LEN: { args: [1, 1], run: (value = null) => text(value).length },
  LEFT: { args: [2, 2], run: (value = null, n = 0) => text(value).slice(0, size(n)) },
  RIGHT: {
    args: [2, 2],
    run: (value = null, n = 0) => (size(n) === 0 ? '' : text(value).slice(-size(n))),
  },
  MID: {
    args: [3, 3],
    run: (value = null, start = 1, n = 0) =>
      text(value).slice(Math.max(0, size(start) - 1), Math.max(0, size(start) - 1) + size(n)),
  },
  UPPER: { args: [1, 2], run: (value = null) => text(value).toUpperCase() },
  LOWER: { args: [1, 2], run: (value = null) => text(value).toLowerCase() },
  TRIM: { args: [1, 1], run: (value = null) => text(value).trim() },
  CONTAINS: { args: [2, 2], run: (value = null, part = null) => text(value).includes(text(part)) },
  BEGINS: { args: [2, 2], run: (value = null, part = null) => text(value).startsWith(text(part)) },
  INCLUDES: {
    args: [2, 2],
    run: (value = null, one = null) => text(value).split(';').includes(text(one)),
  },
  FIND: {
    args: [2, 3],
    run: (part = null, value = null, start = 1) =>
      isBlank(part) ? 0 : text(value).indexOf(text(part), Math.max(0, size(start) - 1)) + 1,
  },
  SUBSTITUTE: {
    args: [3, 3],
    run: (value = null, old = null, by = null) =>
      isBlank(old) ? text(value) : text(value).replaceAll(text(old), text(by)),
  },
  /** The whole text has to fit (Help, "REGEX"). */
  REGEX: {
    args: [2, 2],
    run: (value = null, pattern = null) => new RegExp(`^(?:${text(pattern)})$`, 'su').test(text(value)),
  },
  ISNUMBER: {
    args: [1, 1],
    run: (value = null) => !isBlank(value) && Number.isFinite(Number(text(value))),
  },
  VALUE: { args: [1, 1], run: (value = null) => Number(value ?? 0) },
};
