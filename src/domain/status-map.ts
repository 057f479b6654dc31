import { CASE_STATUSES, type CaseStatus } from './case.ts';
import type { MappedField } from './mapping/mapped-field.ts';

/** Which Salesforce status stands for which status of Care, and back. */
export interface StatusMap {
  /** Null: nothing stands for it, and what Salesforce shows stays. */
  toSalesforce: Readonly<Record<CaseStatus, string | null>>;
  /** A Salesforce status that is not listed leaves Care as it is. */
  toCare: ReadonlyMap<string, CaseStatus>;
}

/** What Care starts with, until somebody saves a mapping. */
export const DEFAULT_STATUS_VALUES: Readonly<Record<CaseStatus, string>> = {
  new: 'New',
  open: 'Working',
  pending: 'Waiting on Customer',
  on_hold: 'Working',
  done: 'Closed',
  spam: 'Closed',
};

/**
 * The same mapping read both ways. Where several statuses of Care are shown as one, that one means the first of them
 * in the order of a case's life: Working is Open rather than On hold, Closed is Done rather than Spam. What all others
 * become means nothing on the way back.
 */
export function buildStatusMap(
  values: Readonly<Record<string, string>>,
  otherwise: string | null,
): StatusMap {
  const chosen = (status: CaseStatus) => (Object.hasOwn(values, status) ? values[status] : undefined);
  const toCare = new Map<string, CaseStatus>();
  for (const status of CASE_STATUSES) {
    const value = chosen(status);
    if (value && !toCare.has(value)) toCare.set(value, status);
  }
  const shown = CASE_STATUSES.map((status): [CaseStatus, string | null] => [
    status,
    (chosen(status) ?? otherwise) || null,
  ]);
  return { toSalesforce: Object.fromEntries(shown) as StatusMap['toSalesforce'], toCare };
}

export const DEFAULT_STATUS_MAP = buildStatusMap(DEFAULT_STATUS_VALUES, null);

/** The map a saved mapping of cases holds. Where Status is not mapped from the case's status, nothing is kept in step. */
export function statusMapOf(mapping: readonly MappedField[]): StatusMap {
  const source = mapping.find(({ field }) => field === 'Status')?.source;
  return source?.kind === 'variable' && source.data === 'case_status'
    ? buildStatusMap(source.values, source.otherwise)
    : buildStatusMap({}, null);
}

/** The Salesforce status a Care status is shown as: its image. */
export const imageOf = (status: CaseStatus, map: StatusMap): string | null => map.toSalesforce[status];

/** Whether Care itself would write this status. One it would not is somebody's own. */
export const isImage = (salesforceStatus: string, map: StatusMap): boolean =>
  Object.values(map.toSalesforce).includes(salesforceStatus);

/**
 * What a status chosen in Salesforce makes of the Care case. Null: it stays as it is, because the value
 * is not mapped or already is the image of the current status (Closed on a case that is Spam, Working on
 * one that is On hold).
 */
export function decideCareStatus(
  salesforceStatus: string,
  current: CaseStatus,
  map: StatusMap,
): CaseStatus | null {
  if (imageOf(current, map) === salesforceStatus) return null;
  const wanted = map.toCare.get(salesforceStatus);
  return wanted === undefined || wanted === current ? null : wanted;
}
