import type { CareDatumShape, FitRule, MappedFieldInput, SchemaFieldShape } from '../../api/mappings.ts';
import type { CareEntry } from '../../domain/mapping/care-datum.ts';
import { fitRule } from '../../domain/mapping/fits.ts';
import type { MappedField } from '../../domain/mapping/mapped-field.ts';
import { isRequired, type SchemaField, sortOf, whyUnwritable } from '../../domain/mapping/schema.ts';
import { typeWords } from '../../domain/mapping/type-words.ts';
import { personFieldOf } from '../../domain/person-account.ts';

/** Required ones first, then by label. */
export function showSchema(
  fields: readonly SchemaField[],
  holder: string,
  object: string,
  /** Account's fields in an org with person accounts, of Contact alone; else null. */
  account: readonly SchemaField[] | null = null,
): SchemaFieldShape[] {
  return fields
    .map((field) => ({
      ...showField(field, holder, object),
      ...(account ? { onPersonAccount: personFieldOf(field.name, account)?.name ?? null } : {}),
    }))
    .sort((one, other) => Number(other.required) - Number(one.required) || byLabel(one.label, other.label));
}

const { compare: byLabel } = new Intl.Collator('en');

function showField(field: SchemaField, holder: string, object: string): SchemaFieldShape {
  const active = field.picklistValues.filter((each) => each.active);
  const unwritable = whyUnwritable(field, holder);
  return {
    name: field.name,
    label: field.label,
    type: field.type,
    typeWords: typeWords(field),
    length: field.length > 0 ? field.length : null,
    required: unwritable === null && isRequired(field),
    unwritable,
    options: active.map(({ value, label }) => ({ value, label })),
    restricted: field.restrictedPicklist,
    defaultValue: active.find(({ defaultValue }) => defaultValue)?.value ?? null,
    controlledBy: field.controllerName,
    referenceTo: [...field.referenceTo],
    comesBack: object === 'Case' && field.name === 'Status',
    rule: sortOf(field),
  };
}

/** What fits each sort of field there is. */
export function showRules(
  fields: readonly SchemaField[],
  careData: readonly CareEntry[],
): Record<string, FitRule> {
  return Object.fromEntries([...new Set(fields.map(sortOf))].map((sort) => [sort, fitRule(sort, careData)]));
}

export const showCareData = (careData: readonly CareEntry[]): CareDatumShape[] =>
  careData.map(({ key, kind, label, type, example, options }) => ({
    key,
    kind,
    label,
    type,
    example,
    options: [...options],
  }));

export const showMapped = ({
  field,
  source,
  by,
  editable,
  shorten,
  back,
}: MappedField): MappedFieldInput => ({
  field,
  source: source.kind === 'variable' ? { ...source, values: { ...source.values } } : source,
  by: by?.field ?? null,
  editable,
  shorten,
  ...(back ? { back: { data: back.data, values: { ...back.values } } } : {}),
});

/** A draft with what the org says of its fields; of one that is not there nothing is known. */
export function readDraft(
  inputs: readonly MappedFieldInput[],
  schema: readonly SchemaField[],
): MappedField[] {
  const byName = new Map(schema.map((field) => [field.name, field]));
  return inputs.map(({ by, ...input }) => {
    const field = byName.get(input.field);
    const { label = input.field, type = '', length = 0, relationshipName = null } = field ?? {};
    return {
      ...input,
      label,
      type,
      length,
      by: by === null ? null : { relationship: relationshipName ?? input.field, field: by },
    };
  });
}
