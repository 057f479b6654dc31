import type { CareFacts } from './care-facts.ts';

/** What a piece of Care data is, as far as Salesforce's fields tell things apart. */
export const CARE_DATA_TYPES = [
  'text',
  'long_text',
  'email',
  'phone',
  'url',
  'number',
  'date',
  'datetime',
  'contact',
  'choice',
  'choices',
] as const;
export type CareDataType = (typeof CARE_DATA_TYPES)[number];

export const CARE_DATA_KINDS = ['dynamic', 'internal', 'variable'] as const;
export type CareDataKind = (typeof CARE_DATA_KINDS)[number];

/** A piece of Care data without a case: enough to choose it, to judge what it fits and to put it into words. */
export interface CareEntry {
  /** Stays: saved mappings name it, and templates put it in braces. */
  readonly key: string;
  readonly kind: CareDataKind;
  readonly label: string;
  readonly type: CareDataType;
  readonly example: string;
  /** Of a variable: all there can be. Empty for the rest. */
  readonly options: readonly { value: string; label: string }[];
}

/** Of `choices` it can be several, in the order of the options. Null: there is nothing. */
export type CareValue = string | readonly string[] | null;

/** Something Care knows of a case that can be mapped to a Salesforce field. */
export interface CareDatum extends CareEntry {
  read(facts: CareFacts): CareValue;
}

/** Whether a status chosen in Salesforce can set it: the case's status, its priority, a single-select of the account. */
export const isSettable = ({ key, type }: CareEntry): boolean =>
  type === 'choice' && (key === 'case_status' || key === 'case_priority' || key.startsWith('field_'));

/** Care data by key. */
export interface CareBook<Entry extends CareEntry = CareEntry> {
  readonly all: readonly Entry[];
  datum(key: string): Entry | null;
}

export function bookOf<Entry extends CareEntry>(all: readonly Entry[]): CareBook<Entry> {
  const byKey = new Map(all.map((entry) => [entry.key, entry]));
  return { all, datum: (key) => byKey.get(key) ?? null };
}

/** Single values; of what is not there none. */
export const valuesRead = (value: CareValue): readonly string[] =>
  value === null ? [] : typeof value === 'string' ? [value] : value;

/** As people read it: a variable's own words instead of its values. */
export function readInWords(datum: CareDatum, facts: CareFacts): string | null {
  const words = valuesRead(datum.read(facts)).map(
    (value) => datum.options.find((option) => option.value === value)?.label ?? value,
  );
  return words.length === 0 ? null : words.join(', ');
}
