import type { FieldSchema, FieldType, FieldValue, PicklistValue } from '../core.ts';
import { field, reference } from './fields.ts';

/** A picklist's value as a control names it: the value itself, or more about it. */
export type PicklistDefinition =
  | string
  | {
      readonly value: string;
      readonly label?: string;
      readonly default?: boolean;
      readonly active?: boolean;
      /** Of a dependent picklist: the controlling field's values it goes with. */
      readonly validFor?: readonly string[];
      /** Case Status only. */
      readonly closed?: boolean;
    };

/** A field as an admin makes it. What is left out has the platform's usual setting. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: FieldType | 'longtextarea';
  readonly label?: string;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly externalId?: boolean;
  readonly caseSensitive?: boolean;
  readonly createable?: boolean;
  readonly updateable?: boolean;
  readonly defaultValue?: FieldValue;
  readonly picklist?: readonly PicklistDefinition[];
  readonly restricted?: boolean;
  readonly controller?: string | null;
  readonly referenceTo?: readonly string[];
  readonly relationshipName?: string | null;
  readonly helpText?: string | null;
}

/** What an admin may change of a field that is there. */
export type FieldEdit = Partial<Omit<FieldDefinition, 'name'>>;

const LENGTHS: Partial<Record<FieldDefinition['type'], number>> = {
  string: 255,
  textarea: 255,
  longtextarea: 32_768,
  email: 80,
  phone: 40,
  url: 255,
  picklist: 255,
  multipicklist: 4099,
};

/** A new custom field. Everybody sees it until rights say otherwise, as when an admin makes it visible to all profiles. */
export function definedField(definition: FieldDefinition): FieldSchema {
  const { name, type, label, referenceTo = [] } = definition;
  const made =
    type === 'reference'
      ? reference(name, referenceTo)
      : field(name, type === 'longtextarea' ? 'textarea' : type, {
          length: LENGTHS[type] ?? 0,
          longText: type === 'longtextarea',
          ...(['double', 'currency', 'percent'].includes(type) ? { precision: 18 } : {}),
        });
  return editedField({ ...made, custom: true, ...(label === undefined ? {} : { label }) }, definition);
}

/** The field as it is after an edit. */
export function editedField(
  schema: FieldSchema,
  { restricted, type, picklist, ...same }: FieldEdit,
): FieldSchema {
  const values = picklist?.map(picklistValue);
  return {
    ...schema,
    ...same,
    ...(type === undefined
      ? {}
      : { type: type === 'longtextarea' ? 'textarea' : type, longText: type === 'longtextarea' }),
    ...(restricted === undefined ? {} : { restrictedPicklist: restricted }),
    ...(values === undefined
      ? {}
      : {
          picklist: values.map((value) => closedAsBefore(schema, value)),
          defaultValue: same.defaultValue ?? values.find(({ isDefault }) => isDefault)?.value ?? null,
        }),
  };
}

function picklistValue(definition: PicklistDefinition): PicklistValue {
  if (typeof definition === 'string') return { value: definition, label: definition, isDefault: false };
  const { value, label = value, default: isDefault = false, ...more } = definition;
  return { value, label, isDefault, ...more };
}

/** A status that stays in the list goes on being closed. */
function closedAsBefore(schema: FieldSchema, value: PicklistValue): PicklistValue {
  const closed = value.closed ?? schema.picklist.find((old) => old.value === value.value)?.closed;
  return closed === undefined ? value : { ...value, closed };
}
