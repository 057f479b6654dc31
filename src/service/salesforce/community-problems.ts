import { Problem } from '../problem.ts';

/** The documented consequence, and why; nothing waits in Community, so nothing is promised. */
export const expired = (why = 'The Salesforce connection has expired.'): Problem =>
  new Problem(
    'SALESFORCE_RECONNECT_NEEDED',
    `${why} No new Salesforce cases or leads can be created; those already created are not affected.`,
    { remedy: 'Connect again in Settings.' },
  );

/** What Salesforce did not do, as whoever is at a Community message is told. */
export function ofCommunity(problem: Problem): Problem {
  if (problem.code === 'SALESFORCE_RECONNECT_NEEDED') return expired(problem.message);
  return problem.code === 'SALESFORCE_UNAVAILABLE' ? unavailable(problem.message) : problem;
}

export const unavailable = (why: string): Problem =>
  new Problem('SALESFORCE_UNAVAILABLE', why, { remedy: 'Try again in a minute.' });
