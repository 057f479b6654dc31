/*
 * Times as a reader sees them: the interface is English, 24 hours, in the reader's own time zone.
 * A formatter is made once, when first needed: making one costs more than a thousand uses.
 */
const formatters = new Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>();

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;
const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const DAY_OF_YEAR = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const FULL = { dateStyle: 'full', timeStyle: 'medium' } as const;

const DAY_MS = 86_400_000;

/** `shape` is a constant of the caller's: formatters are kept by it. */
export function formatTime(time: Date, shape: Intl.DateTimeFormatOptions): string {
  let formatter = formatters.get(shape);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', shape);
    formatters.set(shape, formatter);
  }
  return formatter.format(time);
}

const midnight = (time: Date): number => new Date(time).setHours(0, 0, 0, 0);

/** Whole days between the two, as the reader's calendar counts them. */
export const daysBefore = (time: Date, now: Date): number =>
  Math.round((midnight(now) - midnight(time)) / DAY_MS);

/** "18:42" */
export const clockTime = (iso: string): string => formatTime(new Date(iso), CLOCK);

/** The whole date and time, for a tooltip. */
export const fullTime = (iso: string): string => formatTime(new Date(iso), FULL);

/** Whether two instants are on one day for this reader. */
export const sameDay = (a: string, b: string): boolean => midnight(new Date(a)) === midnight(new Date(b));

/** "Today", "Yesterday", "Friday 20 November", "20 November 2024" */
export function dayName(iso: string, now = new Date()): string {
  const time = new Date(iso);
  const days = daysBefore(time, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return formatTime(time, time.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR);
}

/** "now", "4 s", "12 min", "3 h", "2 days" */
export function ageOf(iso: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(iso)) / 1000));
  if (seconds < 2) return 'now';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  const days = Math.floor(seconds / 86_400);
  return days === 1 ? '1 day' : `${days} days`;
}
