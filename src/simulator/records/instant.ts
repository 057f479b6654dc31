const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads a date or time as REST accepts it; null when it is neither. Times keep whole seconds only: the platform
 * stores no milliseconds (observed; every answer ends in `.000+0000`).
 */
export function parseInstant(text: string, dateOnly = false): string | null {
  if (dateOnly)
    return DATE.test(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)) ? text.slice(0, 10) : null;
  if (!DATE.test(text) && !DATETIME.test(text)) return null;
  const zoned = DATETIME.test(text) && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? `${text}Z` : text;
  const time = Date.parse(zoned.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(time) ? null : wholeSecond(time);
}

export const wholeSecond = (time: number) => new Date(Math.floor(time / 1000) * 1000).toISOString();

/** As REST writes times: `2026-11-22T10:00:00.000+0000`. */
export const toRestInstant = (iso: string) => iso.replace(/Z$/, '+0000');
