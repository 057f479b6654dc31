import { z } from 'zod';
import { CASE_FIELD_TYPES } from '../domain/case-field.ts';
import { SENTIMENTS } from '../domain/sentiment.ts';
import { endpoint } from './endpoint.ts';
import { CaseId } from './shapes.ts';

const FieldKey = z.string().regex(/^field_[a-z0-9_]{1,60}$/);
const Label = z.string().trim().min(1).max(60);
const Option = z.object({ value: z.string(), label: z.string() });
const FieldValue = z.union([z.string().max(1_000), z.array(z.string().max(100)).max(100)]);

export const CaseFieldShape = z.object({
  key: FieldKey.describe('Stays when the field is called otherwise'),
  name: z.string(),
  type: z.enum(CASE_FIELD_TYPES),
  options: z.array(Option).describe('Of a select; else empty'),
});
export type CaseFieldShape = z.output<typeof CaseFieldShape>;

/** What is said of a case beside its status, priority and holder, and what there is to choose from. */
export const CasePropertiesShape = z.object({
  sentiment: z.enum(SENTIMENTS).nullable(),
  language: z.string().nullable().describe('ISO 639, `pt`'),
  labels: z.array(z.string()),
  fields: z.array(
    CaseFieldShape.extend({
      value: FieldValue.nullable().describe('A list of a multi-select; a date as 2026-11-22'),
    }),
  ),
  knownLabels: z.array(z.string()).describe('Every label a case of the account ever had'),
});
export type CasePropertiesShape = z.output<typeof CasePropertiesShape>;

export const CasePropertiesChange = z.object({
  sentiment: z.enum(SENTIMENTS).nullable().optional(),
  language: z.string().max(35).nullable().optional(),
  labels: z.array(Label).max(50).optional(),
  fields: z.record(FieldKey, FieldValue.nullable()).optional(),
});
export type CasePropertiesChange = z.output<typeof CasePropertiesChange>;

const common = { tag: 'care', permission: 'manage_cases', module: 'care' } as const;

export const getCaseProperties = endpoint({
  ...common,
  method: 'GET',
  path: '/v1/cases/:caseId/properties',
  summary: 'Sentiment, language, labels and case fields of a case',
  access: ['session', 'api_key'],
  params: z.object({ caseId: CaseId }),
  answers: { 200: CasePropertiesShape },
  problems: ['NOT_FOUND'],
});

export const setCaseProperties = endpoint({
  ...common,
  method: 'PUT',
  path: '/v1/cases/:caseId/properties',
  summary: 'Change them; what is not named stays, null takes a value away',
  access: ['session', 'api_key'],
  params: z.object({ caseId: CaseId }),
  body: CasePropertiesChange,
  answers: { 200: CasePropertiesShape },
  problems: ['NOT_FOUND', 'VALIDATION_FAILED'],
});

export const listCaseFields = endpoint({
  ...common,
  method: 'GET',
  path: '/v1/case-fields',
  summary: 'What the account asks of its cases beyond what every case has',
  access: ['session', 'api_key'],
  answers: { 200: z.object({ fields: z.array(CaseFieldShape) }) },
  problems: [],
});

export const createCaseField = endpoint({
  ...common,
  permission: 'manage_case_fields',
  method: 'POST',
  path: '/v1/case-fields',
  summary: 'Add a case field. It can be mapped at once',
  access: ['session', 'api_key'],
  body: z.object({
    name: z.string().trim().min(1).max(80),
    type: z.enum(CASE_FIELD_TYPES),
    options: z.array(Label).max(200).default([]).describe('Of a select: what there is to choose'),
  }),
  answers: { 201: CaseFieldShape },
  problems: ['VALIDATION_FAILED'],
});
