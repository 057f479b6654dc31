import type { ConnectedUserShape } from '../../../../api/salesforce.ts';
import { formatTime } from '../../../elements/times.ts';
import { works } from './token-words.ts';

const DAY_MS = 86_400_000;
const DAY_AND_CLOCK = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;

/** When an access ends or ended: "Renews with use", "In 6 days", "17 Nov, 08:10". */
export function expiryWords({ state, expiresAt }: ConnectedUserShape, now = Date.now()): string {
  if (expiresAt === null) return works(state) ? 'Renews with use' : 'Ended';
  if (!works(state)) return formatTime(new Date(expiresAt), DAY_AND_CLOCK);
  const days = Math.ceil((Date.parse(expiresAt) - now) / DAY_MS);
  if (days <= 0) return 'Today';
  return days === 1 ? 'In 1 day' : `In ${days} days`;
}
