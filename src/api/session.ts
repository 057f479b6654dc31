import { z } from 'zod';
import { MODULES } from '../domain/module.ts';
import { CONTACTS_AND_CASES, PERMISSIONS } from '../domain/permission.ts';
import { endpoint } from './endpoint.ts';
import { AgentShape, RoleRef } from './shapes.ts';

/** Who is signed in, and what their role allows them now. */
export const SessionShape = z.object({
  agent: AgentShape,
  account: z.object({ id: z.string(), name: z.string() }),
  modules: z.array(z.enum(MODULES)).describe('What the account has: Care, Community, or both'),
  role: RoleRef,
  permissions: z.array(z.enum(PERMISSIONS)),
  contactsAndCases: z.enum(CONTACTS_AND_CASES),
  demo: z.boolean().describe('Whether this is the demo, where nobody is real'),
});
export type SessionShape = z.output<typeof SessionShape>;

export const getSession = endpoint({
  method: 'GET',
  path: '/v1/session',
  summary: 'Who is signed in, and what they may do',
  tag: 'account',
  access: ['session', 'embed'],
  embedScopes: ['case', 'record', 'agent'],
  answers: { 200: SessionShape },
  problems: [],
});

export const createSession = endpoint({
  method: 'POST',
  path: '/v1/session',
  summary: 'Turn a one-time link, of a sign-in or an invitation, into a session cookie',
  tag: 'account',
  access: ['public'],
  body: z.object({ ticket: z.string().min(20).max(200) }),
  answers: { 201: SessionShape },
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
