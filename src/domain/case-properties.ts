import { type CaseField, type CaseFieldValue, whyNotCaseFieldValue } from './case-field.ts';
import { languageOf } from './language.ts';
import type { Sentiment } from './sentiment.ts';

/** What is said of a case beside its status, priority and holder. */
export interface CaseProperties {
  sentiment: Sentiment | null;
  /** ISO 639. */
  language: string | null;
  labels: readonly string[];
  /** By the key of the case field; what has no value is not there. */
  fields: Readonly<Record<string, CaseFieldValue>>;
}

/** What is to be another; what is not named stays. Null, '' and an empty list take a value away. */
export interface CasePropertiesChange {
  sentiment?: Sentiment | null | undefined;
  language?: string | null | undefined;
  labels?: readonly string[] | undefined;
  fields?: Readonly<Record<string, CaseFieldValue | null>> | undefined;
}

export interface PropertyRefusal {
  /** `language`, or `fields.<key>`. */
  path: string;
  fact: string;
}

/** The properties after the change, or what of it does not go. */
export function changeProperties(
  now: CaseProperties,
  change: CasePropertiesChange,
  known: readonly CaseField[],
): { properties: CaseProperties } | { refused: PropertyRefusal[] } {
  const refused: PropertyRefusal[] = [];
  const language = change.language ? languageOf(change.language) : null;
  if (change.language && language === null) {
    refused.push({ path: 'language', fact: 'A language is a code such as en or pt-BR.' });
  }
  const fields = { ...now.fields };
  for (const [key, value] of Object.entries(change.fields ?? {})) {
    const field = known.find((each) => each.key === key);
    if (!field) {
      refused.push({ path: `fields.${key}`, fact: 'There is no such case field.' });
    } else if (value === null || value.length === 0) {
      delete fields[key];
    } else {
      const why = whyNotCaseFieldValue(field, value);
      if (why === null) fields[key] = inOrder(field, value);
      else refused.push({ path: `fields.${key}`, fact: why });
    }
  }
  if (refused.length > 0) return { refused };
  return {
    properties: {
      sentiment: change.sentiment === undefined ? now.sentiment : change.sentiment,
      language: change.language === undefined ? now.language : language,
      labels: change.labels === undefined ? now.labels : distinct(change.labels),
      fields,
    },
  };
}

/** Of several, once each and as the field has them. */
const inOrder = ({ options }: CaseField, value: CaseFieldValue): CaseFieldValue =>
  typeof value === 'string'
    ? value
    : options.filter((option) => value.includes(option.value)).map((option) => option.value);

const distinct = (labels: readonly string[]): string[] =>
  [...new Set(labels.map((label) => label.trim()))].filter((label) => label !== '').sort();
