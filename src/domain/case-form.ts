import type { FieldValue } from './mapping/evaluate.ts';
import { pick } from './mapping/fit-to-schema.ts';
import { isRequired, type SchemaField, sortOf } from './mapping/schema.ts';
import type { CheckedField } from './preflight/check-field.ts';
import { shorten } from './salesforce-text.ts';

/** A field of a form and what it is filled with. */
export interface FormEntry<Facts> {
  /** API name in Salesforce. */
  field: string;
  /** Where the value comes from, in people's words. */
  source: string;
  value(facts: Facts): string | null;
  /** Whether the agent may change it before the record is created. */
  editable: boolean;
  /**
   * Set: the value fits as it is, or is not to be cut, and is written whether the org lets us or not. Then the form
   * has to show it, by this label.
   */
  mapped?: { label: string; isKey: boolean };
}

export interface CaseFormField extends CheckedField {
  type: 'text' | 'textarea' | 'picklist' | 'reference';
  options: { value: string; label: string; validFor: string[] | null }[];
  value: string | null;
  source: string;
  editable: boolean;
}

/**
 * The form of a new record: the mapped fields with their values, then what the org requires beyond them. Fields the
 * user may not write are left out unless they will be written all the same; a value the org's picklist does not know
 * gives way to the org's own default.
 */
export function buildCaseForm<Facts>(
  mapping: readonly FormEntry<Facts>[],
  facts: Facts,
  described: readonly SchemaField[],
): CaseFormField[] {
  const byName = new Map(described.map((field) => [field.name, field]));
  const mapped = mapping.flatMap((entry) => {
    const field = byName.get(entry.field);
    const { source, editable, mapped: written } = entry;
    const value = entry.value(facts);
    if (!field?.createable) {
      if (!written || value === null) return [];
      const { label } = field ?? written;
      return [{ ...closed(entry.field, label, field ? false : null), value, source, editable }];
    }
    if (!written) return [{ ...shapeOf(field), value: fitted(field, value), source, editable }];
    return [{ ...(written.isKey ? keyOf(field) : shapeOf(field)), value, source, editable }];
  });
  const known = new Set(mapping.map((entry) => entry.field));
  const demanded = described
    .filter((field) => isRequired(field) && !known.has(field.name))
    .map((field) => ({
      ...shapeOf(field),
      value: fitted(field, null),
      source: 'Required by the org',
      editable: true,
    }));
  return [...mapped, ...demanded];
}

function shapeOf(field: SchemaField): Omit<CaseFormField, 'value' | 'source' | 'editable'> {
  const options = field.picklistValues
    .filter((each) => each.active)
    .map(({ value, label, validFor }) => ({ value, label, validFor: validFor && [...validFor] }));
  return {
    name: field.name,
    label: field.label,
    type: typeOf(field.type),
    sort: sortOf(field),
    required: isRequired(field),
    writable: true,
    length: field.length > 0 ? field.length : null,
    digits: field.digits ?? null,
    restricted: field.restrictedPicklist,
    controller: field.controllerName,
    options,
  };
}

/** What finds a record is neither of the field's type nor of its length. */
const keyOf = (field: SchemaField): ReturnType<typeof shapeOf> => ({
  ...shapeOf(field),
  sort: 'other',
  length: null,
});

const closed = (name: string, label: string, writable: false | null): ReturnType<typeof shapeOf> => ({
  name,
  label,
  type: 'text',
  sort: 'other',
  required: false,
  writable,
  length: null,
  digits: null,
  restricted: false,
  controller: null,
  options: [],
});

function typeOf(type: string): CaseFormField['type'] {
  if (type === 'textarea' || type === 'picklist' || type === 'reference') return type;
  return 'text';
}

function fitted(field: SchemaField, value: string | null): string | null {
  if (field.type === 'picklist') return pick(field, value, new Map());
  // The agent sees the cut before anything is sent.
  return value === null || field.length === 0 ? value : shorten(value, field.length);
}

/**
 * A mapping's record, after the org's schema, as entries of a form; what finds a record by an external id is nothing
 * an agent can judge.
 */
export const formEntries = (values: readonly FieldValue[]): FormEntry<null>[] =>
  values.map(({ field, label, mapped, words, value }) => ({
    field,
    source: words,
    value: () => value,
    editable: mapped.editable && mapped.by === null,
    mapped: { label, isKey: mapped.by !== null },
  }));

/** Values to create the case with, or the names that may not be set. */
export function mergeCaseForm(
  form: readonly CaseFormField[],
  chosen: Readonly<Record<string, string | null>>,
): { fields: Record<string, string | null> } | { refused: string[] } {
  const editable = new Map(form.filter((field) => field.editable).map((field) => [field.name, field]));
  // What nobody may write can only be left out.
  const refused = Object.entries(chosen)
    .filter(([name, value]) => editable.get(name)?.writable !== true && !(editable.has(name) && !value))
    .map(([name]) => name);
  if (refused.length > 0) return { refused };
  const values = form.map((field) => [
    field.name,
    Object.hasOwn(chosen, field.name) ? chosen[field.name] : field.value,
  ]);
  return { fields: Object.fromEntries(values.filter(([, value]) => value !== null)) };
}
