import type { FastifyInstance } from 'fastify';
import type { Org } from '../org.ts';
import { identityUrl } from './identity.ts';
import { OAuthError } from './oauth-error.ts';
import { requireClient } from './token.ts';

type Form = Record<string, string | undefined>;

/** Revocation and introspection of tokens. */
export function registerRevoke(app: FastifyInstance, org: Org): void {
  app.route<{ Body: Form; Querystring: Form }>({
    method: ['GET', 'POST'],
    url: '/services/oauth2/revoke',
    handler: async (request, reply) => {
      const token = request.body?.token ?? request.query.token ?? '';
      if (!org.grants.revoke(token))
        throw new OAuthError('unsupported_token_type', 'this token is not supported');
      await org.state.journal.flushed();
      return reply.code(200).send('');
    },
  });

  app.post<{ Body: Form }>('/services/oauth2/introspect', async (request) => {
    requireClient(org, request);
    const live = org.grants.find(request.body?.token ?? '');
    if (!live) return { active: false };
    return {
      active: true,
      scope: live.scope,
      client_id: org.grants.app.clientId,
      username: live.user.username,
      sub: identityUrl(org, live.user),
      token_type: 'access_token',
      exp: Math.floor(live.expiresAt / 1000),
      iat: Math.floor(live.issuedAt / 1000),
      nbf: Math.floor(live.issuedAt / 1000),
    };
  });
}
