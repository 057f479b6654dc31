import { matchesWhole } from './match-pattern.ts';
import { isBlank, type Known, Time, Unknown, type Value } from './value.ts';

/** A function of values alone: how many it takes, and what it makes of them. */
export interface PlainFunction {
  least: number;
  most: number;
  run(...args: Known[]): Value;
}

const plain = (least: number, most: number, run: PlainFunction['run']): PlainFunction => ({
  least,
  most,
  run,
});

const text = (value: Known | undefined): string => (value == null ? '' : String(value));
const whole = (value: Known | undefined): number => Math.trunc(Number(value ?? 0));

/** Of an empty number comes nothing. */
const ofNumbers =
  (run: (...numbers: number[]) => number) =>
  (...args: Known[]): Value => {
    if (args.some((each) => each === null)) return null;
    if (args.some((each) => typeof each !== 'number'))
      return new Unknown('it reckons with what is no number');
    const result = run(...(args as number[]));
    return Number.isFinite(result) ? result : new Unknown('it divides by zero');
  };

const ofTime =
  (run: (date: Date) => number) =>
  (value: Known = null): Value =>
    value instanceof Time ? run(value.date) : value === null ? null : new Unknown('it wants a date');

function numberIn(value: Known = null): Value {
  if (isBlank(value)) return null;
  const number = Number(text(value).trim());
  return Number.isFinite(number) ? number : new Unknown(`it takes “${text(value)}” for a number`);
}

function dateOf(year: Known = null, month: Known = null, day: Known = null): Value {
  if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null;
  return new Time(Date.UTC(year, month - 1, day) / 86_400_000, true);
}

function dayOf(value: Known = null): Value {
  if (value === null) return null;
  if (value instanceof Time) return new Time(value.days, true);
  return Time.read(text(value), true) ?? new Unknown(`it takes “${text(value)}” for a date`);
}

const round = (value: number, places: number): number => {
  const scale = 10 ** Math.trunc(places);
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale;
};

export const PLAIN_FUNCTIONS: Readonly<Record<string, PlainFunction>> = {
  TEXT: plain(1, 1, (value = null) => text(value)),
  LEN: plain(1, 1, (value = null) => text(value).length),
  LEFT: plain(2, 2, (value = null, many = 0) => text(value).slice(0, Math.max(0, whole(many)))),
  RIGHT: plain(2, 2, (value = null, many = 0) => (whole(many) > 0 ? text(value).slice(-whole(many)) : '')),
  MID: plain(3, 3, (value = null, from = 1, many = 0) => {
    const start = Math.max(1, whole(from)) - 1;
    return text(value).slice(start, start + Math.max(0, whole(many)));
  }),
  UPPER: plain(1, 1, (value = null) => text(value).toUpperCase()),
  LOWER: plain(1, 1, (value = null) => text(value).toLowerCase()),
  TRIM: plain(1, 1, (value = null) => text(value).trim()),
  CONTAINS: plain(2, 2, (value = null, part = null) => text(value).includes(text(part))),
  BEGINS: plain(2, 2, (value = null, part = null) => text(value).startsWith(text(part))),
  INCLUDES: plain(2, 2, (value = null, one = null) => text(value).split(';').includes(text(one))),
  FIND: plain(2, 3, (part = null, value = null, from = 1) =>
    isBlank(part) ? 0 : text(value).indexOf(text(part), Math.max(0, whole(from) - 1)) + 1,
  ),
  SUBSTITUTE: plain(3, 3, (value = null, old = null, by = null) =>
    isBlank(old) ? text(value) : text(value).replaceAll(text(old), text(by)),
  ),
  REGEX: plain(2, 2, (value = null, pattern = null) => matchesWhole(text(pattern), text(value))),
  ISNUMBER: plain(1, 1, (value = null) => !isBlank(value) && Number.isFinite(Number(text(value)))),
  VALUE: plain(1, 1, numberIn),
  NEGATIVE: plain(
    1,
    1,
    ofNumbers((value) => -value!),
  ),
  ABS: plain(
    1,
    1,
    ofNumbers((value) => Math.abs(value!)),
  ),
  FLOOR: plain(
    1,
    1,
    ofNumbers((value) => Math.trunc(value!) - (value! < 0 && value! % 1 !== 0 ? 1 : 0)),
  ),
  CEILING: plain(
    1,
    1,
    ofNumbers((value) => Math.ceil(value!)),
  ),
  ROUND: plain(
    2,
    2,
    ofNumbers((value, places) => round(value!, places!)),
  ),
  MOD: plain(
    2,
    2,
    ofNumbers((value, by) => value! - by! * Math.floor(value! / by!)),
  ),
  MAX: plain(
    1,
    20,
    ofNumbers((...all) => Math.max(...all)),
  ),
  MIN: plain(
    1,
    20,
    ofNumbers((...all) => Math.min(...all)),
  ),
  DATE: plain(3, 3, dateOf),
  DATEVALUE: plain(1, 1, dayOf),
  YEAR: plain(
    1,
    1,
    ofTime((date) => date.getUTCFullYear()),
  ),
  MONTH: plain(
    1,
    1,
    ofTime((date) => date.getUTCMonth() + 1),
  ),
  DAY: plain(
    1,
    1,
    ofTime((date) => date.getUTCDate()),
  ),
};
