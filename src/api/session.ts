import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { AgentShape } from './shapes.ts';

const who = z.object({ agent: AgentShape, account: z.object({ id: z.string(), name: z.string() }) });

export const getSession = endpoint({
  method: 'GET',
  path: '/v1/session',
  summary: 'Who is signed in',
  tag: 'account',
  access: ['session', 'embed'],
  embedScopes: ['case', 'record', 'agent'],
  answers: { 200: who },
  problems: [],
});

export const createSession = endpoint({
  method: 'POST',
  path: '/v1/session',
  summary: 'Turn a one-time sign-in link into a session cookie',
  tag: 'account',
  access: ['public'],
  body: z.object({ ticket: z.string().min(20).max(200) }),
  answers: { 201: who },
  problems: ['SIGN_IN_LINK_INVALID'],
});

export const endSession = endpoint({
  method: 'DELETE',
  path: '/v1/session',
  summary: 'Sign out',
  tag: 'account',
  access: ['session'],
  answers: { 204: null },
  problems: [],
});
