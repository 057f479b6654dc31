import { z } from 'zod';
import type { SchemaField } from '../../domain/mapping/schema.ts';

const PicklistValue = z.object({
  value: z.string(),
  label: z.string().nullable(),
  active: z.boolean(),
  defaultValue: z.boolean(),
  validFor: z.string().nullable().default(null),
});

const Described = z.object({
  label: z.string().default(''),
  createable: z.boolean().default(true),
  deletable: z.boolean().default(false),
  recordTypeInfos: z
    .array(
      z.object({
        recordTypeId: z.string(),
        developerName: z.string(),
        name: z.string(),
        active: z.boolean().default(true),
        available: z.boolean(),
        master: z.boolean(),
        defaultRecordTypeMapping: z.boolean(),
      }),
    )
    .default([]),
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      length: z.number(),
      precision: z.number().default(0),
      scale: z.number().default(0),
      nillable: z.boolean(),
      createable: z.boolean(),
      defaultedOnCreate: z.boolean(),
      defaultValue: z.unknown().optional(),
      calculated: z.boolean().default(false),
      autoNumber: z.boolean().default(false),
      permissionable: z.boolean().optional(),
      custom: z.boolean().default(false),
      externalId: z.boolean().default(false),
      unique: z.boolean().optional(),
      restrictedPicklist: z.boolean().default(false),
      controllerName: z.string().nullable().default(null),
      referenceTo: z.array(z.string()).nullable().default([]),
      relationshipName: z.string().nullable().default(null),
      picklistValues: z.array(PicklistValue).default([]),
    }),
  ),
});

/** An object as one user sees it. */
export interface DescribedObject {
  label: string;
  /** Whether the user may create records of it at all. */
  createable: boolean;
  /** Whether the user may delete records of it at all. */
  deletable: boolean;
  recordTypes: z.output<typeof Described>['recordTypeInfos'];
  fields: SchemaField[];
}

/** The answer to `/sobjects/{object}/describe`. */
export function readDescribed(body: unknown): DescribedObject {
  const { label, createable, deletable, recordTypeInfos, fields } = Described.parse(body);
  const valuesOf = new Map(fields.map(({ name, picklistValues }) => [name, picklistValues]));
  return {
    label,
    createable,
    deletable,
    recordTypes: recordTypeInfos,
    fields: fields.map(({ picklistValues, referenceTo, precision, scale, defaultValue, ...field }) => ({
      ...field,
      ...(defaultValue === true ? { presetTrue: true } : {}),
      ...(precision > 0 ? { digits: precision - scale } : {}),
      referenceTo: referenceTo ?? [],
      picklistValues: picklistValues.map(({ validFor, ...option }) => ({
        ...option,
        label: option.label ?? option.value,
        validFor: controllingValues(validFor, valuesOf.get(field.controllerName ?? '') ?? []),
      })),
    })),
  };
}

/**
 * Which values of the controlling picklist a value goes with: base64 of one bit for each, the first the highest bit of
 * the first byte (SOAP API guide, PicklistEntry). A checkbox that controls says false, then true.
 */
function controllingValues(
  validFor: string | null,
  controlling: readonly { value: string }[],
): string[] | null {
  if (validFor === null) return null;
  const bits = Buffer.from(validFor, 'base64');
  const values = controlling.length === 0 ? ['false', 'true'] : controlling.map(({ value }) => value);
  return values.filter((_value, at) => ((bits[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0);
}
