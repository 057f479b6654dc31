import type { CaseMoved } from './live-hub.ts';

/** Whether what moved changes the agent's own list: the case is theirs, or was until now. */
export function ownList(agentId: string, cases: Iterable<string>): (moved: CaseMoved) => boolean {
  const own = new Set(cases);
  return ({ caseId, assigneeId }) => {
    if (assigneeId !== agentId) return own.delete(caseId);
    own.add(caseId);
    return true;
  };
}
