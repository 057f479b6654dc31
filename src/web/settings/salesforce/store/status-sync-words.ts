import type { StatusSync } from '../../../../domain/connection.ts';

/** The kept ones stay: each case is kept in step as was chosen when it was escalated. */
const KEPT = 'Cases that are kept in step already stay so; messages go on.';

/** What is asked before another kind of status sync is chosen. */
export const STATUS_SYNC_QUESTIONS: Readonly<
  Record<StatusSync, { heading: string; body: string; yes: string }>
> = {
  none: {
    heading: 'Stop keeping statuses in step?',
    body: `Of cases escalated from now on, each side keeps its own status. ${KEPT}`,
    yes: 'Stop status sync',
  },
  automated: {
    heading: 'Choose Automated sync?',
    body: `By itself this keeps nothing in step: its conditions are set up on Care’s side, by your Customer Success Manager. Until then, of cases escalated from now on, each side keeps its own status. ${KEPT}`,
    yes: 'Choose Automated sync',
  },
  bidirectional: {
    heading: 'Keep statuses in step both ways?',
    body: 'Every case escalated from now on follows: a status set on one side is set on the other.',
    yes: 'Start Bi-direction sync',
  },
};
