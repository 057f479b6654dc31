import { type CaseStatus, isActive } from './case.ts';

/** What happened to a case, as far as its status is concerned. */
export type CaseHappening =
  | { type: 'assigned' }
  | { type: 'unassigned' }
  | { type: 'customer_wrote' }
  | { type: 'replied'; thenStatus: CaseStatus | null }
  | { type: 'set'; status: CaseStatus };

/**
 * The automatic moves: created is New (the caller's start), assigned opens, unassigned makes New again,
 * a customer's answer opens Pending and reopens Done; a reply may carry the status to set with it.
 * A manual change is free.
 */
export function decideCaseStatus(
  current: CaseStatus,
  assigned: boolean,
  happening: CaseHappening,
): CaseStatus {
  switch (happening.type) {
    case 'assigned':
      return current === 'new' ? 'open' : current;
    case 'unassigned':
      return isActive(current) ? 'new' : current;
    case 'customer_wrote':
      if (current === 'pending') return 'open';
      if (current === 'done') return assigned ? 'open' : 'new';
      return current;
    case 'replied':
      return happening.thenStatus ?? current;
    case 'set':
      return happening.status;
  }
}

export interface CustomersLatestCase {
  status: CaseStatus;
  /** When it became Done, ISO-8601; null while it is not. */
  doneAt: string | null;
}

/** Whether a customer's new message belongs to their latest case on this profile or starts another. */
export function decideCaseForMessage(
  latest: CustomersLatestCase | null,
  now: string,
  graceDays: number,
): 'join' | 'reopen' | 'create' {
  if (latest === null || latest.status === 'spam') return 'create';
  if (latest.status !== 'done') return 'join';
  if (latest.doneAt === null) return 'create';
  const graceEnds = Date.parse(latest.doneAt) + graceDays * 86_400_000;
  return Date.parse(now) <= graceEnds ? 'reopen' : 'create';
}
