const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads a date or time as REST accepts it; null when it is neither. Times keep whole seconds only: the platform
 * stores no milliseconds (observed; every answer ends in `.000+0000`).
 */
export function parseInstant(text: string, dateOnly = false): string | null {
  if (!isDay(text.slice(0, 10))) return null;
  if (dateOnly) return Number.isNaN(Date.parse(text)) ? null : text.slice(0, 10);
  if (!DATE.test(text) && !DATETIME.test(text)) return null;
  const zoned = DATETIME.test(text) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text;
  const time = Date.parse(zoned.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time) ? null : wholeSecond(time);
}

/** JavaScript takes 30 February for 2 March; the platform does not. */
function isDay(text: string): boolean {
  return DATE.test(text) && new Date(`${text}T00:00:00Z`).getUTCDate() === Number(text.slice(8));
}

export const wholeSecond = (time: number) => new Date(Math.floor(time / 1000) * 1000).toISOString();

/** As REST writes times: `2026-11-22T10:00:00.000+0000`. */
export const toRestInstant = (iso: string) => iso.replace(/Z$/, '+0000');
