/**
 * A Care case: one conversation with one customer on one profile, worked by one agent at a time.
 *
 * Terminology used across the code base: account (our tenant), agent, customer, profile (the brand's
 * account on a platform), case, message, note; org, connection, connected user, default token;
 * mapping, escalation; outbox, lane, batch, sweep, echo, fence.
 */

export const CASE_STATUSES = ['new', 'open', 'pending', 'on_hold', 'done', 'spam'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

export const CASE_STATUS_LABELS: Readonly<Record<CaseStatus, string>> = {
  new: 'New',
  open: 'Open',
  pending: 'Pending',
  on_hold: 'On hold',
  done: 'Done',
  spam: 'Spam',
};

export const CASE_PRIORITIES = ['urgent', 'high', 'medium', 'low'] as const;
export type CasePriority = (typeof CASE_PRIORITIES)[number];

export const CASE_PRIORITY_LABELS: Readonly<Record<CasePriority, string>> = {
  urgent: 'Urgent',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

/** Days after Done in which a customer's message reopens the case; afterwards a new case starts. */
export const DEFAULT_GRACE_DAYS = 5;

export const isCaseStatus = (value: unknown): value is CaseStatus =>
  CASE_STATUSES.includes(value as CaseStatus);

/** New, Open, Pending, On hold: work is left. Done within its grace period still holds the customer's place. */
export const isActive = (status: CaseStatus): boolean => status !== 'done' && status !== 'spam';

/** A case as the service keeps it. Instants are ISO-8601 UTC. */
export interface CareCase {
  id: string;
  number: number;
  profileId: string;
  customerId: string;
  status: CaseStatus;
  priority: CasePriority;
  assigneeId: string | null;
  createdAt: string;
  assignedAt: string | null;
  doneAt: string | null;
  lastMessageAt: string | null;
  lastCustomerMessageAt: string | null;
  messageCount: number;
}
