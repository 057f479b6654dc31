import { z } from 'zod';
import { FIELD_SORTS } from '../domain/mapping/schema.ts';

/** Developer name of a record type. */
export const RecordTypeName = z.string().regex(/^[A-Za-z]\w{0,79}$/);

/** One field of the form, as the org describes it. */
export const FormField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.enum(['text', 'textarea', 'picklist', 'reference']),
  sort: z.enum(FIELD_SORTS),
  required: z.boolean(),
  writable: z
    .boolean()
    .nullable()
    .describe('Whether whoever acts may write it; null: the org has no such field that they can see'),
  length: z.int().nullable(),
  digits: z.int().nullable().describe('Of a number, before the decimal point'),
  restricted: z.boolean().describe('Whether the org takes only the values of its picklist'),
  controller: z.string().nullable().describe('Field that decides which values go'),
  options: z.array(
    z.object({
      value: z.string(),
      label: z.string(),
      validFor: z.array(z.string()).nullable().describe('Values of the controller it goes with; null: all'),
    }),
  ),
  value: z.string().nullable(),
  source: z.string().describe('Where the value comes from'),
  editable: z.boolean(),
});
export type FormField = z.output<typeof FormField>;

/** A record as it would be created, and as whom. */
export const RecordForm = z.object({
  fields: z.array(FormField),
  actingUser: z.string().describe('Whom Salesforce will name as the creator'),
  because: z.string().nullable().describe('Why it is not the agent who asks; null: it is'),
});

/** One whose record type can be chosen. */
export const TypedRecordForm = RecordForm.extend({
  recordTypes: z.array(z.object({ name: z.string(), label: z.string() })).describe('Empty: the org has none'),
  recordType: z.string().nullable(),
});

export const ofRecordType = z.object({
  recordType: RecordTypeName.optional().describe('Left out: the one for new records'),
});

/** Values of a form by API name; null: empty. */
export const FormValues = z.record(z.string().max(80), z.string().max(32_000).nullable()).default({});
