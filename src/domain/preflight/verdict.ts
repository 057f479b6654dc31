export const VERDICTS = [
  'NOT_WRITABLE',
  'REQUIRED',
  'TOO_LONG',
  'MAYBE_TOO_LONG',
  'NOT_OF_TYPE',
  'MAYBE_NOT_OF_TYPE',
  'NOT_IN_PICKLIST',
  'UNLISTED_VALUE',
  'NOT_WITH_CONTROLLER',
  'VALIDATION_RULE',
] as const;
export type VerdictCode = (typeof VERDICTS)[number];

/**
 * What Salesforce will say of a field once the record is sent. A refusal is certain and blocks; a warning is likely,
 * and never does.
 */
export interface Verdict {
  /** API name; null: it concerns the record as a whole. */
  field: string | null;
  code: VerdictCode;
  kind: 'refusal' | 'warning';
  fact: string;
  remedy: string;
}

const verdictOf =
  (kind: Verdict['kind']) =>
  (field: string | null, code: VerdictCode, fact: string, remedy: string): Verdict => ({
    field,
    code,
    kind,
    fact,
    remedy,
  });
export const refusal = verdictOf('refusal');
export const warning = verdictOf('warning');

/** Something Salesforce will look at that nobody could foresee, and why not. */
export interface NotChecked {
  what: string;
  why: string;
}
