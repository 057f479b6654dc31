import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import type { ProblemCode } from './problems.ts';

/** Where one may be sent after signing in: pages of our own, by name, never an address. */
export const RETURN_TO = ['desk', 'settings'] as const;
export type ReturnTo = (typeof RETURN_TO)[number];

/** What can keep somebody out, told to the page by its code. */
export const SIGN_IN_PROBLEMS = [
  'SIGN_IN_INTERRUPTED',
  'SIGN_IN_REFUSED',
  'SIGN_IN_FAILED',
  'SIGN_IN_EMAIL_UNVERIFIED',
  'SIGN_IN_UNKNOWN_PERSON',
  'SIGN_IN_SEVERAL_ACCOUNTS',
] as const satisfies readonly ProblemCode[];

export const getSignIn = endpoint({
  method: 'GET',
  path: '/v1/sign-in',
  summary: 'The ways to sign in here, and what kept somebody out who comes back from one',
  tag: 'account',
  access: ['public'],
  query: z.object({ problem: z.string().max(60).optional().describe('As /sign-in?problem= has it') }),
  answers: {
    200: z.object({
      demo: z.boolean().describe('By one click as somebody made up: only the demo has it'),
      oidc: z.object({ label: z.string() }).nullable().describe('By OpenID Connect, under this name'),
      links: z.literal(true).describe('By a one-time link'),
      problem: z.object({ code: z.string(), fact: z.string(), remedy: z.string() }).nullable(),
    }),
  },
  problems: [],
});

export const startOidc = endpoint({
  method: 'GET',
  path: '/v1/sign-in/oidc',
  summary: 'Go to the company’s sign-in (OpenID Connect, PKCE), or back to /sign-in?problem=CODE',
  tag: 'account',
  access: ['public'],
  query: z.object({ returnTo: z.enum(RETURN_TO).default('desk') }),
  answers: { 302: null },
  problems: ['SIGN_IN_UNAVAILABLE'],
});

export const finishOidc = endpoint({
  method: 'GET',
  path: '/v1/sign-in/oidc/callback',
  summary:
    'Where the company’s sign-in sends the browser back: to the page asked for with a session, or to /sign-in?problem=CODE',
  tag: 'account',
  access: ['public'],
  answers: { 302: null },
  problems: ['SIGN_IN_UNAVAILABLE'],
});
