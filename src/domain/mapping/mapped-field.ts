/**
 * Where the value of one Salesforce field comes from.
 *
 * `dynamic`: it differs from case to case. `internal`: what Care itself knows of the escalation. `variable`: one of
 * a known set, turned value by value into the org's own words; what is not listed becomes `otherwise`, and with
 * null nothing. `fixed`: always the same. `template`: text with Care data in braces, `{platform}: {author}`.
 */
export type FieldSource =
  | { kind: 'dynamic' | 'internal'; data: string }
  | { kind: 'variable'; data: string; values: Readonly<Record<string, string>>; otherwise: string | null }
  | { kind: 'fixed'; value: string }
  | { kind: 'template'; template: string };

export const SOURCE_KINDS = ['dynamic', 'internal', 'variable', 'fixed', 'template'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A lookup that is found by another field of the record it leads to. */
export interface ExternalKey {
  /** Name of the relationship: `Account` of AccountId, `Product__r` of Product__c. */
  relationship: string;
  /** An external id of the record it leads to. */
  field: string;
}

/** What a value that somebody chooses in Salesforce makes of the Care case. */
export interface BackMap {
  /** What it sets: `case_status`, `case_priority` or the key of a single-select. */
  data: string;
  /** Value in Salesforce: value of Care. What is not listed changes nothing. */
  values: Readonly<Record<string, string>>;
}

export interface MappedField {
  /** API name in Salesforce. */
  field: string;
  /** Label, type and length as the org had them when the mapping was saved. */
  label: string;
  type: string;
  /** Characters; 0 where it has no meaning. */
  length: number;
  source: FieldSource;
  /** A lookup by external id; null: the value is written into the field itself. */
  by: ExternalKey | null;
  /** Whether the agent may change the value before the record is created. */
  editable: boolean;
  /** Whether text that is too long is cut where everybody sees it; else it stands in the way. */
  shorten: boolean;
  /** Of a case's status: what comes back. Absent: the mapping, read backwards. */
  back?: BackMap | null | undefined;
}

/** The one every object has; an object without record types has no other. */
export const MASTER_RECORD_TYPE = 'Master';

/** Values of a picklist that a source names itself. */
export function valuesOf(source: FieldSource): string[] {
  if (source.kind === 'fixed') return [source.value];
  if (source.kind !== 'variable') return [];
  const all = [...Object.values(source.values), ...(source.otherwise === null ? [] : [source.otherwise])];
  return [...new Set(all)].filter((value) => value !== '');
}

/** Whether there can be a case for which nothing comes of it. */
export const mayBeEmpty = (source: FieldSource): boolean =>
  source.kind !== 'fixed' && !(source.kind === 'variable' && source.otherwise !== null);
