import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Org } from '../org.ts';
import { registerErrorPage } from './app-obstacle.ts';
import { registerAppUsage } from './app-usage.ts';
import { registerAuthorize } from './authorize.ts';
import { registerIdentity } from './identity.ts';
import { registerLogin } from './login.ts';
import { OAuthError } from './oauth-error.ts';
import { registerRevoke } from './revoke.ts';
import { registerToken } from './token.ts';

/** Sign-in pages and OAuth endpoints, with their calls logged apart from API calls. */
export async function registerOAuth(app: FastifyInstance, org: Org): Promise<void> {
  /** Requests whose answer is lost on the way, after the work was done. */
  const cut = new WeakSet<FastifyRequest>();
  app.addHook('preHandler', async (request, reply) => {
    const fault = org.control.takeFault(operationOf(request));
    if (fault?.latencyMs) await sleep(fault.latencyMs);
    if (fault?.drop === 'after') cut.add(request);
    if (fault?.drop === 'before') {
      reply.hijack();
      request.raw.socket.destroy();
    } else if (fault?.code) {
      // `invalid_grant: ip restricted` names both halves of an OAuth refusal.
      const [error = '', description = 'injected fault'] = fault.code.split(': ');
      throw new OAuthError(error, description);
    }
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    if (cut.has(request)) request.raw.socket.destroy();
    return payload;
  });
  app.addHook('onResponse', async (request, reply) => {
    org.control.record({
      at: new Date().toISOString(),
      method: request.method,
      path: request.url.split('?')[0] ?? '',
      kind: 'sign-in',
      operation: operationOf(request),
      username: org.userFromRequest(request)?.username ?? null,
      client: null,
      records: 0,
      status: reply.statusCode,
      errorCode: null,
    });
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof OAuthError) {
      return reply.code(error.status).send({ error: error.error, error_description: error.description });
    }
    return reply.code(400).send({
      error: 'invalid_request',
      error_description: error instanceof Error ? error.message : 'bad request',
    });
  });
  registerErrorPage(app);
  registerAppUsage(app, org);
  registerLogin(app, org);
  registerAuthorize(app, org);
  registerToken(app, org);
  registerRevoke(app, org);
  registerIdentity(app, org);
}

/** `token`, `authorize`, …: the last part of the path; `identity` for `/id/…`. */
function operationOf(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '';
  return path.startsWith('/id/') ? 'identity' : (path.split('/').pop() ?? '');
}
