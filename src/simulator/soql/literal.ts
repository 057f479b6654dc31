import { parseInstant } from '../records/instant.ts';
import { SalesforceError } from '../salesforce-error.ts';

/** A value of a WHERE clause. A date literal is a span of time: `from` inclusive, `to` exclusive. */
export type Literal =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  | { kind: 'time'; from: string; to: string | null };

const DAY = 86_400_000;

export function readLiteral(source: string, type: string, now: number): Literal {
  switch (type) {
    case 'STRING':
      return { kind: 'text', value: unquote(source) };
    case 'INTEGER':
    case 'DECIMAL':
      return { kind: 'number', value: Number(source) };
    case 'BOOLEAN':
      return { kind: 'boolean', value: source.toUpperCase() === 'TRUE' };
    case 'NULL':
      return { kind: 'null' };
    case 'DATETIME':
    case 'DATE': {
      const from = parseInstant(source, type === 'DATE');
      if (from) return { kind: 'time', from, to: null };
      break;
    }
    case 'DATE_LITERAL':
    case 'DATE_N_LITERAL': {
      const span = dateSpan(source.toUpperCase(), now);
      if (span) return { kind: 'time', ...span };
      break;
    }
  }
  throw new SalesforceError(400, 'MALFORMED_QUERY', `unexpected token: ${source}`);
}

/** Text keeps its wildcards escaped for LIKE: `\%` and `\_` stay as they are. */
function unquote(source: string): string {
  const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return source
    .slice(1, -1)
    .replace(/\\(.)/gs, (whole, letter: string) =>
      letter === '%' || letter === '_' ? whole : (named[letter] ?? letter),
    );
}

/** Days in UTC (the platform takes the user's time zone). */
function dateSpan(name: string, now: number): { from: string; to: string } | null {
  const today = Math.floor(now / DAY) * DAY;
  const [word, count] = name.split(':');
  const n = Number(count ?? 0);
  const days = (from: number, to: number) => ({
    from: new Date(today + from * DAY).toISOString(),
    to: new Date(today + to * DAY).toISOString(),
  });
  switch (word) {
    case 'TODAY':
      return days(0, 1);
    case 'YESTERDAY':
      return days(-1, 0);
    case 'TOMORROW':
      return days(1, 2);
    case 'LAST_N_DAYS':
      return days(-n, 1);
    case 'NEXT_N_DAYS':
      return days(1, n + 1);
    case 'N_DAYS_AGO':
      return days(-n, -n + 1);
    case 'LAST_90_DAYS':
      return days(-90, 1);
    case 'THIS_WEEK':
      return week(today, 0);
    case 'LAST_WEEK':
      return week(today, -7);
    case 'THIS_MONTH':
      return months(now, 0);
    case 'LAST_MONTH':
      return months(now, -1);
    default:
      return null;
  }
}

function week(today: number, shift: number) {
  const from = today - new Date(today).getUTCDay() * DAY + shift * DAY;
  return { from: new Date(from).toISOString(), to: new Date(from + 7 * DAY).toISOString() };
}

function months(now: number, shift: number) {
  const date = new Date(now);
  const start = (months: number) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)).toISOString();
  return { from: start(shift), to: start(shift + 1) };
}
