import type { SeenSchema } from './drift.ts';
import { type MappedField, valuesOf } from './mapped-field.ts';
import { requiredOf, whyUnwritable } from './schema.ts';

/** A mapped field as it was when the mapping was saved. */
export interface KeptField {
  name: string;
  label: string;
  type: string;
  /** Characters; 0 where it has no meaning. */
  length: number;
  writable: boolean;
  /** Of what the mapping writes, the values the picklist had. */
  values: readonly string[];
}

/** An active validation rule, as the Tooling API tells it. */
export interface KeptRule {
  id: string;
  name: string;
  message: string;
  /** ISO-8601. */
  modifiedAt: string;
}

/** What of an org's object matters to a mapping, kept with the version that was made for it. */
export interface KeptSchema {
  /** All fields there were. */
  names: readonly string[];
  required: readonly string[];
  mapped: readonly KeptField[];
  /** Null: the holder might not read them. */
  rules: readonly KeptRule[] | null;
  /** Mapped lookups whose record was found by what is unique; absent: nobody has looked. */
  uniqueKeys?: readonly string[];
  /** Of Contact, where it becomes a person account: what an account had to have; absent: nobody has looked. */
  personsRequired?: readonly string[];
}

export function keepSchema(
  { fields, rules, holder, lookupKeys = [], persons }: SeenSchema,
  mapping: readonly MappedField[],
): KeptSchema {
  const mapped = new Map(mapping.map((each) => [each.field, each]));
  return {
    names: fields.map(({ name }) => name),
    required: requiredOf(fields),
    mapped: fields.flatMap((field): KeptField[] => {
      const own = mapped.get(field.name);
      if (!own) return [];
      const { name, label, type, length } = field;
      const written = new Set(valuesOf(own.source));
      const values = field.picklistValues
        .filter(({ active, value }) => active && written.has(value))
        .map(({ value }) => value);
      return [{ name, label, type, length, writable: whyUnwritable(field, holder) === null, values }];
    }),
    rules: rules && [...rules],
    uniqueKeys: lookupKeys.flatMap(({ field, state }) => (state === 'unique' ? [field] : [])),
    ...(persons && { personsRequired: requiredOf(persons) }),
  };
}
