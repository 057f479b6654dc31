import { type Check, fine, type Verdict, wrong } from './check.ts';
import type { Vitals } from './org-reader.ts';

/** Above this part of the day's requests, everybody's, something is likely to stop soon. */
const TIGHT = 0.8;
const FULL = 0.95;

/** How much of the org's API requests of 24 hours is used, and how much of it by Care. */
export const apiShareCheck: Check = {
  code: 'api_share',
  title: 'API requests',
  setup: { path: 'Setup, Company Settings, Company Information', page: 'CompanyProfileInfo' },
  examine: async ({ vitals }, { ownCalls }) => decideApiShare(vitals.requests, ownCalls),
};

export function decideApiShare(requests: Vitals['requests'], ownCalls: number): Verdict {
  if (requests === null) {
    return wrong(
      'unknown',
      'Salesforce did not say how many API requests were made today.',
      'Look at API Requests, Last 24 Hours in Setup.',
    );
  }
  const { used, allowed } = requests;
  const share = allowed === 0 ? 1 : used / allowed;
  const fact = `${number(used)} of ${number(allowed)} requests of the last 24 hours are used (${Math.round(share * 100)} %), ${number(ownCalls)} of them by Care.`;
  if (share < TIGHT) return fine(fact);
  return wrong(
    share < FULL ? 'warning' : 'trouble',
    fact,
    ownCalls * 2 > used
      ? 'When they are used up, Care waits and nothing is lost. Buy more API calls for the org.'
      : 'When they are used up, Care waits and nothing is lost. Most are used by other integrations: look at API Usage Last 7 Days in Setup, Reports.',
  );
}

const number = (value: number): string => value.toLocaleString('en-US');
