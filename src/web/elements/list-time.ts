import { clockTime, daysBefore, formatTime } from './times.ts';

const WEEKDAY = { weekday: 'short' } as const;
const SHORT = { day: 'numeric', month: 'short' } as const;

/** For a row of a list: "09:26" today, "Fri" this week, "2 Nov" this year, "2024" before. */
export function listTime(iso: string, now = new Date()): string {
  const time = new Date(iso);
  const days = daysBefore(time, now);
  if (days <= 0) return clockTime(iso);
  if (days < 7) return formatTime(time, WEEKDAY);
  return time.getFullYear() === now.getFullYear() ? formatTime(time, SHORT) : String(time.getFullYear());
}
