import { type Check, fine, type Verdict, wrong } from './check.ts';

/** A Date header is cut to seconds and as old as its way here. */
const CLOSE_MS = 30_000;
const FAR_MS = 5 * 60_000;

/** Salesforce's clock and ours: times of messages, ends of codes and windows of sweeps are compared across both. */
export const clocksCheck: Check = {
  code: 'clocks',
  title: 'Clocks',
  setup: null,
  examine: async ({ vitals }) => decideClocks(vitals.clockAheadMs),
};

export function decideClocks(aheadMs: number | null): Verdict {
  if (aheadMs === null) {
    return wrong('unknown', 'Salesforce’s answer said no time.', 'Check again later.');
  }
  const apart = Math.abs(aheadMs);
  if (apart <= CLOSE_MS) return fine('Salesforce and Care agree about the time.');
  return wrong(
    apart < FAR_MS ? 'warning' : 'trouble',
    `The clock of Care’s server is ${told(apart)} ${aheadMs > 0 ? 'behind' : 'ahead of'} Salesforce’s.`,
    'Let the server that runs Care set its clock by NTP. Nothing in Salesforce has to change.',
  );
}

const told = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1_000)} seconds`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
};
