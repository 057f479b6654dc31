export const CASE_FIELD_TYPES = ['single_select', 'multi_select', 'text', 'number', 'date'] as const;
export type CaseFieldType = (typeof CASE_FIELD_TYPES)[number];

export interface CaseFieldOption {
  /** Stays: cases and mappings name it. */
  value: string;
  label: string;
}

/** What an account asks of its cases beyond what every case has. */
export interface CaseField {
  /** Stays, also when the field is called otherwise: mappings name it. Begins with `field_`. */
  key: string;
  name: string;
  type: CaseFieldType;
  /** Of a select; empty for the rest. */
  options: readonly CaseFieldOption[];
}

/** Several of a multi-select, as text for the rest: a number in digits, a date as 2026-11-22. */
export type CaseFieldValue = string | readonly string[];

const TEXT_LIMIT = 1_000;

/** Why a field does not take this value. Null: it does. */
export function whyNotCaseFieldValue(field: CaseField, value: CaseFieldValue): string | null {
  if (field.type === 'multi_select') {
    if (typeof value === 'string') return `${field.name} takes a list of its options.`;
    const unknown = value.find((each) => !isOption(field, each));
    return unknown === undefined ? null : `${field.name} has no option ${unknown}.`;
  }
  if (typeof value !== 'string') return `${field.name} takes one value.`;
  switch (field.type) {
    case 'single_select':
      return isOption(field, value) ? null : `${field.name} has no option ${value}.`;
    case 'text':
      return value.length <= TEXT_LIMIT ? null : `${field.name} holds ${TEXT_LIMIT} characters.`;
    case 'number':
      return /^-?\d{1,9}(\.\d{1,6})?$/.test(value)
        ? null
        : `${field.name} takes a number of at most 9 digits.`;
    case 'date':
      return isDay(value) ? null : `${field.name} takes a day such as 2026-11-22.`;
  }
}

const isOption = ({ options }: CaseField, value: string): boolean =>
  options.some((option) => option.value === value);

/** A day there is: not the 31st of a shorter month. */
const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** A key or an option's value made of what people call it: `Team ownership` is `team_ownership`. Unlike all of `taken`. */
export function keyFor(name: string, taken: ReadonlySet<string>, prefix = ''): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  const key = prefix + (plain || 'value');
  for (let at = 1; ; at += 1) {
    const free = at === 1 ? key : `${key}_${at}`;
    if (!taken.has(free)) return free;
  }
}

/** What an account has of its own to map: words for its cases, and fields. */
export interface OwnCareData {
  labels: readonly string[];
  fields: readonly CaseField[];
}

export const NOTHING_OF_ITS_OWN: OwnCareData = { labels: [], fields: [] };
