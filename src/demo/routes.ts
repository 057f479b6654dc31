import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { startSession } from '../service/care/sign-in.ts';
import { setSessionCookie } from '../service/http/session.ts';
import type { ServiceParts } from '../service/main.ts';
import { Problem } from '../service/problem.ts';
import { registerCustomerRoutes } from './customer-routes.ts';
import type { DemoChannel } from './demo-channel.ts';

/**
 * What only the demo has: signing in by one click, and the customers' side of the conversation. It answers
 * to this machine alone, whatever address the service listens on.
 */
export async function registerDemoRoutes(
  parts: ServiceParts,
  accountId: string,
  channel: DemoChannel,
): Promise<void> {
  await parts.app.register(async (app) => {
    const { host } = new URL(parts.services.config.publicUrl);
    app.addHook('onRequest', async (request) => refuseStrangers(request, host));
    registerPeopleRoutes(app, parts, accountId);
    registerCustomerRoutes(app, parts, accountId, channel);
    app.get('/customer', (_request, reply) =>
      parts.sendShell(reply, {
        title: 'Customer',
        entry: 'src/web/customer/main.ts',
        element: 'care-customer-app',
        theme: 'brand',
        frameAncestors: [],
      }),
    );
    app.get('/gallery', (_request, reply) =>
      parts.sendShell(reply, {
        title: 'Gallery',
        entry: 'src/web/gallery/main.ts',
        element: 'care-gallery-app',
        theme: 'brand',
        frameAncestors: [],
      }),
    );
  });
}

/**
 * A page of another site reaches loopback too, through the visitor's browser: its requests say so, or, where
 * its name was pointed at this machine, name another host.
 */
function refuseStrangers(request: FastifyRequest, host: string): void {
  const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip);
  const crossSite = request.headers['sec-fetch-site'] === 'cross-site' && request.method !== 'GET';
  if (!loopback || crossSite || request.headers.host !== host) throw new Problem('NOT_FOUND');
}

function registerPeopleRoutes(
  app: FastifyInstance,
  { care, signIn, services }: ServiceParts,
  accountId: string,
): void {
  const people = () => care.inAccount(accountId, (store) => store.agents());

  app.get('/v1/demo/people', async () => ({
    people: (await people()).map(({ id, name, roleName }) => ({ agentId: id, name, role: roleName })),
  }));

  app.post('/v1/demo/sign-in', async (request, reply) => {
    const asked = z.object({ agentId: z.string() }).safeParse(request.body);
    const agent = (await people()).find(({ id }) => id === asked.data?.agentId);
    if (!agent) throw new Problem('NOT_FOUND');
    const session = await startSession(signIn, accountId, agent.id);
    setSessionCookie(reply, session, services.config.publicUrl.startsWith('https:'));
    return reply.status(204).send();
  });
}
