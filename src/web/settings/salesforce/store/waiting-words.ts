import { clockTime, dayName } from '../../../elements/times.ts';

/** "2 messages and 1 status" */
export function changesWords({ messages, statuses }: { messages: number; statuses: number }): string {
  const parts = [count(messages, 'message', 'messages'), count(statuses, 'status', 'statuses')];
  return parts.filter((part) => part !== '').join(' and ') || 'Nothing';
}

/** "38 s", "42 min", "3 h", "2 days" */
export function durationWords(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.round(seconds / 3_600)} h`;
  const days = Math.round(seconds / 86_400);
  return days === 1 ? '1 day' : `${days} days`;
}

/** "09:12", "yesterday, 09:12", "Friday 20 November, 09:12" */
export function whenWords(iso: string): string {
  const day = dayName(iso);
  if (day === 'Today') return clockTime(iso);
  return `${day === 'Yesterday' ? 'yesterday' : day}, ${clockTime(iso)}`;
}

const count = (number: number, one: string, more: string): string =>
  number === 0 ? '' : `${number} ${number === 1 ? one : more}`;
