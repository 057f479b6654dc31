import type { FastifyReply } from 'fastify';
import type { SessionShape } from '../../api/session.ts';
import * as api from '../../api/session.ts';
import { type SignInPorts, signInWithTicket, signOut } from '../care/sign-in.ts';
import { Problem } from '../problem.ts';
import { SESSION_COOKIE, sessionToken } from './actor.ts';
import { route } from './route.ts';

/** Sets the session cookie. Strict: no other site's page, and no frame, ever rides on it. */
export function setSessionCookie(
  reply: FastifyReply,
  session: { token: string; expiresAt: string },
  secure: boolean,
): void {
  reply.header(
    'set-cookie',
    `${SESSION_COOKIE}=${session.token}; Path=/; HttpOnly; SameSite=Strict; Expires=${new Date(session.expiresAt).toUTCString()}${secure ? '; Secure' : ''}`,
  );
}

/** Who somebody is and what they may do; null: there is no such agent. */
export type ReadSession = (accountId: string, agentId: string) => Promise<SessionShape | null>;

export function sessionRoutes(signIn: SignInPorts, read: ReadSession, secure: boolean) {
  const who = async (accountId: string, agentId: string) => {
    const found = await read(accountId, agentId);
    if (!found) throw new Problem('UNAUTHENTICATED');
    return found;
  };

  return [
    route(api.getSession, async ({ actor }) => {
      if (actor.kind !== 'agent') throw new Problem('UNAUTHENTICATED');
      return { status: 200, body: await who(actor.accountId, actor.agentId) };
    }),
    route(api.createSession, async ({ body, reply }) => {
      const session = await signInWithTicket(signIn, body.ticket);
      setSessionCookie(reply, session, secure);
      return { status: 201, body: await who(session.accountId, session.agentId) };
    }),
    route(api.endSession, async ({ actor, request, reply }) => {
      const token = sessionToken(request);
      if (token) await signOut(signIn, actor, token);
      reply.header('set-cookie', `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`);
      return { status: 204 };
    }),
  ];
}
