import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const healthz = endpoint({
  method: 'GET',
  path: '/healthz',
  summary: 'The process lives',
  tag: 'operations',
  access: ['public'],
  answers: { 200: z.object({ status: z.literal('ok') }) },
  problems: [],
});

export const readyz = endpoint({
  method: 'GET',
  path: '/readyz',
  summary: 'The process can do its work',
  tag: 'operations',
  access: ['public'],
  answers: { 200: z.object({ status: z.literal('ready'), checks: z.record(z.string(), z.literal('ok')) }) },
  problems: ['NOT_READY'],
});
