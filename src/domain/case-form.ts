import type { CaseFacts, MappedField } from './default-case-mapping.ts';

/** A field as the org describes it to the user who asks (describe, REST API). */
export interface DescribedField {
  name: string;
  label: string;
  type: string;
  /** Characters; 0 where it has no meaning. */
  length: number;
  nillable: boolean;
  createable: boolean;
  defaultedOnCreate: boolean;
  picklistValues: readonly { value: string; label: string; active: boolean; defaultValue: boolean }[];
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
export function buildCaseForm(
  mapping: readonly MappedField[],
  facts: CaseFacts,
  described: readonly DescribedField[],
): CaseFormField[] {
  const byName = new Map(described.map((field) => [field.name, field]));
  const mapped = mapping.flatMap((entry) => {
    const field = byName.get(entry.field);
    if (!field?.createable) return [];
    const { source, editable } = entry;
    return [{ ...shapeOf(field), value: fitted(field, entry.value(facts)), source, editable }];
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

/** There is no `required` in a describe: this is how the platform means it. */
const isRequired = (field: DescribedField): boolean =>
  field.createable && !field.nillable && !field.defaultedOnCreate && field.type !== 'boolean';

function shapeOf(field: DescribedField) {
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

function fitted(field: DescribedField, value: string | null): string | null {
  if (field.type === 'picklist') {
    const active = field.picklistValues.filter((each) => each.active);
    const wanted = value?.toLowerCase();
    const match =
      active.find((each) => each.value.toLowerCase() === wanted) ?? active.find((each) => each.defaultValue);
    return match?.value ?? null;
  }
  if (value === null || field.length === 0 || value.length <= field.length) return value;
  // The agent sees the cut before anything is sent. Never between the halves of one character.
  return `${value.slice(0, field.length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

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
