import { z } from 'zod';
import { endpoint } from './endpoint.ts';

/** Where one may be sent after signing in: pages of our own, by name, never an address. */
export const RETURN_TO = ['desk', 'settings'] as const;
export type ReturnTo = (typeof RETURN_TO)[number];

export const getSignIn = endpoint({
  method: 'GET',
  path: '/v1/sign-in',
  summary: 'The ways to sign in here',
  tag: 'account',
  access: ['public'],
  answers: {
    200: z.object({
      demo: z.boolean().describe('By one click as somebody made up: only the demo has it'),
      oidc: z.object({ label: z.string() }).nullable().describe('By OpenID Connect, under this name'),
      links: z.literal(true).describe('By a one-time link'),
    }),
  },
  problems: [],
});

export const startOidc = endpoint({
  method: 'GET',
  path: '/v1/sign-in/oidc',
  summary: 'Go to the company’s sign-in (OpenID Connect, PKCE)',
  tag: 'account',
  access: ['public'],
  query: z.object({ returnTo: z.enum(RETURN_TO).default('desk') }),
  answers: { 302: null },
  problems: ['SIGN_IN_UNAVAILABLE', 'SIGN_IN_FAILED'],
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
