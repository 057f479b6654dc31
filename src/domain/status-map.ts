import { CASE_STATUSES, type CaseStatus, isCaseStatus } from './case.ts';
import type { BackMap, FieldSource, MappedField } from './mapping/mapped-field.ts';

/** Which Salesforce status stands for which status of Care, and back. */
export interface StatusMap {
  /** Null: nothing stands for it, and what Salesforce shows stays. */
  toSalesforce: Readonly<Record<CaseStatus, string | null>>;
  /** A Salesforce status that is not listed leaves Care as it is. */
  toCare: ReadonlyMap<string, CaseStatus>;
  /** What else a Salesforce status sets, and not the case's status then; null: nothing. */
  sets: BackMap | null;
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
  return { toSalesforce: Object.fromEntries(shown) as StatusMap['toSalesforce'], toCare, sets: null };
}

export const DEFAULT_STATUS_MAP = buildStatusMap(DEFAULT_STATUS_VALUES, null);

/** The map a saved mapping of cases holds. Where Status is not mapped from the case's status, nothing is kept in step. */
export function statusMapOf(mapping: readonly MappedField[]): StatusMap {
  const mapped = mapping.find(({ field }) => field === 'Status');
  const source = mapped?.source;
  const map =
    source?.kind === 'variable' && source.data === 'case_status'
      ? buildStatusMap(source.values, source.otherwise)
      : buildStatusMap({}, null);
  const back = mapped && (mapped.back ?? readBackwards(mapped.source));
  if (!back) return map;
  if (back.data !== 'case_status') return { ...map, toCare: new Map(), sets: back };
  const chosen = Object.entries(back.values).filter((pair): pair is [string, CaseStatus] =>
    isCaseStatus(pair[1]),
  );
  return { ...map, toCare: new Map(chosen) };
}

/**
 * What comes back where nobody has said otherwise: a status in Salesforce that a select of the account stands for sets
 * that, the first of several options that share it. Null: nothing, or the status itself, which `buildStatusMap` reads.
 */
function readBackwards(source: FieldSource): BackMap | null {
  if (source.kind !== 'variable' || !source.data.startsWith('field_')) return null;
  const values: Record<string, string> = {};
  for (const [care, salesforce] of Object.entries(source.values)) values[salesforce] ??= care;
  return { data: source.data, values };
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
