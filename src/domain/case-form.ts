import type { FieldValue } from './mapping/evaluate.ts';
import { pick } from './mapping/fit-to-schema.ts';
import { isRequired, type SchemaField } from './mapping/schema.ts';
import { sourceWords } from './mapping/source-words.ts';
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
  /** Set: the value fits as it is, or is not to be cut. */
  whole?: true;
}

export interface CaseFormField {
  name: string;
  label: string;
  type: 'text' | 'textarea' | 'picklist' | 'reference';
  required: boolean;
  length: number | null;
  options: { value: string; label: string }[];
  value: string | null;
  source: string;
  editable: boolean;
}

/**
 * The form of a new Salesforce case: the mapped fields with their values, then what the org requires beyond
 * them. Fields the user may not write are left out; a value the org's picklist does not know gives way to
 * the org's own default.
 */
export function buildCaseForm<Facts>(
  mapping: readonly FormEntry<Facts>[],
  facts: Facts,
  described: readonly SchemaField[],
): CaseFormField[] {
  const byName = new Map(described.map((field) => [field.name, field]));
  const mapped = mapping.flatMap((entry) => {
    const field = byName.get(entry.field);
    if (!field?.createable) return [];
    const { source, editable } = entry;
    const value = entry.value(facts);
    return [{ ...shapeOf(field), value: entry.whole ? value : fitted(field, value), source, editable }];
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

function shapeOf(field: SchemaField) {
  const options = field.picklistValues
    .filter((each) => each.active)
    .map(({ value, label }) => ({ value, label }));
  return {
    name: field.name,
    label: field.label,
    type: typeOf(field.type),
    required: isRequired(field),
    length: field.length > 0 ? field.length : null,
    options,
  };
}

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
  values.map(({ field, mapped, value }) => ({
    field,
    source: sourceWords(mapped.source),
    value: () => value,
    editable: mapped.editable && mapped.by === null,
    whole: true,
  }));

/** Values to create the case with, or the names that may not be set. */
export function mergeCaseForm(
  form: readonly CaseFormField[],
  chosen: Readonly<Record<string, string | null>>,
): { fields: Record<string, string | null> } | { refused: string[] } {
  const editable = new Set(form.filter((field) => field.editable).map((field) => field.name));
  const refused = Object.keys(chosen).filter((name) => !editable.has(name));
  if (refused.length > 0) return { refused };
  const values = form.map((field) => [
    field.name,
    Object.hasOwn(chosen, field.name) ? chosen[field.name] : field.value,
  ]);
  return { fields: Object.fromEntries(values.filter(([, value]) => value !== null)) };
}
