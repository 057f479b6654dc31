import type { CaseField, CaseFieldValue } from '../../domain/case-field.ts';
import { type CaseProperties, changeProperties } from '../../domain/case-properties.ts';
import type { ImportedConversation } from './import-line.ts';

export const NOTHING_SAID: CaseProperties = { sentiment: null, language: null, labels: [], fields: {} };

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * What a line says of its case beside the messages. Case fields go by key or by name and their options by value or
 * label, as whoever writes the file knows them.
 *
 * @returns why not, with the place.
 */
export function propertiesOfLine(
  { sentiment, language, labels, fields }: ImportedConversation,
  known: readonly CaseField[],
): { properties: CaseProperties } | { reason: string } {
  const said: Record<string, CaseFieldValue> = {};
  for (const [called, value] of Object.entries(fields)) {
    const field = known.find(({ key }) => key === called) ?? known.find(({ name }) => same(name, called));
    if (!field) return { reason: `fields.${called.slice(0, 80)}: The account has no such case field.` };
    if (value !== null) said[field.key] = wordedBy(field, value);
  }
  const changed = changeProperties(NOTHING_SAID, { sentiment, language, labels, fields: said }, known);
  if ('properties' in changed) return changed;
  return { reason: changed.refused.map(({ path, fact }) => `${path}: ${fact}`).join('; ') };
}

function wordedBy({ options, type }: CaseField, value: string | number | readonly string[]): CaseFieldValue {
  const chosen = (word: string) =>
    options.find((option) => option.value === word)?.value ??
    options.find(({ label }) => same(label, word))?.value ??
    word;
  if (type === 'multi_select') return (typeof value === 'object' ? value : [String(value)]).map(chosen);
  if (typeof value === 'object') return value;
  return type === 'single_select' ? chosen(String(value)) : String(value);
}

/** Two conversations of one case: what the first says stays, labels come together. */
export const saidTogether = (one: CaseProperties, other: CaseProperties): CaseProperties => ({
  sentiment: one.sentiment ?? other.sentiment,
  language: one.language ?? other.language,
  labels: [...new Set([...one.labels, ...other.labels])].sort(),
  fields: { ...other.fields, ...one.fields },
});
