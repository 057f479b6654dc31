import type { CaseStatus } from './case.ts';

/** Which Salesforce status stands for which status of Care, and back. */
export interface StatusMap {
  toSalesforce: Readonly<Record<CaseStatus, string>>;
  /** A Salesforce status that is not listed leaves Care as it is. */
  toCare: Readonly<Record<string, CaseStatus>>;
}

export const DEFAULT_STATUS_MAP: StatusMap = {
  toSalesforce: {
    new: 'New',
    open: 'Working',
    pending: 'Waiting on Customer',
    on_hold: 'Working',
    done: 'Closed',
    spam: 'Closed',
  },
  toCare: {
    New: 'new',
    Working: 'open',
    'Waiting on Customer': 'pending',
    Closed: 'done',
  },
};

/** The Salesforce status a Care status is shown as: its image. */
export const imageOf = (status: CaseStatus, map: StatusMap = DEFAULT_STATUS_MAP): string =>
  map.toSalesforce[status];

/** Whether Care knows what a Salesforce status means. One it does not know is left as it is. */
export const isMapped = (salesforceStatus: string, map: StatusMap = DEFAULT_STATUS_MAP): boolean =>
  Object.hasOwn(map.toCare, salesforceStatus);

/**
 * What a status chosen in Salesforce makes of the Care case. Null: it stays as it is, because the value
 * is not mapped or already is the image of the current status (Closed on a case that is Spam, Working on
 * one that is On hold).
 */
export function decideCareStatus(
  salesforceStatus: string,
  current: CaseStatus,
  map: StatusMap = DEFAULT_STATUS_MAP,
): CaseStatus | null {
  if (imageOf(current, map) === salesforceStatus) return null;
  const wanted = isMapped(salesforceStatus, map) ? map.toCare[salesforceStatus] : undefined;
  return wanted === undefined || wanted === current ? null : wanted;
}
