import { z } from 'zod';
import { SENTIMENTS } from '../domain/sentiment.ts';
import { CaseFieldKey, CaseFieldShape, CaseLabel } from './case-fields.ts';
import { endpoint } from './endpoint.ts';
import { CaseId } from './shapes.ts';

const FieldValue = z.union([z.string().max(1_000), z.array(z.string().max(100)).max(100)]);

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
  labels: z.array(CaseLabel).max(50).optional(),
  fields: z.record(CaseFieldKey, FieldValue.nullable()).optional(),
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
