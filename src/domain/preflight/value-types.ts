import type { FieldSort } from '../mapping/schema.ts';

export interface Misfit {
  /** As it stands after the field's label and a colon. */
  fact: string;
  remedy: string;
  /** Whether Salesforce is sure to refuse it. */
  certain: boolean;
}

/**
 * Why a value cannot stand in a field of its sort; null: it can. Phone numbers and addresses of the web are text to
 * Salesforce: their length is all it looks at.
 *
 * @param value not empty.
 * @param digits before the decimal point that a number field keeps; null: any.
 */
export function whyNotOfType(sort: FieldSort, value: string, digits: number | null): Misfit | null {
  switch (sort) {
    case 'email':
      return email(value);
    case 'number':
      return number(value, digits);
    case 'checkbox':
      return /^(true|false)$/i.test(value) ? null : certain('is either checked or not.', 'Choose Yes or No.');
    case 'date':
      return isDay(value)
        ? null
        : certain(`“${value}” is not a date.`, 'Write it as year, month, day: 2026-11-22.');
    case 'datetime':
      return isInstant(value)
        ? null
        : certain(`“${value}” is not a date and time.`, 'Write it as 2026-11-22T09:31:00Z.');
    case 'contact':
    case 'lookup':
      return /^([A-Za-z0-9]{15}|[A-Za-z0-9]{18})$/.test(value)
        ? null
        : certain(`“${value}” is not the id of a record.`, 'Give the id of 15 or 18 characters.');
    default:
      return null;
  }
}

const certain = (fact: string, remedy: string): Misfit => ({ fact, remedy, certain: true });

function email(value: string): Misfit | null {
  const remedy = 'Write it as name@example.com.';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    return certain(`“${value}” is not an e-mail address.`, remedy);
  const plain = /^[^\s@<>()[\]\\,;:"]+@[^\s@.]+(\.[^\s@.]+)+$/.test(value) && !/\.\.|^\.|\.@/.test(value);
  if (plain) return null;
  return { fact: `Salesforce may not take “${value}” for an e-mail address.`, remedy, certain: false };
}

function number(value: string, digits: number | null): Misfit | null {
  const parsed = Number(value);
  if (!Number.isFinite(parsed)) {
    return certain(`“${value}” is not a number.`, 'Use digits, with a point before decimals.');
  }
  if (digits === null || Math.abs(parsed) < 10 ** digits) return null;
  const most = `${digits} ${digits === 1 ? 'digit' : 'digits'}`;
  return certain(`Salesforce keeps at most ${most} before the decimal point.`, 'Give a smaller number.');
}

/** Salesforce takes the day of whatever begins with one. */
function isDay(value: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(value) ?? [];
  if (year === '') return false;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
}

function isInstant(value: string): boolean {
  if (!isDay(value)) return false;
  const time = value.slice(10);
  return time === '' || /^T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/.test(time);
}
