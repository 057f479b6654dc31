import { z } from 'zod';
import { CASE_FIELD_TYPES } from '../domain/case-field.ts';
import { endpoint } from './endpoint.ts';
import { ConnectionId } from './shapes.ts';

export const CaseFieldKey = z.string().regex(/^field_[a-z0-9_]{1,60}$/);
export const CaseLabel = z.string().trim().min(1).max(60);
const Option = z.object({ value: z.string(), label: z.string() });
const FieldName = z.string().trim().min(1).max(80);

export const CaseFieldShape = z.object({
  key: CaseFieldKey.describe('Stays when the field is called otherwise'),
  name: z.string(),
  type: z.enum(CASE_FIELD_TYPES),
  options: z.array(Option).describe('Of a select; else empty'),
});
export type CaseFieldShape = z.output<typeof CaseFieldShape>;

/** A mapping or a rule that uses Care data. */
export const DataUseShape = z.object({
  kind: z.enum(['mapping', 'rule']),
  connectionId: ConnectionId,
  orgName: z.string(),
  name: z.string().describe('Of the rule, or object and record type of the mapping'),
  target: z
    .object({ object: z.string(), recordType: z.string() })
    .nullable()
    .describe('Of a mapping: what it is for'),
});
export type DataUseShape = z.output<typeof DataUseShape>;

const Cases = z.int().describe('Cases that carry it');

export const ManagedCareData = z.object({
  fields: z.array(
    CaseFieldShape.extend({
      cases: Cases,
      usedBy: z.array(DataUseShape).describe('As long as there is any, it cannot be deleted'),
      options: z.array(
        Option.extend({
          cases: Cases,
          neededBy: z.array(DataUseShape).describe('As long as there is any, it cannot be taken out'),
        }),
      ),
    }),
  ),
  labels: z.array(
    z.object({
      label: z.string(),
      cases: Cases,
      neededBy: z.array(DataUseShape).describe('As long as there is any, it cannot be changed'),
      mappedBy: z.array(DataUseShape).describe('As long as there is any, it cannot be called otherwise'),
    }),
  ),
});
export type ManagedCareData = z.output<typeof ManagedCareData>;

export const CaseFieldChange = z.object({
  name: FieldName,
  options: z
    .array(z.object({ value: z.string().max(60).nullable().describe('Null: it is new'), label: CaseLabel }))
    .max(200)
    .default([])
    .describe('Of a select: all of them, in their order. What is not named is taken from all cases'),
});
export type CaseFieldChange = z.output<typeof CaseFieldChange>;

const common = { tag: 'care', access: ['session', 'api_key'], module: 'care' } as const;
const managed = { ...common, permission: 'manage_case_fields' } as const;
const FIELD = '/v1/case-fields/:fieldKey';
const params = z.object({ fieldKey: CaseFieldKey });

export const listCaseFields = endpoint({
  ...common,
  permission: 'manage_cases',
  method: 'GET',
  path: '/v1/case-fields',
  summary: 'What the account asks of its cases beyond what every case has',
  answers: { 200: z.object({ fields: z.array(CaseFieldShape) }) },
  problems: [],
});

export const manageCareData = endpoint({
  ...managed,
  method: 'GET',
  path: '/v1/care-data',
  summary: 'Case fields and labels, how many cases carry them, and which mappings and rules use them',
  answers: { 200: ManagedCareData },
  problems: [],
});

export const createCaseField = endpoint({
  ...managed,
  method: 'POST',
  path: '/v1/case-fields',
  summary: 'Add a case field. It can be mapped at once',
  body: z.object({
    name: FieldName,
    type: z.enum(CASE_FIELD_TYPES),
    options: z.array(CaseLabel).max(200).default([]).describe('Of a select: what there is to choose'),
  }),
  answers: { 201: CaseFieldShape },
  problems: ['VALIDATION_FAILED', 'CASE_FIELD_NAME_TAKEN'],
});

export const changeCaseField = endpoint({
  ...managed,
  method: 'PUT',
  path: FIELD,
  summary: 'Call a case field otherwise, or change what there is to choose',
  params,
  body: CaseFieldChange,
  answers: { 200: CaseFieldShape },
  problems: ['NOT_FOUND', 'VALIDATION_FAILED', 'CASE_FIELD_NAME_TAKEN', 'CARE_DATA_IN_USE'],
});

export const deleteCaseField = endpoint({
  ...managed,
  method: 'DELETE',
  path: FIELD,
  summary: 'Delete a case field that no mapping and no rule uses, with what cases have there',
  params,
  answers: { 204: null },
  problems: ['NOT_FOUND', 'CARE_DATA_IN_USE'],
});

export const changeCaseLabel = endpoint({
  ...managed,
  method: 'PUT',
  path: '/v1/case-labels',
  summary: 'Call a label otherwise on all cases, join it with another, or take it away',
  body: z.object({
    label: z.string().min(1).max(60),
    becomes: CaseLabel.nullable().describe('Another label: they become one. Null: it is taken away'),
  }),
  answers: { 204: null },
  problems: ['NOT_FOUND', 'CARE_DATA_IN_USE'],
});
