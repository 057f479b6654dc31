import { salesforceLength, shorten } from '../salesforce-text.ts';
import type { FieldValue } from './evaluate.ts';
import { type PicklistOption, type SchemaField, sortOf } from './schema.ts';

/**
 * Values as the org takes them now: cut to the length a field has today, and in the org's own spelling of a picklist
 * value. A value that a picklist does not know gives way to the org's default.
 */
export function fitToSchema(values: readonly FieldValue[], schema: readonly SchemaField[]): FieldValue[] {
  const byName = new Map(schema.map((field) => [field.name, field]));
  const written = new Map(values.map(({ field, value }) => [field, value]));
  return values.map((each) => {
    const field = byName.get(each.field);
    if (!field || each.value === null || each.mapped.by !== null) return each;
    const sort = sortOf(field);
    if (sort === 'picklist') return { ...each, value: pick(field, each.value, written) };
    if (sort === 'multipicklist') return { ...each, value: pickSeveral(field, each.value, written) };
    if (sort !== 'text' || field.length === 0 || !each.mapped.shorten) return each;
    const whole = salesforceLength(each.value);
    if (whole <= field.length) return each;
    return { ...each, value: shorten(each.value, field.length), cutFrom: each.cutFrom ?? whole };
  });
}

/** What the org writes for this value; null: it knows neither it nor a default. */
export function pick(
  field: SchemaField,
  value: string | null,
  written: ReadonlyMap<string, string | null>,
): string | null {
  const options = optionsOf(field, written);
  return (optionFor(options, value) ?? options.find((each) => each.defaultValue))?.value ?? null;
}

/** Values of a multi-select picklist, as they stand in one text. */
export const partsOf = (text: string): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** Those the org knows; with a list that takes any, all of them. */
function pickSeveral(
  field: SchemaField,
  value: string,
  written: ReadonlyMap<string, string | null>,
): string | null {
  const options = optionsOf(field, written);
  const known = partsOf(value).flatMap(
    (part) => optionFor(options, part)?.value ?? (field.restrictedPicklist ? [] : [part]),
  );
  return [...new Set(known)].join(';') || null;
}

/** The values there are when the controlling picklist says what it says. */
export function optionsOf(
  field: SchemaField,
  written: ReadonlyMap<string, string | null>,
): readonly PicklistOption[] {
  const active = field.picklistValues.filter((each) => each.active);
  const controller = field.controllerName;
  if (controller === null || !written.has(controller)) return active;
  const chosen = written.get(controller);
  return active.filter(({ validFor }) => validFor === null || (chosen != null && validFor.includes(chosen)));
}

/** Salesforce tells the values of a picklist apart without their case. */
export const optionFor = (
  options: readonly PicklistOption[],
  value: string | null,
): PicklistOption | undefined =>
  value === null ? undefined : options.find((each) => each.value.toLowerCase() === value.toLowerCase());
