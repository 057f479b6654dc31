import { type FormulaValue, Moment } from './formula-value.ts';
import type { PlainFunction } from './text-functions.ts';

const partOf =
  (read: (date: Date) => number) =>
  (value: FormulaValue = null): FormulaValue =>
    value instanceof Moment ? read(new Date(value.ms)) : null;

function moment(text: string, isDate: boolean): Moment | null {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : new Moment(ms, isDate);
}

/** Days are days in UTC, whoever asks; only TODAY() is the user's. */
export const DATE_FUNCTIONS: Readonly<Record<string, PlainFunction>> = {
  DATE: {
    args: [3, 3],
    run: (year = 0, month = 1, day = 1) =>
      new Moment(Date.UTC(Number(year), Number(month) - 1, Number(day)), true),
  },
  DATEVALUE: {
    args: [1, 1],
    run: (value = null) =>
      value instanceof Moment ? value.date : moment(String(value ?? '').slice(0, 10), true),
  },
  DATETIMEVALUE: {
    args: [1, 1],
    run: (value = null) =>
      value instanceof Moment
        ? new Moment(value.ms, false)
        : moment(
            `${String(value ?? '')
              .replace(' ', 'T')
              .replace(/Z$/, '')}Z`,
            false,
          ),
  },
  YEAR: { args: [1, 1], run: partOf((date) => date.getUTCFullYear()) },
  MONTH: { args: [1, 1], run: partOf((date) => date.getUTCMonth() + 1) },
  DAY: { args: [1, 1], run: partOf((date) => date.getUTCDate()) },
  /** 1 is Sunday. */
  WEEKDAY: { args: [1, 1], run: partOf((date) => date.getUTCDay() + 1) },
  ADDMONTHS: {
    args: [2, 2],
    run: (value = null, months = 0) => {
      if (!(value instanceof Moment)) return null;
      const date = new Date(value.ms);
      const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + Number(months), 1));
      const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
      first.setUTCDate(Math.min(date.getUTCDate(), last));
      return new Moment(first.getTime() + (value.ms - value.date.ms), value.isDate);
    },
  },
};
