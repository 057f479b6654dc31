import type { Org } from '../org.ts';
import type { Action } from './action.ts';

/** A Developer Edition's share of requests in 24 hours (Limits cheat sheet, "API Request Limits"). */
export const DAILY_API_REQUESTS = 15_000;

/** Goes on every answer. */
export const limitInfo = (org: Org) =>
  `api-usage=${Math.min(org.control.apiCallCount(), DAILY_API_REQUESTS)}/${DAILY_API_REQUESTS}`;

export const limits: Action = {
  operation: 'limits',
  method: 'GET',
  path: '/limits',
  handle: ({ org }) => ({
    status: 200,
    body: {
      DailyApiRequests: {
        Max: DAILY_API_REQUESTS,
        Remaining: Math.max(0, DAILY_API_REQUESTS - org.control.apiCallCount()),
      },
      DailyDeliveredPlatformEvents: { Max: 10_000, Remaining: Math.max(0, 10_000 - org.deliveredEvents) },
      DataStorageMB: { Max: 5, Remaining: 5 },
    },
  }),
};
