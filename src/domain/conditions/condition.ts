/** How what a case has is compared with what a condition names. */
export const OPERATORS = [
  'is_any_of',
  'is_none_of',
  'contains_any',
  'contains_none',
  'is_set',
  'is_not_set',
  'at_least',
  'at_most',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  /** Key of a subject. */
  subject: string;
  operator: Operator;
  /** Options of a choice, words of a text, one number as text; empty where the operator says all. */
  values: readonly string[];
}

export const MATCHES = ['all', 'any'] as const;

/** What a rule asks of a case. */
export interface Conditions {
  match: (typeof MATCHES)[number];
  conditions: readonly Condition[];
}
