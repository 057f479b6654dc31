/*
 * Times as a reader sees them: the interface is English, 24 hours, in the reader's own time zone.
 * Formatters are made once; making one costs more than a thousand uses.
 */
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const SHORT = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

const DAY_MS = 86_400_000;

const midnight = (time: Date): number => new Date(time).setHours(0, 0, 0, 0);
const daysBefore = (time: Date, now: Date): number => Math.round((midnight(now) - midnight(time)) / DAY_MS);

/** "18:42" */
export const clockTime = (iso: string): string => CLOCK.format(new Date(iso));

/** The whole date and time, for a tooltip. */
export const fullTime = (iso: string): string => FULL.format(new Date(iso));

/** Whether two instants are on one day for this reader. */
export const sameDay = (a: string, b: string): boolean => midnight(new Date(a)) === midnight(new Date(b));

/** "Today", "Yesterday", "Friday 20 November", "20 November 2024" */
export function dayName(iso: string, now = new Date()): string {
  const time = new Date(iso);
  const days = daysBefore(time, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return (time.getFullYear() === now.getFullYear() ? DAY : DAY_OF_YEAR).format(time);
}

/** For a row of a list: "09:26" today, "Fri" this week, "2 Nov" this year, "2024" before. */
export function listTime(iso: string, now = new Date()): string {
  const time = new Date(iso);
  const days = daysBefore(time, now);
  if (days <= 0) return CLOCK.format(time);
  if (days < 7) return WEEKDAY.format(time);
  return time.getFullYear() === now.getFullYear() ? SHORT.format(time) : String(time.getFullYear());
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
