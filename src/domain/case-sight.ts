import type { CareCase } from './case.ts';

/** Whether a case is among those an agent works with: their own, nobody's, and spam. All others take *See all cases*. */
export const isInSight = (
  agentId: string,
  { assigneeId, status }: Pick<CareCase, 'assigneeId' | 'status'>,
): boolean => assigneeId === null || assigneeId === agentId || status === 'spam';
