import type { FastifyReply } from 'fastify';
import * as api from '../../api/session.ts';
import { actingAgentId } from '../../domain/agent.ts';
import type { CarePorts } from '../care/ports.ts';
import { type NewSession, type SignInPorts, signInWithTicket, signOut } from '../care/sign-in.ts';
import { Problem } from '../problem.ts';
import { SESSION_COOKIE, sessionToken } from './actor.ts';
import { route } from './route.ts';

/** Sets the session cookie. Strict: no other site's page, and no frame, ever rides on it. */
export function setSessionCookie(reply: FastifyReply, session: NewSession, secure: boolean): void {
  reply.header(
    'set-cookie',
    `${SESSION_COOKIE}=${session.token}; Path=/; HttpOnly; SameSite=Strict; Expires=${new Date(session.expiresAt).toUTCString()}${secure ? '; Secure' : ''}`,
  );
}

export function sessionRoutes(care: CarePorts, signIn: SignInPorts, secure: boolean) {
  const who = (accountId: string, agentId: string) =>
    care.inAccount(accountId, async (store) => {
      const agent = await store.agent(agentId);
      if (!agent) throw new Problem('UNAUTHENTICATED');
      const { id, name } = await store.account();
      return { agent, account: { id, name } };
    });

  return [
    route(api.getSession, async ({ actor }) => {
      const agentId = actingAgentId(actor);
      if (!agentId) throw new Problem('UNAUTHENTICATED');
      return { status: 200, body: await who(actor.accountId, agentId) };
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
