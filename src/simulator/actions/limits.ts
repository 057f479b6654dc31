import type { Org } from '../org.ts';
import type { Action } from './action.ts';

/** Goes on every answer. */
export function limitInfo(org: Org): string {
  const { used, max } = apiUsage(org);
  return `api-usage=${used}/${max}`;
}

function apiUsage(org: Org): { used: number; max: number } {
  const { dailyApiRequests: max, otherApiRequests } = org.organization.setup;
  return { used: Math.min(org.control.apiCallCount() + otherApiRequests, max), max };
}

export const limits: Action = {
  operation: 'limits',
  method: 'GET',
  path: '/limits',
  handle({ org }) {
    const { used, max } = apiUsage(org);
    return {
      status: 200,
      body: {
        DailyApiRequests: { Max: max, Remaining: max - used },
        DailyDeliveredPlatformEvents: { Max: 10_000, Remaining: Math.max(0, 10_000 - org.deliveredEvents) },
        DataStorageMB: { Max: 5, Remaining: 5 },
      },
    };
  },
};
