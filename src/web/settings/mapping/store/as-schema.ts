import type { MappedFieldInput, MappingEditor, SchemaFieldShape } from '../../../../api/mappings.ts';
import type { MappedField } from '../../../../domain/mapping/mapped-field.ts';
import type { SchemaField } from '../../../../domain/mapping/schema.ts';

/** An object's fields as the rules of mapping know them. */
export interface KnownSchema {
  readonly fields: readonly SchemaField[];
  readonly byName: ReadonlyMap<string, SchemaField>;
  /** Why nothing can be mapped to a field, of those to which nothing can. */
  readonly unwritable: ReadonlyMap<string, string>;
}

const known = new WeakMap<MappingEditor['schema'], KnownSchema>();

/** What the rules need to know of the fields; worked out once. */
export function asSchema(schema: MappingEditor['schema']): KnownSchema {
  const before = known.get(schema);
  if (before) return before;
  const fields = schema.map(asField);
  const made: KnownSchema = {
    fields,
    byName: new Map(fields.map((field) => [field.name, field])),
    unwritable: new Map(
      schema.flatMap(({ name, unwritable }): [string, string][] => (unwritable ? [[name, unwritable]] : [])),
    ),
  };
  known.set(schema, made);
  return made;
}

/** As the rules know mapped fields; of one that the org has no more, nothing but its name is known. */
export function asMapped(fields: readonly MappedFieldInput[], { byName }: KnownSchema): MappedField[] {
  return fields.map(({ by, ...mapped }) => {
    const field = byName.get(mapped.field);
    return {
      ...mapped,
      label: field?.label ?? mapped.field,
      type: field?.type ?? '',
      length: field?.length ?? 0,
      by: by === null ? null : { relationship: mapped.field, field: by },
    };
  });
}

const asField = (field: SchemaFieldShape): SchemaField => ({
  name: field.name,
  label: field.label,
  type: field.type,
  length: field.length ?? 0,
  nillable: !field.required,
  createable: field.unwritable === null,
  defaultedOnCreate: false,
  calculated: false,
  autoNumber: false,
  custom: false,
  externalId: false,
  restrictedPicklist: field.restricted,
  controllerName: field.controlledBy,
  referenceTo: field.referenceTo,
  relationshipName: null,
  picklistValues: field.options.map((option) => ({
    ...option,
    active: true,
    defaultValue: option.value === field.defaultValue,
    validFor: null,
  })),
});
